"""A view names what is shown, so that it can be built again at any time; a reply says which view answers a request."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from core.facts import dump_facts, load_facts
from core.records import Ref
from core.tasks.delivery import Notice


@dataclass(frozen=True, slots=True)
class View:
    """`kind` picks the builder; `id` the record; `query` what was searched or chosen."""

    kind: str
    id: int = 0
    page: int = 0
    query: str = ""

    @property
    def about(self) -> Ref | None:
        """The record whose changes redraw this view and to which a reply to it belongs."""
        if self.kind == "reminder":
            return Ref("task", self.id)
        if self.kind in OF_ANY_RECORD:
            return Ref(self.query, self.id)
        noun = self.kind.partition(".")[0]
        return Ref(noun, self.id) if noun in RECORDS and self.id else None


RECORDS = frozenset({"deal", "contact", "company", "task"})
"""Nouns with a card; a view "contact.edit" is about the contact too."""
MOST_BACK = 5
OF_ANY_RECORD = frozenset({"brief", "notes", "timeline", "file"})
"""Views whose `query` is a noun and whose `id` names a record of it."""


def record_view(kind: str, ref: Ref, page: int = 0) -> View:
    return View(kind, ref.id, page, ref.noun)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What answers a request: a view (in place of the card that was tapped unless `anew`), a sentence, an undo, a toast."""

    view: View | None = None
    notice: Notice | None = None
    undo: int | None = None
    toast: Notice | None = None
    anew: bool = False


def dump_shown(
    view: View | None, notice: Notice | None = None, undo: int | None = None, came: tuple[View, ...] = ()
) -> dict[str, Any]:
    """The payload of an outgoing row and of a placement. `came`: the views behind this one in its message, the nearest last."""
    dumped: dict[str, Any] = {}
    if view:
        dumped["view"] = _dump_view(view)
    if came:
        dumped["came"] = [_dump_view(one) for one in came]
    if notice:
        dumped["notice"] = [notice.key, dump_facts(notice.facts)]
    if undo:
        dumped["undo"] = undo
    return dumped


def _dump_view(view: View) -> list[str | int]:
    return [view.kind, view.id, view.page, view.query]


def load_view(payload: Mapping[str, Any]) -> View | None:
    return View(*payload["view"]) if "view" in payload else None


def load_came(payload: Mapping[str, Any]) -> tuple[View, ...]:
    return tuple(View(*one) for one in payload.get("came", ()))


def way_back(payload: Mapping[str, Any], to: View) -> tuple[View, ...]:
    """The views behind `to` when it takes the place of what `payload` shows. Only a record's own card remembers what it was
    opened from: what hangs on it knows its way back."""
    came, left = load_came(payload), load_view(payload)
    if to in came:
        return came[: came.index(to)]
    if left is None or left.kind == "form" or to.kind not in RECORDS or left.about == to.about:
        return came
    return (*came, left)[-MOST_BACK:]


def load_notice(payload: Mapping[str, Any]) -> Notice | None:
    if "notice" not in payload:
        return None
    key, facts = payload["notice"]
    return Notice(key, load_facts(facts))
