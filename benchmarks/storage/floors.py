"""The floors: the same rows at the same durability, without our machinery.

The statements and rows of contact + deal + event works are made beforehand; then they are carried out by the bare driver, and by
SQLAlchemy Core one statement at a time. Both floors are given what building the rows costs for nothing.
"""

import asyncio
import random
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

import asyncpg
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.sql.elements import ClauseElement

from benchmarks.servers import address, settings
from benchmarks.storage.world import House, WallClock, contact_and_deal
from storage.ids import Ids
from storage.sqlite.connection import prepare
from storage.sqlite.engine import carry_out
from storage.statements import INSERTS, POSTGRESQL, Statement, Write, for_sqlite
from storage.urls import Place
from storage.work import UnitOfWork

LANES = 8

Works = list[list[Write]]


def works(house: House, names: list[str]) -> Works:
    """What each work writes: records, derived rows, document, event, inbox mark, redraws."""
    ids, dice, made = Ids(WallClock()), random.Random(11), []
    for name in names:
        nowhere = cast("Any", None)
        work = UnitOfWork(nowhere, ids, name, WallClock().now(), timedelta(minutes=1), in_inbox=True)
        contact_and_deal(work, house, dice)
        made.append(work.last_writes())
    return made


def raw_sqlite(path: Path, made: Works) -> float:
    """Works a second: sqlite3 in this thread, one transaction a work."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        prepare(connection, read_only=False)
        started = time.perf_counter()
        for writes in made:
            connection.execute("BEGIN IMMEDIATE")
            carry_out(connection, writes)
            connection.execute("COMMIT")
        return len(made) / (time.perf_counter() - started)


async def raw_postgresql(place: Place, made: Works) -> float:
    """Works a second: asyncpg on eight connections, one statement at a time."""
    async with asyncpg.create_pool(
        address(place), min_size=LANES, max_size=LANES, statement_cache_size=1024, server_settings=settings(place)
    ) as pool:
        left = iter(made)

        async def lane() -> None:
            async with pool.acquire() as connection:
                for writes in left:
                    async with connection.transaction():
                        for write in writes:
                            compiled = write.statement.on(POSTGRESQL)
                            for row in write.rows:
                                await connection.execute(compiled.sql, *compiled.arguments(row))

        return await _timed(lane, len(made))


async def core_sqlite(path: Path, made: Works, lanes: int) -> float:
    engine = create_async_engine(f"sqlite+aiosqlite:///{path}", pool_size=1, max_overflow=0)

    @event.listens_for(engine.sync_engine, "connect")
    def _(connection: Any, _record: object) -> None:
        connection.isolation_level = None
        connection.run_async(lambda driver: driver._execute(lambda: prepare(driver._conn, read_only=False)))

    @event.listens_for(engine.sync_engine, "begin")
    def _begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return await _core(engine, "sqlite", made, lambda row: dict(zip(row, for_sqlite(list(row.values())), strict=True)), lanes)


async def core_postgresql(place: Place, made: Works, lanes: int) -> float:
    assert place.postgresql is not None
    url = place.postgresql.set(drivername="postgresql+asyncpg")
    options = {"server_settings": settings(place)}
    return await _core(
        create_async_engine(url, pool_size=LANES, max_overflow=0, connect_args=options), "postgresql", made, dict, lanes
    )


async def _core(engine: AsyncEngine, dialect: str, made: Works, adapted: Callable[[Any], dict[str, Any]], lanes: int) -> float:
    """Works a second: SQLAlchemy Core, one statement at a time."""
    clauses: dict[Statement, Any] = {}

    def clause(statement: Statement) -> Any:
        if statement not in clauses:
            given = statement._clause
            clauses[statement] = given if isinstance(given, ClauseElement) else given(INSERTS[dialect])
        return clauses[statement]

    left = iter(made)

    async def lane() -> None:
        for writes in left:
            async with engine.begin() as connection:
                for write in writes:
                    for row in write.rows:
                        await connection.execute(clause(write.statement), adapted(row))

    try:
        return await _timed(lane, len(made), lanes)
    finally:
        await engine.dispose()


async def _timed(lane: Callable[[], Any], count: int, lanes: int = LANES) -> float:
    started = time.perf_counter()
    await asyncio.gather(*(lane() for _ in range(lanes)))
    return count / (time.perf_counter() - started)
