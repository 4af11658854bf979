"""Opening a base: the right engine, the schema brought up, ids above all that are stored."""

from datetime import timedelta
from typing import Any

from sqlalchemy import func, select, union_all

from core.ports import Clock
from storage import revision
from storage.ids import Ids
from storage.nouns import NOUNS
from storage.outbox import POSTED_LEASE
from storage.postgres.engine import PostgresEngine
from storage.sqlite.engine import SqliteEngine
from storage.statements import Query, Statement
from storage.store import DatabaseStore, StoreEngine
from storage.tables import events, inbox, outbox
from storage.urls import Place, place_of

HIGHEST = Statement(
    union_all(*(select(func.max(table.c.id)) for table in (events, inbox, outbox, *(table for _, table in NOUNS.values()))))
)


async def open_store(url: str, clock: Clock, *, upgrade: bool = True, lease: timedelta = POSTED_LEASE) -> DatabaseStore:
    """`url` is sqlite:///path or postgresql://…, with ?schema=name; `lease` is how long the poster of a row posted as SENDING
    has for the call. Raises StorageBroken with a key that says why not.
    """
    place = place_of(url)
    if upgrade and not await revision.is_newest(place):
        from storage import migrate  # noqa: PLC0415  # loads alembic

        await migrate.upgrade(url)
    engine = await _engine(place)
    rows: Any = await engine.read(Query(HIGHEST))
    return DatabaseStore(engine, clock, Ids(clock, max(value or 0 for (value,) in rows)), lease)


async def _engine(place: Place) -> StoreEngine:
    if place.path is not None:
        return await SqliteEngine.open(place.path)
    return await PostgresEngine.open(place)
