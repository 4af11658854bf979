"""The schema's versions: where a database stands, up, down, and whether it fits the tables."""

import asyncio
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import asyncpg
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, NullPool, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from core.errors import StorageBroken
from storage.migrations import HEAD
from storage.sqlite.connection import BUSY_SECONDS, told
from storage.tables import metadata
from storage.urls import Place, place_of

T = TypeVar("T")

FOLDER = Path(__file__).parent / "migrations"


async def upgrade(url: str, revision: str = "head") -> None:
    """Raises StorageBroken `database.newer` where the database knows a revision that this code does not."""
    await _on(place_of(url), lambda connection: _run(connection, command.upgrade, revision))


async def downgrade(url: str, revision: str = "-1") -> None:
    await _on(place_of(url), lambda connection: _run(connection, command.downgrade, revision))


async def current(url: str) -> str | None:
    """The database's revision; None: it is empty."""
    return await _on(place_of(url), _current)


async def check(url: str) -> list[str]:
    """How the database differs from the tables, one line each; empty when it fits. Raises StorageBroken for a newer one."""

    def differences(connection: Connection) -> list[str]:
        if _known(connection) != HEAD:
            return [f"revision {_current(connection)}, not {HEAD}"]
        context = MigrationContext.configure(connection, opts={"include_object": _ours, "compare_type": True})
        return [str(difference) for difference in compare_metadata(context, metadata)]

    return await _on(place_of(url), differences)


def _ours(_thing: object, name: str | None, kind: str, reflected: bool, _other: object) -> bool:
    """The search indexes are each engine's own: tables of FTS5 on SQLite, a GIN index on PostgreSQL."""
    own = (kind == "table" and (name or "").startswith("search_")) or name == "ix_search_words"
    return not (reflected and own)


def _run(connection: Connection, order: Callable[..., Any], revision: str) -> None:
    _known(connection)
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(FOLDER))
    order(config, revision)


def _current(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def known_revisions() -> set[str]:
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    return {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}


def _known(connection: Connection) -> str | None:
    revision = _current(connection)
    if revision is not None and revision not in known_revisions():
        raise StorageBroken("database.newer", revision)
    return revision


async def _on(place: Place, function: Callable[[Connection], T]) -> T:
    if place.path is not None:
        return await asyncio.to_thread(_on_sqlite, place.path, function)
    return await _on_postgresql(place, function)


def _on_sqlite(path: Path, function: Callable[[Connection], T]) -> T:
    """In one transaction, so that of two starting processes one waits for the other."""
    engine = create_engine(f"sqlite:///{path}", poolclass=NullPool, connect_args={"timeout": BUSY_SECONDS * 6})
    event.listen(engine, "connect", _leave_transactions_to_us)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with engine.begin() as connection:
            return function(connection)
    except DBAPIError as error:
        if isinstance(error.orig, sqlite3.Error):
            raise told(error.orig) from error
        raise
    except OSError as error:
        raise StorageBroken("database.unreadable", str(error)) from error
    finally:
        engine.dispose()


def _leave_transactions_to_us(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None
    connection.execute("PRAGMA journal_mode = WAL")


async def _on_postgresql(place: Place, function: Callable[[Connection], T]) -> T:
    assert place.postgresql is not None
    settings = {"server_settings": {"search_path": place.schema}} if place.schema else {}
    engine = create_async_engine(place.postgresql.set(drivername="postgresql+asyncpg"), poolclass=NullPool, connect_args=settings)
    connection = await _reached(engine)
    try:
        async with connection.begin():
            if place.schema:
                await connection.exec_driver_sql(f'CREATE SCHEMA IF NOT EXISTS "{place.schema}"')
            await connection.exec_driver_sql("SELECT pg_advisory_xact_lock(8671923)")
            return await connection.run_sync(function)
    finally:
        await connection.close()
        await engine.dispose()


async def _reached(engine: AsyncEngine) -> AsyncConnection:
    try:
        return await engine.connect()
    except (OSError, DBAPIError, asyncpg.PostgresError) as error:
        raise StorageBroken("database.unreachable", str(error)) from error
