"""PostgreSQL as the unit of work sees it: one transaction a work, READ COMMITTED, compare-and-set on versions."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

import asyncpg
from asyncpg.transaction import Transaction

from core.errors import StorageBroken
from storage.engine import Rows
from storage.postgres.batch import batches, combined, together
from storage.postgres.errors import told
from storage.postgres.group import Group
from storage.statements import POSTGRESQL, Parameters, Query, Statement, Write
from storage.urls import Place

CONNECTIONS = 8
STATEMENTS = 1024
CONNECT_SECONDS = 10.0

SERVER_SETTINGS = {"plan_cache_mode": "auto", "jit": "off", "application_name": "voronka"}

# The plan that a prepared statement keeps suits no particular fragment: it turns a search of 2 ms into one of 358 ms. Planning
# every statement afresh would cost a work a third of its speed.
PLAN_AFRESH = "SET LOCAL plan_cache_mode = force_custom_plan"
BEGIN_LOOK = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"

Addition = tuple[Statement, Sequence[Parameters]]

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
        self._told: tuple[str, ...] = ()

    async def fetch(self, query: Query) -> Rows:
        with told():
            await self._tell(BEGIN_LOOK, *([PLAN_AFRESH] if query.afresh else []))
            return await fetch(self._connection, query)

    async def end(self) -> None:
        if self._told:
            await self._connection.execute("ROLLBACK")

    async def _tell(self, *orders: str) -> None:
        """What was not told before, in one journey."""
        if new := [order for order in orders if order not in self._told]:
            self._told += tuple(new)
            await self._connection.execute("; ".join(new))


class PostgresEngine:
    def __init__(self, pool: Any) -> None:
        self._pool = pool
        self._writing = Group(self._write_together)
        self._adding = Group(self._add_together)

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
        await self._writing.join(writes)

    async def add(self, statement: Statement, rows: Sequence[Parameters]) -> set[int]:
        return await self._adding.join((statement, rows))

    async def _write_together(self, gathered: Sequence[Sequence[Write]]) -> list[None]:
        async with self.transaction() as transaction:
            await transaction.commit(together(gathered))
        return [None] * len(gathered)

    async def _add_together(self, gathered: Sequence[Addition]) -> list[set[int]]:
        """In one journey where the statement is the same; the driver makes one transaction of it."""
        rows: dict[Statement, list[list[Any]]] = {}
        for statement, given in gathered:
            compiled = statement.on(POSTGRESQL)
            rows.setdefault(statement, []).extend(compiled.arguments(row) for row in given)
        added: set[int] = set()
        with told():
            async with self._pool.acquire() as connection:
                for statement, arguments in rows.items():
                    added.update(row[0] for row in await connection.fetchmany(statement.on(POSTGRESQL).sql, arguments))
        return [added.intersection(row["id"] for row in given) for _, given in gathered]

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
    compiled = query.statement.on(POSTGRESQL)
    rows: Rows = await connection.fetch(compiled.sql, *compiled.arguments(query.parameters))
    return rows
