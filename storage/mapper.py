"""A record as a row of primitives and back, derived from the record's type hints.

The primitives are the same on both engines and in an event's changes: moments are microseconds since 1970 (UTC), days and
times ISO text, money minor units beside a currency, a reference a noun beside an id, tuples and mappings JSON text.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum
from types import NoneType, UnionType
from typing import Any, Generic, TypeVar, Union, get_args, get_origin, get_type_hints

from core.crm.timeline import Primitive
from core.money import Money
from core.records import Record, Ref

R = TypeVar("R", bound=Record)
Load = Callable[[Any], Any]

UNIX = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


def to_micros(moment: datetime) -> int:
    return (moment - UNIX) // MICROSECOND


def of_micros(micros: int) -> datetime:
    return UNIX + timedelta(microseconds=micros)


def to_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


class Mapper(Generic[R]):
    """Between one kind of record and its row. `columns` are in the order `record` takes them."""

    def __init__(self, kind: type[R]) -> None:
        self.kind = kind
        self.noun = kind.noun
        self.columns: tuple[str, ...] = ()
        self._singles: list[tuple[str, int, Load | None, Load | None]] = []
        self._pairs: list[tuple[str, int, type]] = []
        hints = get_type_hints(kind)
        for field in fields(kind):
            self._add(field.name, _bare(hints[field.name]))

    def _add(self, name: str, hint: Any) -> None:
        at = len(self.columns)
        if hint in {Money, Ref}:
            first, second = (name, "currency") if hint is Money else (f"{name}_noun", f"{name}_id")
            self.columns += (first, second)
            self._pairs.append((name, at, hint))
        else:
            self.columns += (name,)
            self._singles.append((name, at, *_conversions(hint)))

    def row(self, record: R) -> dict[str, Primitive]:
        row: dict[str, Primitive] = dict.fromkeys(self.columns)
        for name, _, dump, _load in self._singles:
            value = getattr(record, name)
            row[name] = value if value is None or dump is None else dump(value)
        for name, at, kind in self._pairs:
            value = getattr(record, name)
            if value is not None:
                row[self.columns[at]], row[self.columns[at + 1]] = (
                    (value.minor, value.currency) if kind is Money else (value.noun, value.id)
                )
        return row

    def record(self, values: Sequence[Any]) -> R:
        """From a row's values in the order of `columns`."""
        loaded: dict[str, Any] = {}
        for name, at, _dump, load in self._singles:
            value = values[at]
            loaded[name] = value if value is None or load is None else load(value)
        for name, at, kind in self._pairs:
            first = values[at]
            if first is None:
                loaded[name] = None
            else:
                loaded[name] = Money.of_minor(first, values[at + 1]) if kind is Money else Ref(first, values[at + 1])
        return self.kind(**loaded)

    def of_row(self, row: Mapping[str, Primitive]) -> R:
        return self.record([row[column] for column in self.columns])


def _bare(hint: Any) -> Any:
    """`X | None` -> X."""
    if get_origin(hint) in {Union, UnionType}:
        kept = [part for part in get_args(hint) if part is not NoneType]
        return kept[0] if len(kept) == 1 else hint
    return hint


def _conversions(hint: Any) -> tuple[Load | None, Load | None]:
    """How a value of this type is written into a column, and read from it; None: as it is."""
    plain: dict[Any, tuple[Load | None, Load | None]] = {
        bool: (None, bool),
        int: (None, None),
        str: (None, None),
        float: (None, None),
        datetime: (to_micros, of_micros),
        date: (date.isoformat, date.fromisoformat),
        time: (time.isoformat, time.fromisoformat),
    }
    origin = get_origin(hint)
    if origin is tuple:
        return (lambda value: to_json(list(value))), (lambda text: tuple(json.loads(text)))
    if origin is not None and issubclass(origin, Mapping):
        return (lambda value: to_json(dict(value))), json.loads
    if hint not in plain and not issubclass(hint, Enum):
        raise TypeError(f"no column for {hint!r}")
    return plain.get(hint) or (lambda member: member.value, hint)
