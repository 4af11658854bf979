"""Tasks."""

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, and_, bindparam, func, or_, select

from core.crm.access import Scope
from core.paging import Page, Paged
from core.records import Ref
from core.tasks.lists import Day, Section
from core.tasks.tasks import Task
from storage.mapper import Mapper, to_micros
from storage.scope import Scoped, visible
from storage.shelf import RecordShelf, Stack
from storage.statements import OneOf
from storage.tables import tasks

STACK = Stack(Mapper(Task), tasks)
_open = tasks.c.done_at.is_(None)
_next_due = (tasks.c.due_at.asc().nulls_last(), tasks.c.id)
OPEN_OF = Scoped(
    lambda everything: (
        STACK.scoped(everything)
        .where(_open, tasks.c.about_noun == bindparam("noun"), tasks.c.about_id == bindparam("about_id"))
        .order_by(*_next_due)
    )
)
_owned = (_open, tasks.c.owner_id == bindparam("owner_id"))
OPEN = STACK.paged(*_owned, order=_next_due)
DUE = STACK.paged(*_owned, tasks.c.due_at < bindparam("before"), order=_next_due)

_now: BindParameter[int] = bindparam("now")
_begins: BindParameter[int] = bindparam("begins")
_ends: BindParameter[int] = bindparam("ends")
_timed = tasks.c.due_time.is_not(None)
SECTIONS: Mapping[Section, ColumnElement[bool]] = {
    Section.OVERDUE: and_(tasks.c.due_at < _now, or_(_timed, tasks.c.due_at < _begins)),
    Section.TODAY: and_(tasks.c.due_at >= _begins, tasks.c.due_at < _ends, or_(tasks.c.due_time.is_(None), tasks.c.due_at >= _now)),
    Section.LATER: tasks.c.due_at >= _ends,
    Section.SOMEDAY: tasks.c.due_at.is_(None),
}


@cache
def _of(section: Section, anybody: bool) -> Scoped:
    return STACK.paged(_open, *_owners(anybody), SECTIONS[section], order=_next_due)


@cache
def _counts(anybody: bool) -> Scoped:
    def count(section: Section, everything: bool) -> Any:
        counted = select(tasks.c.id).where(_open, *_owners(anybody), SECTIONS[section], visible("task", everything))
        return select(func.count()).select_from(counted.limit(bindparam("most")).subquery()).scalar_subquery()

    return Scoped(lambda everything: select(*(count(section, everything) for section in SECTIONS)))


def _owners(anybody: bool) -> tuple[ColumnElement[bool], ...]:
    return () if anybody else (OneOf(tasks.c.owner_id, "owners"),)


def _bounds(day: Day, owners: frozenset[int] | None) -> dict[str, Any]:
    bounds: dict[str, Any] = {"now": to_micros(day.now), "begins": to_micros(day.begins), "ends": to_micros(day.ends)}
    return bounds if owners is None else {**bounds, "owners": sorted(owners)}


class TaskShelf(RecordShelf[Task]):
    stack = STACK

    async def open_of(self, about: Ref, scope: Scope) -> list[Task]:
        return await self._records(OPEN_OF.within(scope, noun=about.noun, about_id=about.id))

    async def due(self, owner_id: int, before: datetime | None, scope: Scope, page: Page) -> Paged[Task]:
        if before is None:
            return await self._page(OPEN, scope, page, owner_id=owner_id)
        return await self._page(DUE, scope, page, owner_id=owner_id, before=to_micros(before))

    async def section(self, section: Section, owners: frozenset[int] | None, day: Day, scope: Scope, page: Page) -> Paged[Task]:
        return await self._page(_of(section, owners is None), scope, page, **_bounds(day, owners))

    async def sections(self, owners: frozenset[int] | None, day: Day, scope: Scope, most: int) -> dict[Section, int]:
        query = _counts(owners is None).within(scope, **_bounds(day, owners), most=most)
        (counts,) = await self._session.fetch(query)
        return dict(zip(SECTIONS, counts, strict=True))
