"""PostgreSQL as the unit of work sees it: one transaction a work, READ COMMITTED, compare-and-set on versions."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

import asyncpg
from asyncpg.transaction import Transaction

from core.errors import StorageBroken
from storage.engine import Rows
from storage.postgres.batch import batches, combined
from storage.postgres.errors import told
from storage.statements import POSTGRESQL, Query, Write
from storage.urls import Place

CONNECTIONS = 8
STATEMENTS = 1024
CONNECT_SECONDS = 10.0

SERVER_SETTINGS = {"plan_cache_mode": "auto", "jit": "off", "application_name": "voronka"}

# The plan that a prepared statement keeps suits no particular fragment: it turns a search of 2 ms into one of 358 ms. Planning
# every statement afresh would cost a work a third of its speed.
PLAN_AFRESH = "SET LOCAL plan_cache_mode = force_custom_plan"

Connected = Any
"""The driver's connection, lent by its pool; the driver has no types."""


class _Connection(asyncpg.Connection):  # type: ignore[misc]  # the driver has no types
    """Given back to the pool as it is: we set nothing on it, and an open transaction is rolled back anyway."""

    def get_reset_query(self) -> str:
        return ""


class PostgresTransaction:
    def __init__(self, connection: Connected, transaction: Transaction) -> None:
        self._connection = connection
        self._transaction = transaction
        self.over = False

    async def run(self, writes: Sequence[Write], query: Query | None) -> Rows:
        with told():
            await carry_out(self._connection, writes)
            return await fetch(self._connection, query) if query else ()

    async def commit(self, writes: Sequence[Write]) -> None:
        with told():
            await carry_out(self._connection, writes)
            self.over = True
            await self._transaction.commit()


class PostgresSnapshot:
    """A consistent look: what is committed at the first statement is what all of them see."""

    def __init__(self, connection: Connected) -> None:
        self._connection = connection
        self._transaction: Transaction | None = None

    async def fetch(self, query: Query) -> Rows:
        with told():
            if self._transaction is None:
                self._transaction = self._connection.transaction(isolation="repeatable_read", readonly=True)
                await self._transaction.start()
            return await fetch(self._connection, query)

    async def end(self) -> None:
        if self._transaction is not None:
            await self._transaction.rollback()


class PostgresEngine:
    def __init__(self, pool: Any) -> None:
        self._pool = pool
        self._marks: list[tuple[Sequence[Write], asyncio.Future[None]]] = []
        self._marking = asyncio.Lock()

    @classmethod
    async def open(cls, place: Place) -> "PostgresEngine":
        """Raises StorageBroken where the server cannot be reached, or its locale knows no letters but Latin ones."""
        assert place.postgresql is not None
        settings = SERVER_SETTINGS | ({"search_path": place.schema} if place.schema else {})
        try:
            pool = await asyncpg.create_pool(
                place.postgresql.render_as_string(hide_password=False),
                min_size=1,
                max_size=CONNECTIONS,
                timeout=CONNECT_SECONDS,
                statement_cache_size=STATEMENTS,
                server_settings=settings,
                connection_class=_Connection,
            )
        except (OSError, asyncpg.PostgresError, TimeoutError) as error:
            raise StorageBroken("database.unreachable", str(error)) from error
        if not await pool.fetchval("SELECT 'ж' ~ '[[:alpha:]]'"):
            await pool.close()
            raise StorageBroken("database.locale", "LC_CTYPE")
        return cls(pool)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[PostgresTransaction]:
        with told():
            async with self._pool.acquire() as connection:
                transaction = connection.transaction()
                await transaction.start()
                work = PostgresTransaction(connection, transaction)
                try:
                    yield work
                finally:
                    if not work.over:
                        await transaction.rollback()

    @asynccontextmanager
    async def snapshot(self) -> AsyncIterator[PostgresSnapshot]:
        with told():
            async with self._pool.acquire() as connection:
                snapshot = PostgresSnapshot(connection)
                try:
                    yield snapshot
                finally:
                    await snapshot.end()

    async def read(self, query: Query) -> Rows:
        with told():
            async with self._pool.acquire() as connection:
                return await fetch(connection, query)

    async def write(self, writes: Sequence[Write]) -> None:
        """Shares a transaction with those that came while the last one was on its way. Carried out again where that is
        uncertain, so only for writes that may be."""
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._marks.append((writes, done))
        async with self._marking:
            if not done.done():
                await self._write_gathered()
        await done

    async def _write_gathered(self) -> None:
        gathered, self._marks = self._marks, []
        try:
            await self._write_together([write for writes, _ in gathered for write in writes])
        except asyncio.CancelledError:
            self._marks = [mark for mark in gathered if not mark[1].done()] + self._marks
            raise
        except Exception:  # noqa: BLE001  # of one among many: each is told its own
            for writes, done in gathered:
                await self._write_alone(writes, done)
        else:
            for _, done in gathered:
                _tell(done, None)

    async def _write_alone(self, writes: Sequence[Write], done: "asyncio.Future[None]") -> None:
        try:
            await self._write_together(writes)
        except Exception as error:  # noqa: BLE001  # it belongs to the one who waits
            _tell(done, error)
        else:
            _tell(done, None)

    async def _write_together(self, writes: Sequence[Write]) -> None:
        async with self.transaction() as transaction:
            await transaction.commit(writes)

    async def returning(self, queries: Sequence[Query]) -> list[Rows]:
        with told():
            async with self._pool.acquire() as connection:
                if len(queries) == 1:
                    return [await fetch(connection, queries[0])]
                async with connection.transaction():
                    return [await fetch(connection, query) for query in queries]

    async def close(self) -> None:
        await self._pool.close()


async def carry_out(connection: Connected, writes: Sequence[Write]) -> None:
    for batch in batches(writes):
        if len(batch) == 1 and len(batch[0].rows) > 1 and batch[0].refused is None:
            compiled = batch[0].statement.on(POSTGRESQL)
            await connection.executemany(compiled.sql, [compiled.arguments(row) for row in batch[0].rows])
            continue
        sql, arguments = combined(batch)
        counts = iter(await connection.fetchrow(sql, *arguments))
        for write in batch:
            touched = [next(counts) for _ in write.rows]
            if write.refused is not None and 0 in touched:
                raise write.refused()


async def fetch(connection: Connected, query: Query) -> Rows:
    if query.afresh:
        await connection.execute(PLAN_AFRESH)
    compiled = query.statement.on(POSTGRESQL)
    rows: Rows = await connection.fetch(compiled.sql, *compiled.arguments(query.parameters))
    return rows


def _tell(done: "asyncio.Future[None]", error: Exception | None) -> None:
    if done.done():
        return
    if error is None:
        done.set_result(None)
    else:
        done.set_exception(error)
