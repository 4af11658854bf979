"""What fills a text: plain values that survive JSON, so that an event or a notice can be worded years later."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from core.money import Money


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the texts inside a sentence: the name of a role, a field, a kind of event."""

    key: str


Fact = str | int | bool | Decimal | Money | date | datetime | Term | None
Facts = Mapping[str, Fact]


def dump_facts(facts: Facts) -> dict[str, Any]:
    """JSON-ready. What JSON lacks becomes a one-key object: {"$money": "120000 RUB"}."""
    return {name: _dump(fact) for name, fact in facts.items()}


def load_facts(dumped: Mapping[str, Any]) -> dict[str, Fact]:
    return {name: _load(fact) for name, fact in dumped.items()}


def _dump(fact: Fact) -> Any:
    if isinstance(fact, Money):
        return {"$money": f"{fact.value} {fact.currency}"}
    if isinstance(fact, datetime):
        return {"$moment": fact.isoformat()}
    if isinstance(fact, date):
        return {"$day": fact.isoformat()}
    if isinstance(fact, Decimal):
        return {"$decimal": str(fact)}
    if isinstance(fact, Term):
        return {"$text": fact.key}
    return fact


def _load(dumped: Any) -> Fact:
    if not isinstance(dumped, dict):
        return dumped  # type: ignore[no-any-return]  # a JSON scalar
    ((tag, text),) = dumped.items()
    match tag:
        case "$money":
            value, currency = text.split(" ")
            return Money(Decimal(value), currency)
        case "$moment":
            return datetime.fromisoformat(text)
        case "$day":
            return date.fromisoformat(text)
        case "$decimal":
            return Decimal(text)
        case "$text":
            return Term(text)
    raise ValueError(f"unknown tag {tag!r}")
