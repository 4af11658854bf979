"""Money as people write it, exact in every currency."""

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.capture.amounts import parse_money, split_money
from core.errors import Refusal
from core.money import CURRENCIES, MOST_MINOR, Money, minor_digits


@pytest.mark.parametrize(
    ("text", "value", "currency"),
    [
        ("120к", "120000", "RUB"),
        ("120 к", "120000", "RUB"),
        ("120k", "120000", "RUB"),
        ("120 тыс", "120000", "RUB"),
        ("120 тыс. руб.", "120000", "RUB"),
        ("1,5 млн", "1500000", "RUB"),
        ("2.4 mln usd", "2400000", "USD"),
        ("$5k", "5000", "USD"),
        ("300$", "300", "USD"),
        ("1.234,50", "1234.50", "RUB"),
        ("1,234.50", "1234.50", "RUB"),
        ("1 234,50 ₽", "1234.50", "RUB"),
        ("1\u00a0234,50\u202f₽", "1234.50", "RUB"),
        ("1'234.50 CHF", "1234.50", "CHF"),
        ("USD 300", "300", "USD"),
        ("€ 1.000", "1000", "EUR"),
        ("1,000", "1000", "RUB"),
        ("1.234.567", "1234567", "RUB"),
        ("1.234.567,8", "1234567.8", "RUB"),
        ("0,5", "0.5", "RUB"),
        ("¥100", "100", "JPY"),
        ("1.5 KWD", "1.500", "KWD"),
        ("10 баксов", "10", "USD"),
        ("5 тыс. евро", "5000", "EUR"),
        ("3 grand", "3000", "RUB"),
        ("120 ТЫС", "120000", "RUB"),
    ],
)
def test_writings_of_money(text: str, value: str, currency: str) -> None:
    assert parse_money(text, "RUB") == Money(Decimal(value), currency)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("", "money.wrong"),
        ("много", "money.wrong"),
        ("-5", "money.wrong"),
        ("1e5", "money.wrong"),
        ("12 34", "money.wrong"),
        ("1,23,456", "money.wrong"),
        ("1.234,567.89", "money.wrong"),
        ("$5 EUR", "money.wrong"),
        ("5 окон", "money.wrong"),
        ("9" * 70, "money.wrong"),
        ("1.250 млн", "money.ambiguous"),
        ("1.234 KWD", "money.ambiguous"),
        ("¥1.5", "money.precise"),
        ("0,125", "money.precise"),
        ("9" * 20, "money.large"),
        ("9" * 40, "money.large"),
        ("999999999 млрд", "money.large"),
    ],
)
def test_what_is_no_money_is_refused_with_an_example(text: str, key: str) -> None:
    with pytest.raises(Refusal) as refused:
        parse_money(text, "RUB")
    assert refused.value.key == key


@pytest.mark.parametrize(
    ("title", "rest", "value", "currency"),
    [
        ("Окна 120к", "Окна", "120000", "RUB"),
        ("3 окна на 120 тыс", "3 окна", "120000", "RUB"),
        ("$5k renewal", "renewal", "5000", "USD"),
        ("Windows for the café USD 300", "Windows for the café", "300", "USD"),
        ("Окна 1 500 000 ₽", "Окна", "1500000", "RUB"),
        ("120 000 окна для кафе", "окна для кафе", "120000", "RUB"),
    ],
)
def test_a_titles_amount(title: str, rest: str, value: str, currency: str) -> None:
    found = split_money(title, "RUB")
    assert found is not None
    assert (found.rest, found.money) == (rest, Money(Decimal(value), currency))


@pytest.mark.parametrize(
    "title",
    ["Окна", "Окна 58", "3 окна", "Ремонт 2027", "Договор № 12345", "Труба 50 м", "Щебень 20 т", "120к", "Иван +7 916 123 45 67"],
)
def test_a_title_without_an_amount(title: str) -> None:
    assert split_money(title, "RUB") is None


MONEY = st.builds(Money.of_minor, st.integers(0, MOST_MINOR), st.sampled_from(sorted(CURRENCIES)))


@given(MONEY)
def test_minor_units_there_and_back(money: Money) -> None:
    assert Money.of_minor(money.minor, money.currency) == money


@given(MONEY, st.sampled_from([" ", "\u00a0", ",", "'"]), st.booleans())
def test_every_sum_is_read_as_it_was_written(money: Money, group: str, before: bool) -> None:
    digits = minor_digits(money.currency)
    written = f"{money.value:,.{digits}f}".replace(",", group)
    text = f"{money.currency} {written}" if before else f"{written} {money.currency}"
    if digits == 3 and 1 <= money.value < 1000:
        with pytest.raises(Refusal, match="ambiguous"):  # 1.234 may as well be a thousand
            parse_money(text, "RUB")
    else:
        assert parse_money(text, "RUB") == money


@given(st.text(max_size=80))
def test_no_text_breaks_the_reading(text: str) -> None:
    for read in (parse_money, split_money):
        with suppress(Refusal):
            read(text, "RUB")
