"""Reading one noun: what all nouns have in common."""

from collections.abc import Iterable, Sequence
from typing import Any, Generic, Protocol, TypeVar

from sqlalchemy import FromClause, Select, bindparam, select

from core.crm.access import Scope
from core.errors import Missing
from core.paging import Page, Paged
from core.records import Record
from storage.mapper import Mapper
from storage.scope import Scoped, visible
from storage.statements import OneOf, Query, Statement

R = TypeVar("R", bound=Record)
Values = Sequence[Any]


class Session(Protocol):
    """Where a shelf reads: a snapshot, or a transaction with its own unsaved changes written first."""

    async def fetch(self, query: Query) -> Sequence[Values]: ...

    def met(self, mapper: Mapper[R], values: Values) -> R:
        """The record of a row that was read."""
        ...


class Stack(Generic[R]):
    """The statements over one noun's table, made once."""

    def __init__(self, mapper: Mapper[R], table: FromClause) -> None:
        self.mapper = mapper
        self.table = table
        self.rows = select(*(table.c[column] for column in mapper.columns))
        self.by_id = Statement(self.rows.where(table.c.id == bindparam("id")))
        self.get = Scoped(lambda everything: self.scoped(everything).where(table.c.id == bindparam("id")))
        self.some = Scoped(lambda everything: self.scoped(everything).where(OneOf(table.c.id, "ids")))

    def scoped(self, everything: bool) -> Select[Any]:
        return self.rows.where(visible(self.mapper.noun, everything))

    def paged(self, *conditions: Any, order: Sequence[Any] = ()) -> Scoped:
        """A page of what fulfils the conditions, newest first unless ordered otherwise; asks for `limit` and `offset`."""
        by = order or (self.table.c.id.desc(),)
        return Scoped(lambda everything: cut(self.scoped(everything).where(*conditions).order_by(*by)))


def cut(rows: Select[Any]) -> Select[Any]:
    return rows.limit(bindparam("limit")).offset(bindparam("offset"))


def window(page: Page) -> dict[str, int]:
    """One row more than the page holds tells whether more follow."""
    return {"limit": page.size + 1, "offset": page.offset}


class RecordShelf(Generic[R]):
    stack: Stack[R]

    def __init__(self, session: Session) -> None:
        self._session = session

    async def get(self, record_id: int, scope: Scope) -> R:
        found = await self._records(self.stack.get.within(scope, id=record_id))
        if not found:
            raise Missing(self.stack.mapper.noun)
        return found[0]

    async def some(self, record_ids: Iterable[int], scope: Scope) -> list[R]:
        asked = list(dict.fromkeys(record_ids))
        if not asked:
            return []
        found = {record.id: record for record in await self._records(self.stack.some.within(scope, ids=asked))}
        return [found[record_id] for record_id in asked if record_id in found]

    async def _records(self, query: Query) -> list[R]:
        mapper = self.stack.mapper
        return [self._session.met(mapper, values) for values in await self._session.fetch(query)]

    async def _page(self, statement: Scoped, scope: Scope, page: Page, **parameters: Any) -> Paged[R]:
        return Paged.cut(await self._records(statement.within(scope, **parameters, **window(page))), page)


class Catalogue(Generic[R]):
    """The statements over a small noun's table."""

    def __init__(self, mapper: Mapper[R], table: FromClause, *order: str) -> None:
        self.mapper = mapper
        rows = select(*(table.c[column] for column in mapper.columns))
        stands = rows.where(table.c.deleted_at.is_(None))
        self.get = Query(Statement(rows.where(table.c.id == bindparam("id"))))
        self.some = Statement(rows.where(OneOf(table.c.id, "ids")))
        self.all = Query(Statement(stands.order_by(*(table.c[column] for column in order), table.c.id)))


class DirectoryShelf(Generic[R]):
    """A noun every colleague may know whole. `get` also answers archived entries, which old cards still name."""

    def __init__(self, session: Session, catalogue: Catalogue[R]) -> None:
        self._session = session
        self._catalogue = catalogue

    async def get(self, record_id: int) -> R:
        found = await self._records(Query(self._catalogue.get.statement, {"id": record_id}))
        if not found:
            raise Missing(self._catalogue.mapper.noun)
        return found[0]

    async def some(self, record_ids: Iterable[int | None]) -> dict[int, R]:
        asked = sorted({record_id for record_id in record_ids if record_id is not None})
        if not asked:
            return {}
        return {record.id: record for record in await self._records(Query(self._catalogue.some, {"ids": asked}))}

    async def all(self) -> list[R]:
        return await self._records(self._catalogue.all)

    async def _records(self, query: Query) -> list[R]:
        mapper = self._catalogue.mapper
        return [self._session.met(mapper, values) for values in await self._session.fetch(query)]
