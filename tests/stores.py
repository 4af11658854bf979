"""Stores for tests: SQLite always, PostgreSQL where VORONKA_TEST_POSTGRES names one. The schema is made once a process."""

import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import asyncpg
import pytest
from sqlalchemy.engine import make_url

from storage import open_store
from storage.migrate import upgrade
from storage.store import DatabaseStore
from storage.tables import metadata

POSTGRES = "VORONKA_TEST_POSTGRES"
ENGINES = ("sqlite", pytest.param("postgresql", marks=pytest.mark.postgres))
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


class TestClock:
    """Stands still until it is told otherwise."""

    __test__ = False

    def __init__(self, at: datetime = MONDAY) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at

    def passes(self, much: timedelta) -> datetime:
        self.at += much
        return self.at


@pytest.fixture
def clock() -> TestClock:
    return TestClock()


@pytest.fixture(params=ENGINES)
async def store_url(request: pytest.FixtureRequest, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """An empty base with its schema."""
    if request.param == "sqlite":
        return await sqlite_url(tmp_path, tmp_path_factory.getbasetemp())
    return await postgres_url()


@pytest.fixture
async def store(store_url: str, clock: TestClock) -> AsyncIterator[DatabaseStore]:
    async with opened(store_url, clock) as store:
        yield store


@pytest.fixture
async def sqlite_store(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, clock: TestClock) -> AsyncIterator[DatabaseStore]:
    async with opened(await sqlite_url(tmp_path, tmp_path_factory.getbasetemp()), clock) as store:
        yield store


@asynccontextmanager
async def opened(url: str, clock: TestClock) -> AsyncIterator[DatabaseStore]:
    store = await open_store(url, clock, upgrade=False)
    try:
        yield store
    finally:
        await store.close()


async def sqlite_url(folder: Path, session: Path) -> str:
    empty = session / "empty.sqlite3"
    if not empty.exists():
        await upgrade(f"sqlite:///{empty}")
    shutil.copy(empty, folder / "voronka.sqlite3")
    return f"sqlite:///{folder / 'voronka.sqlite3'}"


async def postgres_url() -> str:
    url = named_postgres()
    for_driver = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    await _schema_once(url)
    connection = await asyncpg.connect(for_driver)
    try:
        await connection.execute(f"TRUNCATE {', '.join(metadata.tables)}")
    finally:
        await connection.close()
    return url


def named_postgres() -> str:
    """Skips where none is named."""
    url = os.environ.get(POSTGRES)
    if not url:
        pytest.skip(f"{POSTGRES} names no PostgreSQL")
    return url


_made: set[str] = set()


async def _schema_once(url: str) -> None:
    if url not in _made:
        await upgrade(url)
        _made.add(url)
