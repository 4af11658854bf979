"""Events: what was done to which cards, and the columns it touched."""

import json
from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import bindparam, func, select, text, true

from core.crm.access import Scope
from core.crm.timeline import Change, Event
from core.errors import Missing
from core.facts import dump_facts, load_facts
from core.paging import Page, Paged
from core.records import Ref
from storage.mapper import of_micros, to_json, to_micros
from storage.scope import CARDS, Scoped, card_is_visible
from storage.shelf import Session, cut, window
from storage.statements import Query, Statement, constant
from storage.tables import event_subjects, events

_rows = select(events)
BY_ID = Statement(_rows.where(events.c.id == bindparam("id")))
NEWEST_BY = Statement(
    _rows.where(
        events.c.actor_id == bindparam("actor_id"),
        events.c.undoes.is_(None),
        events.c.undone_by.is_(None),
        events.c.changes != text("'[]'"),
    )
    .order_by(events.c.id.desc())
    .limit(constant(1))
)
NEWEST_OF = Statement(
    select(func.max(event_subjects.c.event_id)).where(
        event_subjects.c.card_id == bindparam("card_id"), event_subjects.c.noun == bindparam("noun")
    )
)


@cache
def _of(noun: str) -> Scoped:
    subject = bindparam("card_id", type_=event_subjects.c.card_id.type)
    about = (event_subjects.c.card_id == subject, event_subjects.c.noun == noun)

    def build(everything: bool) -> Any:
        there = card_is_visible(noun, subject, everything) if noun in {*CARDS, "task"} else true()
        rows = _rows.join(event_subjects, event_subjects.c.event_id == events.c.id).where(*about, there)
        return cut(rows.order_by(event_subjects.c.event_id.desc()))

    return Scoped(build)


class TimelineShelf:
    def __init__(self, session: Session) -> None:
        self._session = session

    async def of(self, about: Ref, scope: Scope, page: Page) -> Paged[Event]:
        query = _of(about.noun).within(scope, card_id=about.id, **window(page))
        return Paged.cut([to_event(values) for values in await self._session.fetch(query)], page)

    async def newest_of(self, about: Ref) -> int:
        ((newest,),) = await self._session.fetch(Query(NEWEST_OF, {"card_id": about.id, "noun": about.noun}))
        return int(newest or 0)

    async def event(self, event_id: int) -> Event:
        found = await self._session.fetch(Query(BY_ID, {"id": event_id}))
        if not found:
            raise Missing("event")
        return to_event(found[0])

    async def newest_by(self, actor_id: int) -> Event | None:
        """An event that took another one back is not undone again, nor is one that changed nothing."""
        found = await self._session.fetch(Query(NEWEST_BY, {"actor_id": actor_id}))
        return to_event(found[0]) if found else None


def to_event(values: Sequence[Any]) -> Event:
    event_id, at, kind, actor_id, request, about, facts, changes, undoes, undone_by = values
    return Event(
        id=event_id,
        at=of_micros(at),
        kind=kind,
        actor_id=actor_id,
        request=request,
        about=tuple(Ref(noun, card_id) for noun, card_id in json.loads(about)),
        facts=load_facts(json.loads(facts)),
        changes=tuple(Change(Ref(noun, row_id), before, after) for noun, row_id, before, after in json.loads(changes)),
        undoes=undoes,
        undone_by=undone_by,
    )


def of_event(event: Event) -> dict[str, Any]:
    return {
        "id": event.id,
        "at": to_micros(event.at),
        "kind": event.kind,
        "actor_id": event.actor_id,
        "request": event.request,
        "about": to_json([[ref.noun, ref.id] for ref in event.about]),
        "facts": to_json(dump_facts(event.facts)),
        "changes": to_json([[change.ref.noun, change.ref.id, change.before, change.after] for change in event.changes]),
        "undoes": event.undoes,
        "undone_by": event.undone_by,
    }
