"""Phones: E.164 inside, as people write them outside."""

import phonenumbers

from core.errors import Refusal


def parse_phone(text: str, region: str) -> str:
    """«8 (916) 123-45-67» -> "+79161234567". `region` is the ISO country of numbers without a plus. Raises Refusal."""
    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException as error:
        raise Refusal("phone.unreadable", text=text[:40]) from error
    if not phonenumbers.is_valid_number(number):
        raise Refusal("phone.invalid", text=text[:40])
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def show_phone(e164: str) -> str:
    """ "+79161234567" -> "+7 916 123-45-67"; what cannot be read is shown as it is."""
    try:
        number = phonenumbers.parse(e164, None)
    except phonenumbers.NumberParseException:
        return e164
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
