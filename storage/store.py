"""The base over either engine."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import datetime, timedelta
from typing import Protocol, TypeVar

from core.errors import AlreadyDone
from core.ports import Clock, Reads, Work
from core.records import Record
from storage.engine import Engine, Rows
from storage.housekeeping import Keep, keep_house
from storage.ids import Ids
from storage.inbox import DONE, SEEN, Inbox
from storage.mapper import Mapper
from storage.outbox import Outbox
from storage.reads import Shelves
from storage.shelf import Values
from storage.statements import Query
from storage.work import UnitOfWork

R = TypeVar("R", bound=Record)


class Snapshot(Protocol):
    async def fetch(self, query: Query) -> Rows: ...


class StoreEngine(Engine, Protocol):
    def snapshot(self) -> AbstractAsyncContextManager[Snapshot]: ...

    async def close(self) -> None: ...


def _nobody() -> None:
    """Nobody waits to be told."""


class Look:
    """A session that only reads."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.fetch = snapshot.fetch

    def met(self, mapper: Mapper[R], values: Values) -> R:
        return mapper.record(values)


class DatabaseStore:
    def __init__(self, engine: StoreEngine, clock: Clock, ids: Ids, lease: timedelta) -> None:
        self.inbox = Inbox(engine, ids)
        self.outbox = Outbox(engine, clock)
        self._engine = engine
        self._clock = clock
        self._ids = ids
        self._lease = lease
        self.on_posted: Callable[[], None] = _nobody

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Reads]:
        async with self._engine.snapshot() as snapshot:
            yield Shelves(Look(snapshot))

    @asynccontextmanager
    async def work(self, request: str) -> AsyncIterator[Work]:
        async with self._engine.transaction() as transaction:
            seen = await transaction.run([], Query(SEEN, {"this": request}))
            if any(state == DONE for (state,) in seen):
                raise AlreadyDone
            work = UnitOfWork(transaction, self._ids, request, self._clock.now(), self._lease, in_inbox=bool(seen))
            yield work
            await transaction.commit(work.last_writes())
        if work.has_posted:
            self.on_posted()

    async def housekeeping(self, now: datetime, keep: Keep) -> int:
        """Delete what is done and older than `keep`; answers how many rows went."""
        return await keep_house(self._engine, now, keep)

    async def close(self) -> None:
        await self._engine.close()
