"""What the small ordered nouns have in common: names that tell them apart, and an order that is changed by steps."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from core.clean import clean_name
from core.errors import Missing, Refusal
from core.records import Record

if TYPE_CHECKING:
    from core.ports import Work

ENTRY_LETTERS = 60


class Named(Protocol):
    @property
    def id(self) -> int: ...

    @property
    def name(self) -> str: ...


R = TypeVar("R", bound=Record)


def new_name(text: str, others: Iterable[Named], but: int | None = None) -> str:
    """Raises Refusal `text.empty`, `text.long`, `name.taken`."""
    name = clean_name(text, ENTRY_LETTERS)
    if any(other.name.casefold() == name.casefold() and other.id != but for other in others):
        raise Refusal("name.taken", name=name)
    return name


def standing(record: R) -> R:
    """Raises Missing for an archived record."""
    if record.deleted_at is not None:
        raise Missing(record.noun)
    return record


def last_position(records: Iterable[Any]) -> int:
    return max((record.position for record in records), default=-1) + 1


def shift(work: Work, records: Iterable[Any], record_id: int, by: int) -> Any:
    """Change places with the neighbour `by` steps further on. Raises Missing, Refusal `order.end` at the end of the line."""
    line = sorted(records, key=lambda record: (record.position, record.id))
    at = next((index for index, record in enumerate(line) if record.id == record_id), None)
    if at is None:
        raise Missing(line[0].noun if line else "entry")
    if not 0 <= at + by < len(line):
        raise Refusal("order.end")
    one, other = line[at], line[at + by]
    work.save(replace(other, position=one.position))
    return work.save(replace(one, position=other.position))
