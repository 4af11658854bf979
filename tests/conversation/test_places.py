"""Time zones by what people say, in both languages."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bots.conversation.places import RUSSIA, SHORT_NAMES, zone_at, zone_of
from bots.conversation.texts import LANGUAGES, Texts, zone_name

WINTER = datetime(2026, 1, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    ("said", "zone"),
    [
        ("Казань", "Europe/Moscow"),
        ("казань ", "Europe/Moscow"),
        ("Kazan", "Europe/Moscow"),
        ("Екб", "Asia/Yekaterinburg"),
        ("екатеренбург", "Asia/Yekaterinburg"),
        ("Питер", "Europe/Moscow"),
        ("Санкт-Петербург", "Europe/Moscow"),
        ("saint petersburg", "Europe/Moscow"),
        ("Орел", "Europe/Moscow"),
        ("Орёл", "Europe/Moscow"),
        ("Йошкар-Ола", "Europe/Moscow"),
        ("NYC", "America/New_York"),
        ("Нью-Йорк", "America/New_York"),
        ("São Paulo", "America/Sao_Paulo"),
        ("sao paulo", "America/Sao_Paulo"),
        ("мск+2", "Asia/Yekaterinburg"),
        ("МСК -1", "Europe/Kaliningrad"),
        ("UTC+5", "Etc/GMT-5"),
        ("−3", "Etc/GMT+3"),
        ("gmt", "UTC"),
        ("europe/moscow", "Europe/Moscow"),
    ],
)
def test_what_people_say(said: str, zone: str) -> None:
    assert zone_of(said) == zone


@pytest.mark.parametrize("said", ["", "  ", "😀", "<b>&", "utc+99", "мск+12", "qwertyuiop", "Ы" * 5000, "|", "\t"])
def test_what_is_no_place(said: str) -> None:
    assert zone_of(said) is None


@pytest.mark.parametrize(
    ("latitude", "longitude", "zone"),
    [
        (55.75, 37.62, "Europe/Moscow"),
        (56.84, 60.61, "Asia/Yekaterinburg"),
        (43.12, 131.89, "Asia/Vladivostok"),
        (40.71, -74.0, "America/New_York"),
        (-33.87, 151.21, "Australia/Sydney"),
    ],
)
def test_where_the_phone_is(latitude: float, longitude: float, zone: str) -> None:
    assert zone_at(latitude, longitude) == zone


def test_everything_named_is_a_zone() -> None:
    assert {*SHORT_NAMES.values(), *RUSSIA.values()} <= available_timezones()


def test_moscow_plus_hours_is_so_many_hours_from_moscow() -> None:
    moscow = WINTER.astimezone(ZoneInfo("Europe/Moscow")).utcoffset()
    for hours, zone in RUSSIA.items():
        there = WINTER.astimezone(ZoneInfo(zone)).utcoffset()
        assert moscow is not None
        assert there is not None
        assert (there - moscow).total_seconds() == hours * 3600


@settings(max_examples=40)
@given(st.text(max_size=40))
def test_any_words_are_a_zone_or_nothing(said: str) -> None:
    found = zone_of(said)
    assert found is None or found in available_timezones()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_zone_has_a_name(language: str) -> None:
    words = Texts().words(language)
    assert zone_name(words, "Etc/GMT-5") == "UTC+5"
    assert not [zone for zone in available_timezones() if not zone_name(words, zone).strip()]
