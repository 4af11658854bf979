"""The schema walks up, down and up again, and is the one the tables describe."""

import asyncio
import sys
from pathlib import Path

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy.engine import make_url

from core.errors import StorageBroken
from storage import migrate, open_store
from storage.migrations import HEAD
from storage.urls import place_of
from tests.stores import ENGINES, TestClock, named_postgres

OPENING = """
import asyncio, sys
from storage import open_store
from tests.storage.child import WallClock

async def main(url):
    await (await open_store(url, WallClock())).close()
    print("alembic" in sys.modules)

asyncio.run(main(sys.argv[1]))
"""


@pytest.fixture(params=ENGINES)
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A base without a schema; in PostgreSQL a schema of its own."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'new' / 'voronka.sqlite3'}"
    url = make_url(named_postgres()).update_query_dict({"schema": f"walk_{tmp_path.name[-20:].lower()}"})
    return url.render_as_string(hide_password=False)


async def test_migrations_walk_up_down_and_up(empty_url: str) -> None:
    assert await migrate.current(empty_url) is None
    for _ in range(2):
        await migrate.upgrade(empty_url)
        assert await migrate.current(empty_url) == HEAD
        assert await migrate.check(empty_url) == []
        await migrate.downgrade(empty_url, "base")
        assert await migrate.current(empty_url) is None
    assert "revision None" in (await migrate.check(empty_url))[0]


async def test_migration_drift_is_seen(empty_url: str) -> None:
    from sqlalchemy import Column, Text

    from storage.tables import tags

    await migrate.upgrade(empty_url)
    added: Column[str] = Column("colour", Text)
    tags.append_column(added)
    try:
        assert any("colour" in line for line in await migrate.check(empty_url))
    finally:
        tags._columns.remove(added)


def test_the_newest_migration_is_known_without_alembic() -> None:
    config = Config()
    config.set_main_option("script_location", str(migrate.FOLDER))
    assert ScriptDirectory.from_config(config).get_current_head() == HEAD


async def test_a_base_at_the_newest_revision_opens_without_alembic(empty_url: str) -> None:
    """A process of its own tells what opening loads."""
    said = []
    for _ in range(2):
        process = await asyncio.create_subprocess_exec(sys.executable, "-c", OPENING, empty_url, stdout=asyncio.subprocess.PIPE)
        said.append((await process.communicate())[0].split())
    assert said == [[b"True"], [b"False"]]


async def test_migration_of_a_newer_base_is_refused(empty_url: str, clock: TestClock) -> None:
    await migrate.upgrade(empty_url)
    await migrate._on(place_of(empty_url), lambda base: base.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'"))
    for doing in (migrate.upgrade(empty_url), migrate.check(empty_url), open_store(empty_url, clock)):
        with pytest.raises(StorageBroken) as refused:
            await doing
        assert refused.value.key == "database.newer"


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("mysql://localhost/base", "database.url"),
        ("sqlite:///:memory:", "database.url"),
        ("nonsense", "database.url"),
        ("sqlite:////proc/voronka.sqlite3", "database.unreadable"),
        ("postgresql://nobody@127.0.0.1:1/base", "database.unreachable"),
    ],
)
async def test_a_base_that_cannot_be_opened(url: str, key: str, clock: TestClock) -> None:
    with pytest.raises(StorageBroken) as refused:
        await open_store(url, clock)
    assert refused.value.key == key


async def test_a_file_that_is_no_base(tmp_path: Path, clock: TestClock) -> None:
    (tmp_path / "letter.txt").write_text("Dear Olga, " * 1000)
    with pytest.raises(StorageBroken) as refused:
        await open_store(f"sqlite:///{tmp_path / 'letter.txt'}", clock)
    assert refused.value.key == "database.damaged"
