"""Amounts as each language writes them."""

from decimal import Decimal

import pytest

from bots.conversation.texts import Texts
from core.money import Money


@pytest.mark.parametrize(
    ("language", "amount", "currency", "worded"),
    [
        ("ru", "120000", "RUB", "120 000 ₽"),
        ("ru", "1234.50", "USD", "1 234,50 $"),
        ("ru", "120000", "KZT", "120 000 KZT"),
        ("en", "120000", "RUB", "RUB 120,000"),
        ("en", "1234.50", "CHF", "CHF 1,234.50"),
        ("en", "120000", "USD", "$120,000"),
        ("en", "1234.50", "EUR", "€1,234.50"),
    ],
)
def test_money(language: str, amount: str, currency: str, worded: str) -> None:
    said = Texts().words(language).money(Money(Decimal(amount), currency))
    assert said.replace("\N{NO-BREAK SPACE}", " ") == worded
