"""Tasks."""

from datetime import datetime

from sqlalchemy import bindparam

from core.crm.access import Scope
from core.paging import Page, Paged
from core.records import Ref
from core.tasks.tasks import Task
from storage.mapper import Mapper, to_micros
from storage.scope import Scoped
from storage.shelf import RecordShelf, Stack
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


class TaskShelf(RecordShelf[Task]):
    stack = STACK

    async def open_of(self, about: Ref, scope: Scope) -> list[Task]:
        return await self._records(OPEN_OF.within(scope, noun=about.noun, about_id=about.id))

    async def due(self, owner_id: int, before: datetime | None, scope: Scope, page: Page) -> Paged[Task]:
        if before is None:
            return await self._page(OPEN, scope, page, owner_id=owner_id)
        return await self._page(DUE, scope, page, owner_id=owner_id, before=to_micros(before))
