"""Custom fields by their types."""

import contextlib
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.crm.contacts import FieldValue
from core.crm.custom import Readers, as_fact, plain_day, read_number, read_value
from core.crm.fields import CustomField, FieldKind
from core.errors import Refusal
from core.facts import Fact
from core.money import Money

READERS = Readers(day=date.fromisoformat, money=lambda text: Money(Decimal(text), "RUB"))


def field(kind: FieldKind) -> CustomField:
    now = datetime(2026, 11, 21, tzinfo=UTC)
    return CustomField(id=1, created_at=now, of="contact", name="F", kind=kind, position=0, choices=("Да", "Ёлка"))


@pytest.mark.parametrize(
    ("kind", "text", "stored", "fact"),
    [
        (FieldKind.TEXT, " <b> ", "<b>", "<b>"),
        (FieldKind.NUMBER, "1 234,5", "1234.5", Decimal("1234.5")),
        (FieldKind.DATE, "2001-02-28", "2001-02-28", date(2001, 2, 28)),
        (FieldKind.MONEY, "120.50", "120.50 RUB", Money(Decimal("120.50"), "RUB")),
        (FieldKind.YES_NO, "ДА", True, True),
        (FieldKind.YES_NO, "no", False, False),
        (FieldKind.CHOICE, "ёлка", "Ёлка", "Ёлка"),
    ],
)
def test_each_type(kind: FieldKind, text: str, stored: FieldValue, fact: Fact) -> None:
    value = read_value(field(kind), text, READERS)
    assert value == stored
    assert as_fact(field(kind), value) == fact


@pytest.mark.parametrize(
    ("kind", "text", "key"),
    [
        (FieldKind.TEXT, "\u200b ", "text.empty"),
        (FieldKind.TEXT, "Ы" * 1001, "text.long"),
        (FieldKind.NUMBER, "NaN", "number.unreadable"),
        (FieldKind.NUMBER, "1e999", "number.unreadable"),
        (FieldKind.YES_NO, "может быть", "yes_no.unreadable"),
        (FieldKind.CHOICE, "сосна", "choice.unknown"),
    ],
)
def test_refusals(kind: FieldKind, text: str, key: str) -> None:
    with pytest.raises(Refusal, match=key):
        read_value(field(kind), text, READERS)


@pytest.mark.parametrize(
    ("text", "day_first", "day"),
    [
        ("28.02.2001", True, date(2001, 2, 28)),
        ("28.02.2001", False, date(2001, 2, 28)),
        ("02/03/2001", False, date(2001, 2, 3)),
        ("02/03/2001", True, date(2001, 3, 2)),
        ("2001-2-3", True, date(2001, 2, 3)),
        ("завтра", True, None),
        ("28.02/2001", True, None),
    ],
)
def test_days_in_figures(text: str, day_first: bool, day: date | None) -> None:
    assert plain_day(text, day_first=day_first) == day


def test_a_day_that_is_none() -> None:
    with pytest.raises(Refusal, match=r"due\.unknown"):
        plain_day("31.02.2001", day_first=True)


@given(st.text(max_size=40))
def test_any_text_is_a_number_or_refused(text: str) -> None:
    with contextlib.suppress(Refusal):
        assert read_number(text).is_finite()
