"""SQLite as the unit of work sees it."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from storage.engine import Rows
from storage.sqlite.connection import Connection, connect
from storage.sqlite.writer import Turn, Writer
from storage.statements import SQLITE, Parameters, Query, Statement, Write, for_sqlite

READERS = 3


class SqliteTransaction:
    def __init__(self, turn: Turn) -> None:
        self._turn = turn

    async def run(self, writes: Sequence[Write], query: Query | None) -> Rows:
        def step(connection: sqlite3.Connection) -> Rows:
            carry_out(connection, writes)
            return fetch(connection, query) if query else ()

        return await self._turn.run(step)

    async def commit(self, writes: Sequence[Write]) -> None:
        await self._turn.commit(lambda connection: carry_out(connection, writes))


class SqliteSnapshot:
    """A consistent look: what is committed at the first statement is what all of them see."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._begun = False

    async def fetch(self, query: Query) -> Rows:
        def step(connection: sqlite3.Connection) -> Rows:
            if not connection.in_transaction:
                connection.execute("BEGIN")
            return fetch(connection, query)

        self._begun = True
        return await self._connection.run(step)

    def end(self) -> None:
        if self._begun:
            self._connection.start(_end).add_done_callback(_ended)


class SqliteEngine:
    def __init__(self, writer: Writer, readers: list[Connection]) -> None:
        self._writer = writer
        self._readers = readers
        self._free = asyncio.LifoQueue[Connection]()
        for reader in readers:
            self._free.put_nowait(reader)

    @classmethod
    async def open(cls, path: Path) -> "SqliteEngine":
        writer = Writer(await connect(path, read_only=False))
        return cls(writer, [await connect(path, read_only=True) for _ in range(READERS)])

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[SqliteTransaction]:
        turn = await self._writer.turn()
        try:
            yield SqliteTransaction(turn)
        finally:
            turn.abandon()

    @asynccontextmanager
    async def snapshot(self) -> AsyncIterator[SqliteSnapshot]:
        connection = await self._free.get()
        snapshot = SqliteSnapshot(connection)
        try:
            yield snapshot
        finally:
            snapshot.end()
            self._free.put_nowait(connection)

    async def read(self, query: Query) -> Rows:
        async with self.snapshot() as snapshot:
            return await snapshot.fetch(query)

    async def write(self, writes: Sequence[Write]) -> None:
        await self._writer.submit(lambda connection: carry_out(connection, writes))

    async def add(self, statement: Statement, rows: Sequence[Parameters]) -> set[int]:
        added = await self.returning([Query(statement, row) for row in rows])
        return {row[0] for answer in added for row in answer}

    async def returning(self, queries: Sequence[Query]) -> list[Rows]:
        answers: list[Rows] = await self._writer.submit(lambda connection: [fetch(connection, query) for query in queries])
        return answers

    async def close(self) -> None:
        for reader in self._readers:
            await reader.close()
        await self._writer.close()


def carry_out(connection: sqlite3.Connection, writes: Sequence[Write]) -> None:
    for write in writes:
        compiled = write.statement.on(SQLITE)
        if write.refused is None and len(write.rows) > 1:
            connection.executemany(compiled.sql, [for_sqlite(compiled.arguments(row)) for row in write.rows])
            continue
        for row in write.rows:
            touched = connection.execute(compiled.sql, for_sqlite(compiled.arguments(row))).rowcount
            if write.refused is not None and touched == 0:
                raise write.refused()


def fetch(connection: sqlite3.Connection, query: Query) -> Rows:
    compiled = query.statement.on(SQLITE)
    return connection.execute(compiled.sql, for_sqlite(compiled.arguments(query.parameters))).fetchall()


def _end(connection: sqlite3.Connection) -> None:
    if connection.in_transaction:
        connection.execute("COMMIT")


def _ended(future: asyncio.Future[None]) -> None:
    """Nobody waits for the end of a look; its error, if any, is the next reader's."""
    if not future.cancelled():
        future.exception()
