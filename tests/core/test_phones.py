"""Phones: however they are written, E.164 inside; what is none is refused, and no text breaks the reading."""

import re

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.crm.phones import cut_phones, parse_international, parse_phone, show_phone
from core.errors import Refusal

REGIONS = ("RU", "GB", "US", "DE", "KZ", "BY", "IL")
E164 = re.compile(r"\+[1-9]\d{6,14}")


def _example(region: str, kind: int) -> str:
    number = phonenumbers.example_number_for_type(region, kind)
    assert number is not None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


known = st.builds(
    _example,
    st.sampled_from(REGIONS),
    st.sampled_from([phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE]),
)
mobile = st.integers(0, 9_999_999).map(lambda digits: f"+7916{digits:07}")
signs = st.sampled_from(["", " ", "-", "\u00a0", ".", " - "])


@pytest.mark.parametrize(
    "text",
    [
        "8 (916) 123-45-67",
        "+7 916 123 45 67",
        "89161234567",
        "9161234567",
        "7 916 123-45-67",
        "+7(916)1234567",
        "８９１６１２３４５６７",
    ],
)
def test_writings_of_one_number(text: str) -> None:
    assert parse_phone(text, "RU") == "+79161234567"


def test_a_number_without_a_plus_is_of_the_companys_country() -> None:
    assert parse_phone("020 7946 0958", "GB") == "+442079460958"
    assert parse_international("79161234567", "GB") == "+79161234567"
    assert parse_international("442079460958", "RU") == "+442079460958"


@pytest.mark.parametrize(
    ("text", "key"),
    [("", "phone.unreadable"), ("окна", "phone.unreadable"), ("12", "phone.invalid"), ("+7 916 1", "phone.invalid")],
)
def test_what_is_no_phone_is_refused(text: str, key: str) -> None:
    with pytest.raises(Refusal) as refusal:
        parse_phone(text, "RU")
    assert refusal.value.key == key


@given(known)
def test_what_is_shown_is_read_as_it_was(e164: str) -> None:
    assert parse_phone(show_phone(e164), "RU") == e164


@given(mobile, signs, signs)
def test_signs_between_digits_say_nothing(e164: str, one: str, other: str) -> None:
    digits = e164[2:]
    written = f"8{one}{digits[:3]}{other}{digits[3:6]}{one}{digits[6:8]}{other}{digits[8:]}"
    assert parse_phone(written, "RU") == e164


@given(st.text(max_size=400), st.sampled_from(REGIONS))
def test_any_text_is_a_phone_or_refused(text: str, region: str) -> None:
    try:
        found = parse_phone(text, region)
    except Refusal:
        return
    assert E164.fullmatch(found)
    assert parse_phone(found, "RU") == found, "what is stored is read as it is in every country"


@given(st.lists(mobile, max_size=3, unique=True), st.sampled_from(["звонить ", "или ", "Иван, ", "; "]))
def test_phones_are_cut_out_of_words(phones: list[str], words: str) -> None:
    found, rest = cut_phones("".join(f"{words}{show_phone(phone)} " for phone in phones), "RU")
    assert list(found) == phones
    assert not re.search(r"\d", rest)


@given(st.text(max_size=300))
def test_any_words_may_hold_phones(text: str) -> None:
    found, _rest = cut_phones(text, "RU")
    assert all(E164.fullmatch(phone) for phone in found)


@given(st.text(max_size=60))
def test_whatever_is_stored_can_be_shown(text: str) -> None:
    assert show_phone(text) or not text
