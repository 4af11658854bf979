"""Moments as people write them: each language's own examples, both nights of changing clocks, and whatever else is typed."""

import re
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.capture.grammar import language_file, shipped
from core.capture.moments import find_due, parse_due
from core.errors import Refusal
from core.tasks.due import Due, due_at

MOSCOW, BERLIN = ZoneInfo("Europe/Moscow"), ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 20, 14, 35, 20, tzinfo=MOSCOW)
EXAMPLES = [(language, text, said) for language in shipped() for text, said in language_file(language)["examples"].items()]


def worded(due: Due) -> str:
    return f"{due.day}{f' {due.time:%H:%M}' if due.time else ''}"


def outcome(text: str, language: str, now: datetime = NOW, zone: ZoneInfo = MOSCOW) -> str:
    try:
        return worded(parse_due(text, now, zone, language))
    except Refusal as refusal:
        return {"due.past": "past", "due.unknown": ""}[refusal.key]


@pytest.mark.parametrize(("language", "text", "said"), EXAMPLES, ids=[f"{language}: {text}" for language, text, _ in EXAMPLES])
def test_a_languages_own_examples(language: str, text: str, said: str) -> None:
    assert outcome(text, language) == said


@pytest.mark.parametrize(("language", "text", "said"), EXAMPLES, ids=[f"{language}: {text}" for language, text, _ in EXAMPLES])
def test_a_person_may_write_in_another_language(language: str, text: str, said: str) -> None:
    """All but what the language orders otherwise: 3/4 is the third of April in one and the fourth of March in the other."""
    if not re.fullmatch(r"\D*\d{1,2}[./]\d{1,2}.*", text):
        (other,) = set(shipped()) - {language}
        assert outcome(text, other) == said


@pytest.mark.parametrize(("language", "said"), [("ru", "2027-04-03"), ("en", "2027-03-04")])
def test_numeric_days_are_in_the_persons_own_order(language: str, said: str) -> None:
    assert outcome("3/4/2027", language) == said
    assert outcome("03.04.2027", language) == said


def test_what_the_grammar_does_not_know_is_read_by_dateparser_whole_or_not_at_all() -> None:
    assert outcome("1 hour 5 minutes 10 seconds", "en") == "2026-11-20 15:40"
    assert outcome("12 дней", "ru") == "2026-12-02"
    assert outcome("in 3 fortnights", "en") == ""


def test_a_moment_is_in_the_persons_zone() -> None:
    evening = datetime(2026, 11, 20, 22, 0, tzinfo=UTC)
    assert outcome("завтра в 10", "ru", evening, ZoneInfo("Asia/Vladivostok")) == "2026-11-22 10:00"
    assert outcome("завтра в 10", "ru", evening, ZoneInfo("Pacific/Pago_Pago")) == "2026-11-21 10:00"
    assert outcome("today", "en", evening, ZoneInfo("Pacific/Kiritimati")) == "2026-11-21"


def test_leap_days_and_the_end_of_the_year() -> None:
    eve = datetime(2027, 12, 31, 23, 50, tzinfo=MOSCOW)
    assert outcome("завтра", "ru", eve) == "2028-01-01"
    assert outcome("через полчаса", "ru", eve) == "2028-01-01 00:20"
    assert outcome("29 февраля", "ru", eve) == "2028-02-29"
    assert outcome("in a month", "en", datetime(2028, 1, 31, 9, tzinfo=MOSCOW)) == "2028-02-29"
    assert outcome("31-го", "ru", datetime(2027, 11, 5, 9, tzinfo=MOSCOW)) == "2027-12-31"


def test_a_time_that_does_not_exist_moves_on_by_the_leap() -> None:
    """In the night to 28 March 2027 Berlin's clocks go from 02:00 to 03:00."""
    said = parse_due("tomorrow 02:30", datetime(2027, 3, 27, 12, tzinfo=BERLIN), BERLIN, "en")
    assert said == Due(date(2027, 3, 28), time(2, 30))
    at = due_at(said.day, said.time, BERLIN, time(9))
    assert at == datetime(2027, 3, 28, 1, 30, tzinfo=UTC)
    assert at.astimezone(BERLIN).time() == time(3, 30)


def test_in_two_hours_is_two_hours_when_the_clocks_change() -> None:
    before = datetime(2027, 3, 28, 1, 30, tzinfo=BERLIN)
    said = parse_due("in 2 hours", before, BERLIN, "en")
    assert worded(said) == "2027-03-28 04:30"
    assert due_at(said.day, said.time, BERLIN, time(9)) == before.astimezone(UTC) + timedelta(hours=2)


def test_a_time_that_exists_twice_is_the_first_unless_it_was_reckoned() -> None:
    """In the night to 31 October 2027 Berlin's clocks go from 03:00 back to 02:00."""
    said = parse_due("tomorrow 02:30", datetime(2027, 10, 30, 12, tzinfo=BERLIN), BERLIN, "en")
    assert due_at(said.day, said.time, BERLIN, time(9)) == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)
    first = datetime(2027, 10, 31, 2, 30, tzinfo=BERLIN)
    reckoned = parse_due("in an hour", first, BERLIN, "en")
    assert worded(reckoned) == "2027-10-31 02:30"
    assert due_at(reckoned.day, reckoned.time, BERLIN, time(9)) == first.astimezone(UTC) + timedelta(hours=1)


@pytest.mark.parametrize(
    ("language", "text", "due", "rest"),
    [
        ("ru", "завтра в 10 позвонить Ивану", "2026-11-21 10:00", "позвонить Ивану"),
        ("ru", "позвонить Ивану завтра в 10", "2026-11-21 10:00", "позвонить Ивану"),
        ("ru", "позвонить в пятницу Ивану про окна", "2026-11-27", "позвонить Ивану про окна"),
        ("ru", "через 2 часа, отправить КП", "2026-11-20 16:35", "отправить КП"),
        ("en", "me in 2 hours to send the offer", "2026-11-20 16:35", "me to send the offer"),
        ("en", "call Jane next Friday 10am about the renewal", "2026-11-27 10:00", "call Jane about the renewal"),
        ("en", "Sat down with Bob, call him tomorrow", "2026-11-21", "Sat down with Bob, call him"),
        ("ru", "вчера встретились, завтра позвонить", "2026-11-21", "вчера встретились, позвонить"),
        ("ru", "отвезти 3.5 тонны 25.12", "2026-12-25", "отвезти 3.5 тонны"),
    ],
)
def test_a_moment_is_found_in_a_message(language: str, text: str, due: str, rest: str) -> None:
    found = find_due(text, NOW, MOSCOW, language)
    assert found is not None
    assert (worded(found.due), found.rest) == (due, rest)


@pytest.mark.parametrize("text", ["купить кофе", "3 окна для кафе", "call Bob", "договор № 12/34-5", "четверг, 25 декабря", ""])
def test_no_moment_is_found_where_there_is_none(text: str) -> None:
    assert find_due(text, NOW, MOSCOW, "ru") is None


@pytest.mark.parametrize(
    "text", ["сегодня в 9 позвонить", "позвонить вчера в 10", "call Bob today at 9am", "25.12.2020 в 11 отчёт"]
)
def test_the_clock_of_a_moment_gone_by_is_not_taken_for_another(text: str) -> None:
    with pytest.raises(Refusal, match=r"due\.past"):
        find_due(text, NOW, MOSCOW, "ru")


WORDS = [
    "завтра",
    "в",
    "10",
    "через",
    "2",
    "часа",
    "in",
    "next",
    "friday",
    "25.12",
    "10:30",
    "утром",
    "pm",
    "🙂",
    ",",
    "-",
    "25",
    "may",
]


@given(st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join), st.sampled_from(["ru", "en"]))
def test_whatever_is_typed_is_a_moment_to_come_or_refused(text: str, language: str) -> None:
    try:
        found = find_due(text, NOW, MOSCOW, language)
    except Refusal:
        return
    if found is not None:
        at = due_at(found.due.day, found.due.time, MOSCOW, time(23, 59))
        assert at >= NOW.replace(second=0)


@given(st.text(max_size=300))
def test_no_text_breaks_the_reading(text: str) -> None:
    with suppress(Refusal):
        find_due(text, NOW, MOSCOW, "ru")


@pytest.mark.parametrize("text", ["1 " * 2048, "завтра " * 600, "в 10 " * 800, "1.1." * 1000, "- " * 2000, "половина " * 500])
def test_no_text_hangs_the_reading(text: str) -> None:
    for read in (find_due, parse_due):
        with suppress(Refusal):
            read(text, NOW, MOSCOW, "ru")
