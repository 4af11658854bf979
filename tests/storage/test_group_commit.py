"""SQLite's one writer: whoever returned is on the disk, whoever failed or was cancelled hurt nobody."""

import asyncio
import random
import sqlite3
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import StorageBroken, StorageBusy
from storage.sqlite import writer as writer_module
from storage.sqlite.connection import connect
from storage.sqlite.writer import Writer

INSERT = "INSERT INTO kept VALUES (?)"


async def _writer(path: Path) -> Writer:
    connection = await connect(path, read_only=False)
    await connection.run(lambda database: database.execute("CREATE TABLE IF NOT EXISTS kept (name TEXT PRIMARY KEY)"))
    return Writer(connection)


def _kept(path: Path) -> set[str]:
    with sqlite3.connect(path) as database:
        found = {name for (name,) in database.execute("SELECT name FROM kept")}
    database.close()
    return found


async def _work(writer: Writer, name: str, steps: int, *, fails: bool) -> None:
    """As a unit of work does: some statements in turn, then the last ones with the commit."""
    turn = await writer.turn()
    try:
        for step in range(steps):
            await turn.run(lambda database, step=step: database.execute(INSERT, (f"{name}.{step}",)))  # type: ignore[misc]
        if fails:
            raise ZeroDivisionError
        await turn.commit(lambda database: database.execute(INSERT, (name,)))
    finally:
        turn.abandon()


async def _job(writer: Writer, name: str, *, fails: bool) -> None:
    def job(database: sqlite3.Connection) -> None:
        database.execute(INSERT, (name,))
        if fails:
            raise ZeroDivisionError

    await writer.submit(job)


plans = st.lists(
    st.tuples(
        st.sampled_from(["work", "job"]),
        st.integers(0, 3),
        st.booleans(),
        st.one_of(st.none(), st.integers(0, 12)),
        st.integers(0, 4),
    ),
    min_size=1,
    max_size=40,
)


@settings(max_examples=60)
@given(plan=plans, seed=st.integers(0, 1000))
def test_what_returned_is_kept_and_what_failed_is_not(
    plan: list[tuple[str, int, bool, int | None, int]], seed: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("group") / "base.sqlite3"
    asyncio.run(_play(path, plan, random.Random(seed)))


async def _play(path: Path, plan: list[tuple[str, int, bool, int | None, int]], dice: random.Random) -> None:
    writer = await _writer(path)
    tasks: dict[str, asyncio.Task[None]] = {}
    async with asyncio.timeout(30):
        for number, (kind, steps, fails, cancel_after, pause) in enumerate(plan):
            name = f"{kind}{number}"
            doing = _work(writer, name, steps, fails=fails) if kind == "work" else _job(writer, name, fails=fails)
            tasks[name] = asyncio.create_task(doing)
            for _ in range(pause):
                await asyncio.sleep(0)
            if cancel_after is not None:
                for _ in range(cancel_after):
                    await asyncio.sleep(0)
                dice.choice(list(tasks.values())).cancel()
        results = dict(zip(tasks, await asyncio.gather(*tasks.values(), return_exceptions=True), strict=True))
        await writer.close()
    kept = _kept(path)
    for number, (name, result) in enumerate(results.items()):
        first = {f"{name}.{step}" for step in range(plan[number][1])} if name.startswith("work") else set()
        if result is None:
            assert kept >= {name} | first
        elif isinstance(result, ZeroDivisionError):
            assert not kept & ({name} | first)
        else:
            assert isinstance(result, asyncio.CancelledError)
            assert kept & ({name} | first) in (set(), {name} | first), "all or nothing"


async def test_waiting_works_share_a_commit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commits = 0
    real = writer_module._commit

    def counting(*arguments: object) -> None:
        nonlocal commits
        commits += 1
        real(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(writer_module, "_commit", counting)
    monkeypatch.setattr(writer_module, "GROUP_SECONDS", 60.0)
    writer = await _writer(tmp_path / "base.sqlite3")
    await asyncio.gather(*(_work(writer, f"w{number}", 1, fails=False) for number in range(64)))
    assert commits <= 2
    await asyncio.gather(*(_job(writer, f"j{number}", fails=False) for number in range(64)))
    assert commits <= 4
    await writer.close()


async def test_a_failed_commit_is_everybodys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A deferred foreign key makes COMMIT itself fail."""
    path = tmp_path / "base.sqlite3"
    writer = await _writer(path)
    await writer.submit(
        lambda database: database.execute("CREATE TABLE child (parent TEXT REFERENCES kept (name) DEFERRABLE INITIALLY DEFERRED)")
    )
    orphan = writer.submit(lambda database: database.execute("INSERT INTO child VALUES ('nobody')"))
    results = await asyncio.gather(
        orphan, _job(writer, "a", fails=False), _work(writer, "b", 1, fails=False), return_exceptions=True
    )
    assert [type(result) for result in results] == [sqlite3.IntegrityError] * 3
    await _job(writer, "c", fails=False)
    assert _kept(path) == {"c"}
    await writer.close()


async def test_another_process_holds_the_lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.sqlite.connection.BUSY_SECONDS", 0.1)
    path = tmp_path / "base.sqlite3"
    writer = await _writer(path)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    results = await asyncio.gather(_job(writer, "a", fails=False), _work(writer, "b", 1, fails=False), return_exceptions=True)
    assert [type(result) for result in results] == [StorageBusy] * 2
    other.execute("COMMIT")
    other.close()
    await _job(writer, "c", fails=False)
    await writer.close()
    assert _kept(path) == {"c"}


async def test_a_full_disk_is_everybodys_error_and_passes(tmp_path: Path) -> None:
    """SQLite takes the whole transaction back when the disk is full; nobody of the group may believe it was written."""
    path = tmp_path / "base.sqlite3"
    writer = await _writer(path)
    await writer.submit(lambda database: database.execute("SELECT 1"))
    pages = (await writer._connection.run(lambda database: database.execute("PRAGMA page_count").fetchone()))[0]
    await writer._connection.run(lambda database: database.execute(f"PRAGMA max_page_count = {pages + 2}").fetchone())
    results = await asyncio.gather(
        _work(writer, "small", 0, fails=False),
        _work(writer, "x" * 100_000, 0, fails=False),
        _work(writer, "after", 0, fails=False),
        return_exceptions=True,
    )
    assert isinstance(results[1], StorageBroken)
    assert results[1].key == "database.full"
    kept = _kept(path)
    assert ("small" in kept) == (results[0] is None)
    assert ("after" in kept) == (results[2] is None)
    await writer._connection.run(lambda database: database.execute("PRAGMA max_page_count = 100000").fetchone())
    await _job(writer, "room again", fails=False)
    assert "room again" in _kept(path)
    await writer.close()
