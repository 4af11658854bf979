"""kill -9 and power cuts: what was said to be stored is there, whole, once; what was not is not there by half."""

import asyncio
import random
import shutil
import signal
import sqlite3
import sys
from pathlib import Path

import asyncpg
import pytest

from storage.backup.sqlite import verified
from tests.storage.disk import Disk, replay
from tests.stores import sqlite_url

COUNT = """SELECT (SELECT count(*) FROM deals WHERE title = '{0}'), (SELECT count(*) FROM contacts WHERE last_name = 'Петров{0}'),
(SELECT count(*) FROM search WHERE name LIKE '%петров{0} %'), (SELECT count(*) FROM inbox WHERE request = '{0}' AND state = 1),
(SELECT count(*) FROM events WHERE request = '{0}')"""


def _child(url: str, lanes: int, most: int) -> list[str]:
    return [sys.executable, "-m", "tests.storage.child", url, str(lanes), str(most)]


async def _rows(url: str, statement: str) -> list[tuple[object, ...]]:
    if url.startswith("sqlite"):
        connection = sqlite3.connect(url.removeprefix("sqlite:///"))
        try:
            return list(connection.execute(statement))
        finally:
            connection.close()
    server = await asyncpg.connect(url)
    try:
        return [tuple(row) for row in await server.fetch(statement)]
    finally:
        await server.close()


async def _check(url: str, said: list[str]) -> None:
    stored = {line.split()[1] for line in said if line.startswith("stored ")}
    done = {line.split()[1] for line in said if line.startswith("done ")}
    known = {str(name) for (name,) in await _rows(url, "SELECT request FROM inbox")}
    assert stored <= known
    for name in known:
        (counts,) = await _rows(url, COUNT.format(name))
        assert set(counts) in ({0}, {1}), f"{name} is there by half: {counts}"
        assert name not in done or set(counts) == {1}


@pytest.mark.parametrize("attempt", range(4))
async def test_kill_9_loses_nothing_that_was_said(store_url: str, attempt: int) -> None:
    process = await asyncio.create_subprocess_exec(*_child(store_url, 6, 10_000), stdout=asyncio.subprocess.PIPE)
    assert process.stdout is not None
    said = [(await process.stdout.readline()).decode() for _ in range(random.Random(attempt).randrange(20, 160))]
    process.send_signal(signal.SIGKILL)
    said += (await process.stdout.read()).decode().splitlines()
    assert await process.wait() == -signal.SIGKILL
    if said and not said[-1].endswith("\n"):
        said[-1] = said[-1] if said[-1].count(".") == 1 else ""
    await _check(store_url, [line for line in said if line])


async def test_a_power_cut_loses_nothing_that_was_said(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Every system call of a writing process is replayed on a disk that keeps only what was synced, and some of the rest."""
    strace = shutil.which("strace")
    if strace is None:
        pytest.skip("strace is not installed")
    url = await sqlite_url(tmp_path, tmp_path_factory.getbasetemp())
    base = Path(url.removeprefix("sqlite:///"))
    before = await asyncio.to_thread(base.read_bytes)
    log = tmp_path / "calls"
    calls = "trace=openat,pwrite64,write,fsync,fdatasync,ftruncate,unlink"
    traced = [strace, "-f", "-y", "-xx", "-s", "100000", "-e", calls, "-o", str(log), *_child(url, 5, 8)]
    process = await asyncio.create_subprocess_exec(*traced, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE)
    said, complaint = await process.communicate()
    if b"ptrace" in complaint:
        pytest.skip("this machine lets no process be traced")
    assert said.count(b"done ") == 40
    steps = list(replay(log, tmp_path))
    dice = random.Random(3)
    for number, cut in enumerate(sorted(dice.sample(range(len(steps)), 40))):
        disk = Disk({base.name: before})
        told = [line for step in steps[:cut] for line in disk.take(step)]
        cut_off = tmp_path / f"cut{number}"
        disk.write_to(cut_off, dice)
        verified(cut_off / base.name)
        await _check(f"sqlite:///{cut_off / base.name}", told)
