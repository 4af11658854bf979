"""Every test process works in a PostgreSQL database of its own, so that workers and parallel runs never meet."""

import asyncio
import os
from collections.abc import Generator

import asyncpg
import pytest
from hypothesis import settings
from sqlalchemy.engine import make_url

from tests.stores import clock, sqlite_store, store, store_url

__all__ = ["clock", "sqlite_store", "store", "store_url"]

POSTGRES = "VORONKA_TEST_POSTGRES"
NAMED = pytest.StashKey[str]()

# A shared machine is slow at times; that is no failure of what is tested.
settings.register_profile("house", parent=settings.default, deadline=None)
settings.load_profile("house")


def pytest_configure(config: pytest.Config) -> None:
    """Put this process's own database in the place of the one the environment names."""
    named = os.environ.get(POSTGRES)
    hands_out_only = config.getoption("dist", "no") != "no" and not hasattr(config, "workerinput")
    if not named or hands_out_only:
        return
    own = f"{make_url(named).database}_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}_{os.getpid()}"
    try:
        asyncio.run(_execute(named, f'CREATE DATABASE "{own}" TEMPLATE template0'))
    except (OSError, asyncpg.PostgresError) as error:
        raise pytest.UsageError(f"{POSTGRES} names a database that tests cannot use: {error}") from error
    config.stash[NAMED] = named
    os.environ[POSTGRES] = make_url(named).set(database=own).render_as_string(hide_password=False)


def pytest_unconfigure(config: pytest.Config) -> None:
    if named := config.stash.get(NAMED, None):
        own = make_url(os.environ[POSTGRES]).database
        asyncio.run(_execute(named, f'DROP DATABASE IF EXISTS "{own}" WITH (FORCE)'))
        os.environ[POSTGRES] = named


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Where a PostgreSQL is named, a test that needs it and skips has failed."""
    report = yield
    if report.skipped and item.get_closest_marker("postgres") and os.environ.get(POSTGRES):
        report.outcome = "failed"
        report.longrepr = f"skipped although {POSTGRES} is set: {report.longrepr}"
    return report


async def _execute(url: str, statement: str) -> None:
    connection = await asyncpg.connect(make_url(url).set(drivername="postgresql").render_as_string(hide_password=False))
    try:
        await connection.execute(statement)
    finally:
        await connection.close()
