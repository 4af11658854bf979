"""Money as people write it: «120к», "$5k", «1 234,50 ₽» -> exact Money."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from core.capture.grammar import fold, language_file, shipped
from core.errors import Refusal
from core.money import CURRENCIES, MOST_MINOR, SIGNS, Money, minor_digits

LONGEST = 60
MOST_DIGITS = 25
"""Decimal counts exactly up to 28."""
LONGEST_TITLE = 500
LEAST_BARE = 1000
"""In a title a number without currency or «тыс.» is money only from here on."""
YEARS = range(1900, 2101)

_SPACES = " \u00a0\u2009\u202f'’"
_DIGITS = rf"\d(?:[\d.,]|[{_SPACES}](?=\d))*"


@dataclass(frozen=True, slots=True)
class FoundMoney:
    """Money at an end of a text, and the words left without it."""

    money: Money
    rest: str


@dataclass(frozen=True, slots=True)
class _Words:
    currencies: Mapping[str, str]
    times: Mapping[str, int]
    before: frozenset[str]
    measures: frozenset[str]
    whole: re.Pattern[str]
    last: re.Pattern[str]
    first: re.Pattern[str]


def parse_money(text: str, default_currency: str) -> Money:
    """The whole text is one amount. Raises Refusal `money.wrong`, `money.ambiguous`, `money.precise`, `money.large`."""
    words = _words()
    match = words.whole.fullmatch(fold(text).strip()) if len(text) <= LONGEST else None
    if match is None or (match["before"] and match["after"] and _currency(match["before"]) != _currency(match["after"])):
        raise Refusal("money.wrong", text=text[:LONGEST])
    currency = _currency(match["before"] or match["after"]) or default_currency
    value = _number(match["number"], minor_digits(currency), multiplied=bool(match["times"]))
    return _checked(value * words.times.get(match["times"] or "", 1), currency)


def split_money(text: str, default_currency: str) -> FoundMoney | None:
    """«Окна 120к», «3 окна на 120 тыс», "$5k renewal": the amount at the end of a title or else at its start, where there is one.

    Raises Refusal as parse_money does for an amount that cannot be one.
    """
    words, folded = _words(), fold(text)
    if len(folded) != len(text) or len(text) > LONGEST_TITLE:
        return None
    for pattern in (words.last, words.first):
        match = pattern.search(folded)
        if match and _is_money(match, folded):
            money = parse_money(match["money"], default_currency)
            rest = f"{text[: match.start('money')]} {text[match.end('money') :]}".split()
            if pattern is words.last and len(rest) > 1 and fold(rest[-1]) in words.before:
                rest.pop()
            if rest:
                return FoundMoney(money, " ".join(rest))
    return None


def _is_money(match: re.Match[str], folded: str) -> bool:
    """Not «кв. 58», «2027», «№ 12345», «50 м» or the three of «3 окна»."""
    if match["before"] or match["after"] or match["times"]:
        return bool(match["before"] or match["after"]) or match["times"] not in _words().measures
    digits = re.sub(r"\D", "", match["number"])
    numbered = folded[: match.start("money")].rstrip().endswith(("№", "#", "+"))
    return not numbered and len(digits) < 10 and int(digits) >= LEAST_BARE and match["number"] not in {str(y) for y in YEARS}


def _number(written: str, decimals: int, *, multiplied: bool) -> Decimal:
    """The digits of any country's writing. A single point or comma before exactly three digits groups thousands, unless what
    follows may as well be a fraction: of a currency of three decimals, or before «млн»."""
    bare = re.sub(rf"[{_SPACES}]", "", written).rstrip(".,")
    if len(bare) > MOST_DIGITS:
        raise Refusal("money.large")
    marks = re.findall(r"[.,]", bare)
    spaced = re.split(rf"[{_SPACES}]", re.split(r"[.,]", written.strip(_SPACES))[0])
    if len(spaced) > 1 and (not 1 <= len(spaced[0]) <= 3 or any(len(group) != 3 for group in spaced[1:])):
        raise Refusal("money.wrong", text=written)
    if not marks:
        return Decimal(bare)
    whole, last = re.split(r"[.,](?=[^.,]*$)", bare)
    if len(marks) == 1:
        grouped = len(last) == 3 and 1 <= len(whole) <= 3 and len(spaced) == 1 and not whole.startswith("0")
        if grouped and (multiplied or decimals == 3):
            raise Refusal("money.ambiguous", text=written)
        return Decimal(whole + last) if grouped else Decimal(f"{whole or '0'}.{last}")
    grouping = marks[:-1] if marks[-1] != marks[0] else marks
    groups = re.split(r"[.,]", whole) + ([last] if grouping is marks else [])
    if len(set(grouping)) > 1 or len(spaced) > 1 or not 1 <= len(groups[0]) <= 3 or any(len(group) != 3 for group in groups[1:]):
        raise Refusal("money.wrong", text=written)
    return Decimal("".join(groups)) if grouping is marks else Decimal(f"{''.join(groups)}.{last}")


def _checked(value: Decimal, currency: str) -> Money:
    digits = minor_digits(currency)
    if value.scaleb(digits) > MOST_MINOR:
        raise Refusal("money.large")
    if value != value.quantize(Decimal(1).scaleb(-digits)):
        raise Refusal("money.precise", currency=currency, digits=digits)
    return Money(value.quantize(Decimal(1).scaleb(-digits)), currency)


def _currency(written: str | None) -> str | None:
    if not written:
        return None
    name = " ".join(written.split())
    return _words().currencies.get(name) or name.upper()


@cache
def _words() -> _Words:
    """Of all languages together: an amount is read alike whoever writes it."""
    currencies = {fold(sign): code for sign, code in SIGNS.items()}
    times: dict[str, int] = {}
    before: set[str] = set()
    measures: set[str] = set()
    for file in map(language_file, shipped()):
        for code, phrases in file["money"]["currencies"].items():
            currencies |= {fold(phrase.strip()): code for phrase in phrases.split(",")}
        for many, phrases in file["money"]["times"].items():
            times |= {fold(phrase.strip()): int(many) for phrase in phrases.split(",")}
        before |= {fold(word.strip()) for word in file["money"]["before"].split(",")}
        measures |= {fold(word.strip()) for word in file["money"]["measures"].split(",")}
    names = _either([*currencies, *map(str.lower, CURRENCIES)])
    money = (
        rf"(?P<before>{names})?\s*(?P<number>{_DIGITS})\s*(?:(?P<times>{_either(times)})(?!\w))?\s*(?:(?P<after>{names})(?!\w))?"
    )
    return _Words(
        currencies,
        times,
        frozenset(before),
        frozenset(measures),
        whole=re.compile(money),
        last=re.compile(rf"(?:^|\s)(?P<money>{money})[.!]?$"),
        first=re.compile(rf"^(?P<money>{money})(?=\s|$)"),
    )


def _either(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
