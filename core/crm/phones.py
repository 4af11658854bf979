"""Phones: E.164 inside, as people write them outside."""

import phonenumbers

from core.errors import Refusal

MOST_LETTERS = 250
"""The longest text the library is given as one number; its own limit."""


def parse_phone(text: str, region: str) -> str:
    """«8 (916) 123-45-67» -> "+79161234567". `region` is the ISO country of numbers without a plus. Raises Refusal."""
    try:
        number = phonenumbers.parse(text[:MOST_LETTERS], region)
    except phonenumbers.NumberParseException as error:
        raise Refusal("phone.unreadable", text=text[:40]) from error
    if not phonenumbers.is_valid_number(number):
        raise Refusal("phone.invalid", text=text[:40])
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def parse_international(text: str, region: str) -> str:
    """As parse_phone, for address books and messengers that drop the plus: «79161234567»."""
    digits = text.strip()
    if digits.isdecimal() and len(digits) > 10:
        try:
            return parse_phone(f"+{digits}", region)
        except Refusal:
            pass
    return parse_phone(text, region)


def cut_phones(text: str, region: str) -> tuple[tuple[str, ...], str]:
    """The valid phones in a text, each once, and what is left of it."""
    found: dict[str, None] = {}
    rest, end = [], 0
    for match in phonenumbers.PhoneNumberMatcher(text, region):
        found[phonenumbers.format_number(match.number, phonenumbers.PhoneNumberFormat.E164)] = None
        rest.append(text[end : match.start])
        end = match.end
    return tuple(found), " ".join([*rest, text[end:]])


def show_phone(e164: str) -> str:
    """ "+79161234567" -> "+7 916 123-45-67"; what cannot be read is shown as it is."""
    try:
        number = phonenumbers.parse(e164, None)
    except phonenumbers.NumberParseException:
        return e164
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
