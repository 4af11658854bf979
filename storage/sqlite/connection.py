"""A connection in a thread of its own, to which whole functions are handed: one hop for a batch of statements."""

import asyncio
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import aiosqlite

from core.errors import StorageBroken, StorageBusy
from storage.tables import of_own_ids

T = TypeVar("T")

BUSY_SECONDS = 5.0
"""How long another process's write is waited for."""
WRITER_CACHE_KIB = 16384
READER_CACHE_KIB = 8192
STATEMENTS = 512

BROKEN = {
    "SQLITE_FULL": "database.full",
    "SQLITE_READONLY": "database.read_only",
    "SQLITE_CORRUPT": "database.damaged",
    "SQLITE_NOTADB": "database.damaged",
    "SQLITE_IOERR": "database.unreadable",
    "SQLITE_CANTOPEN": "database.unreadable",
}
OWN_IDS = tuple(f": {table.name}.{table.primary_key.columns[0].name}" for table in of_own_ids())
"""How SQLite ends its word of an id that another process has made too."""


class Connection(aiosqlite.Connection):
    def start(self, function: Callable[[sqlite3.Connection], T]) -> asyncio.Future[T]:
        """Queue the function for the thread. It runs whether or not anybody awaits the future."""
        future: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        connection = self._conn
        self._tx.put_nowait((future, lambda: function(connection)))
        return future

    async def run(self, function: Callable[[sqlite3.Connection], T]) -> T:
        try:
            return await self.start(function)
        except sqlite3.Error as error:
            raise told(error) from error


async def connect(path: Path, *, read_only: bool) -> Connection:
    """In WAL; a reader refuses to write. Raises StorageBroken."""

    def connector() -> sqlite3.Connection:
        connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None, cached_statements=STATEMENTS)
        try:
            prepare(connection, read_only=read_only)
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    connection = Connection(connector, 64)
    try:
        await connection
    except sqlite3.Error as error:
        raise told(error) from error
    return connection


def prepare(connection: sqlite3.Connection, *, read_only: bool) -> None:
    for pragma in (
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
        "temp_store = MEMORY",
        f"cache_size = -{READER_CACHE_KIB if read_only else WRITER_CACHE_KIB}",
        f"query_only = {'ON' if read_only else 'OFF'}",
    ):
        connection.execute(f"PRAGMA {pragma}")


def told(error: sqlite3.Error) -> Exception:
    """The error as the core knows it; what is a mistake of ours stays as it is."""
    name = getattr(error, "sqlite_errorname", "")
    family = "_".join(name.split("_")[:2])
    if family in {"SQLITE_BUSY", "SQLITE_LOCKED"} or (name == "SQLITE_CONSTRAINT_PRIMARYKEY" and str(error).endswith(OWN_IDS)):
        return StorageBusy(str(error))
    if family in BROKEN:
        return StorageBroken(BROKEN[family], str(error))
    return error


def first_value(connection: sqlite3.Connection, statement: str) -> Any:
    row = connection.execute(statement).fetchone()
    return None if row is None else row[0]
