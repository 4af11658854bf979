"""Values of custom fields: from a person's words to the stored form, and from the stored form to a fact that can be worded.

Stored are text, choice and date (ISO) as str, a number as the str of a Decimal, yes/no as bool, money as "120000 RUB".
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from core.clean import clean_text
from core.crm.fields import CustomField, FieldKind
from core.errors import Refusal
from core.money import Money

if TYPE_CHECKING:
    from core.crm.contacts import FieldValue
    from core.facts import Fact

TEXT_LIMIT = 1000
YES = frozenset({"да", "yes", "y", "true", "1", "+", "✅"})
NO = frozenset({"нет", "no", "n", "false", "0", "-", "❌"})
MOST_DIGITS = 30

_ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_WRITTEN_DAY = re.compile(r"(\d{1,2})([./])(\d{1,2})\2(\d{4})")


@dataclass(frozen=True, slots=True)
class Readers:
    """How a day and a sum are read, which depends on the person's day and the company's currency. Both raise Refusal."""

    day: Callable[[str], date]
    money: Callable[[str], Money]


def read_value(field: CustomField, text: str, readers: Readers) -> FieldValue:
    """A person's words in the stored form. Raises Refusal in the words of the field's kind."""
    cleaned = clean_text(text, TEXT_LIMIT)
    if not cleaned:
        raise Refusal("text.empty")
    match field.kind:
        case FieldKind.TEXT:
            return cleaned
        case FieldKind.NUMBER:
            return str(read_number(cleaned))
        case FieldKind.DATE:
            return readers.day(cleaned).isoformat()
        case FieldKind.MONEY:
            money = readers.money(cleaned)
            return f"{money.value} {money.currency}"
        case FieldKind.YES_NO:
            return _yes_or_no(cleaned)
        case FieldKind.CHOICE:
            return _choice(field, cleaned)


def as_fact(field: CustomField, value: FieldValue) -> Fact:
    """Of its own type, so that it is worded in the reader's language."""
    if value is None or isinstance(value, bool | int):
        return value
    match field.kind:
        case FieldKind.NUMBER:
            return Decimal(value)
        case FieldKind.DATE:
            return date.fromisoformat(value)
        case FieldKind.MONEY:
            amount, currency = value.split(" ")
            return Money(Decimal(amount), currency)
        case _:
            return value


def plain_day(text: str, *, day_first: bool) -> date | None:
    """A day written in figures, also one long past: 2001-02-28, 28.02.2001, 28/02/2001 (02/28/2001 unless `day_first`)."""
    if found := _ISO_DAY.fullmatch(text):
        year, month, day = map(int, found.groups())
    elif found := _WRITTEN_DAY.fullmatch(text):
        first, sign, second, year = int(found[1]), found[2], int(found[3]), int(found[4])
        day, month = (second, first) if sign == "/" and not day_first else (first, second)
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        raise Refusal("due.unknown", text=text) from None


def read_number(text: str) -> Decimal:
    """«1 234,5», "1234.5", "-3". Raises Refusal."""
    plain = "".join(text.split()).replace("−", "-").replace(",", ".")
    try:
        number = Decimal(plain)
    except InvalidOperation:
        raise Refusal("number.unreadable", text=text[:40]) from None
    if not number.is_finite() or len(plain) > MOST_DIGITS or abs(number.adjusted()) > MOST_DIGITS:
        raise Refusal("number.unreadable", text=text[:40])
    return number


def _yes_or_no(text: str) -> bool:
    word = text.casefold()
    if word in YES:
        return True
    if word in NO:
        return False
    raise Refusal("yes_no.unreadable", text=text[:40])


def _choice(field: CustomField, text: str) -> str:
    for choice in field.choices:
        if choice.casefold() == text.casefold():
            return choice
    raise Refusal("choice.unknown", text=text[:40], choices=", ".join(field.choices)[:300])
