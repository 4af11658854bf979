"""The base's version, copies of it, and going back to one."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from core.crm.people import Team
from core.ports import Store
from storage.migrations import HEAD
from tests.cli.conftest import Voronka
from tests.stores import sqlite_url

needs_pg_tools = pytest.mark.skipif(not shutil.which("pg_restore"), reason="no PostgreSQL client programs here")


def _team(voronka: Voronka, name: str) -> None:
    async def make(store: Store) -> None:
        async with store.work(f"team:{name}") as work:
            team = work.save(Team(id=work.new_id(), created_at=work.now, name=name))
            work.record("team.added", None, [team.ref], name=name)

    voronka.base(make)


def _teams(voronka: Voronka) -> list[str]:
    async def read(store: Store) -> list[str]:
        async with store.reading() as reads:
            return sorted(team.name for team in await reads.teams.all())

    return voronka.base(read)


def test_the_version_is_checked_and_brought_up(voronka: Voronka) -> None:
    assert voronka.says("db", "check") == f"The database is at {HEAD}, as this version wants it.\n"
    assert voronka.says("db", "upgrade") == f"The database is at {HEAD} already.\n"


@pytest.fixture
async def sqlite(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Voronka:
    (tmp_path / "settings.toml").write_text("")
    return Voronka(await sqlite_url(tmp_path, tmp_path_factory.getbasetemp()), tmp_path)


def test_going_back_is_asked_and_done(sqlite: Voronka) -> None:
    assert "Nothing was changed." in sqlite.refuses("db", "downgrade", "base", typed="n\n")
    assert sqlite.says("db", "downgrade", "base", "--yes") == "The database is at nothing.\n"
    assert "Bring it up: voronka db upgrade" in sqlite.refuses("db", "check")
    assert sqlite.says("db", "upgrade") == f"The database went from nothing to {HEAD}.\n"


def test_a_base_that_is_not_there_is_not_made_by_looking(sqlite: Voronka, tmp_path: Path) -> None:
    missing = tmp_path / "no.sqlite3"
    told = sqlite.refuses("user", "list", VORONKA_DATABASE_URL=f"sqlite:///{missing}")
    assert told == f"There is no database {missing} yet. The first voronka run makes it; so does voronka db upgrade.\n"
    assert not missing.exists()


def test_a_copy_brings_everything_back(sqlite: Voronka, tmp_path: Path) -> None:
    _team(sqlite, "Юг")
    copy = tmp_path / "crm.backup"
    assert sqlite.says("backup", str(copy)) == (
        f"{copy} holds 0 contacts, 0 companies, 0 deals, 0 tasks, 1 events; it was read back and checked.\n"
    )
    _team(sqlite, "Север")
    assert f"{copy} is there already" in sqlite.refuses("backup", str(copy))
    assert "Nothing was changed." in sqlite.refuses("restore", str(copy), typed="n\n")
    assert _teams(sqlite) == ["Север", "Юг"]
    assert "1 events again" in sqlite.says("restore", str(copy), typed="y\n")
    assert _teams(sqlite) == ["Юг"]


@needs_pg_tools
@pytest.mark.postgres
def test_a_copy_brings_everything_back_on_postgresql(voronka: Voronka, tmp_path: Path) -> None:
    if not voronka.url.startswith("postgresql"):
        return
    _team(voronka, "Юг")
    copy = tmp_path / "crm.backup"
    assert "1 events" in voronka.says("backup", str(copy))
    _team(voronka, "Север")
    assert "1 events again" in voronka.says("restore", str(copy), "--yes")
    assert _teams(voronka) == ["Юг"]


@pytest.mark.parametrize("content", [b"", b"no database at all", b"SQLite format 3\0" + b"\0" * 4096])
def test_what_is_no_copy_is_refused_and_changes_nothing(sqlite: Voronka, tmp_path: Path, content: bytes) -> None:
    _team(sqlite, "Юг")
    wrong = tmp_path / "wrong.backup"
    wrong.write_bytes(content)
    assert "This is no whole backup of Voronka" in sqlite.refuses("restore", str(wrong), "--yes")
    assert _teams(sqlite) == ["Юг"]
    assert "There is no file" in sqlite.refuses("restore", str(tmp_path / "none"), "--yes")


def test_a_base_of_a_newer_version_is_told_so(sqlite: Voronka) -> None:
    with closing(sqlite3.connect(sqlite.url.removeprefix("sqlite:///"))) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    for words in (("user", "list"), ("db", "check"), ("db", "upgrade")):
        assert "of a newer Voronka than this (9999)" in sqlite.refuses(*words)


def test_a_damaged_base_is_told_so(sqlite: Voronka) -> None:
    path = Path(sqlite.url.removeprefix("sqlite:///"))
    path.write_bytes(b"x" * 9000)
    assert "The database file is damaged" in sqlite.refuses("user", "list")


def test_a_server_that_is_not_there_is_told_so(sqlite: Voronka) -> None:
    told = sqlite.refuses("user", "list", VORONKA_DATABASE_URL="postgresql://crm:hunter2@127.0.0.1:1/crm")
    assert "does not answer" in told
    assert "hunter2" not in told
    assert len(told.splitlines()) == 1


def test_settings_that_are_wrong_stop_every_command(sqlite: Voronka) -> None:
    (sqlite.folder / "settings.toml").write_text('company.langage = "ru"\ntelegram.mode = "x"')
    for words in (("user", "list"), ("doctor",), ("run",), ("demo", "--port", "0"), ("backup", "x")):
        told = sqlite.refuses(*words).splitlines()
        assert len(told) == 2
        assert "company.langage is unknown. Did you mean company.language?" in told[0]


def test_what_nobody_foresaw_is_one_sentence_unless_traced(sqlite: Voronka, monkeypatch: pytest.MonkeyPatch) -> None:
    def break_down(*_: object) -> None:
        raise ZeroDivisionError("of 12345678:" + "a" * 35)

    monkeypatch.setattr("bots.cli.inbox.with_store", break_down)
    assert sqlite.refuses("inbox", code=3) == "Unexpected ZeroDivisionError: of 12345678:*** (voronka --trace shows where)\n"
    assert isinstance(sqlite("--trace", "inbox").exception, ZeroDivisionError)
