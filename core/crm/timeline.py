"""Who did what, when, to which cards, by which request; and the rows before and after, so that any of it can be undone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from core.facts import Fact
from core.records import Ref

Primitive = str | int | float | bool | None
Row = Mapping[str, Primitive]


@dataclass(frozen=True, slots=True)
class Change:
    """The columns of one record that an operation touched. `before` None: it was created."""

    ref: Ref
    before: Row | None
    after: Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """`kind` is the operation ("deal.moved"), `facts` fill its sentence, `undoes` names the event this one took back."""

    id: int
    at: datetime
    kind: str
    actor_id: int | None
    request: str
    about: tuple[Ref, ...]
    facts: Mapping[str, Fact]
    changes: tuple[Change, ...] = ()
    undoes: int | None = None
    undone_by: int | None = None
