"""How long the bot takes until it asks for updates, what it holds in memory then, and how fast the command line is."""

import asyncio
import sys
import time
from pathlib import Path

from benchmarks.bases import Base
from benchmarks.processes import TOKEN, child, simulator
from benchmarks.table import Figure


async def start(base: Base) -> list[Figure]:
    async with simulator(1) as world:
        started = time.perf_counter()
        async with child("benchmarks.bot", world.url, TOKEN, base.url) as process:
            while not await world.new_calls():  # noqa: ASYNC110  # another process tells nothing
                await asyncio.sleep(0.01)
            seconds = time.perf_counter() - started
            await asyncio.sleep(2)
            megabytes = _resident(process.pid)
    return [
        Figure("cold start of the bot, to its first call", seconds, "s", aim="<= 4 s"),
        Figure("memory of the bot at rest", megabytes, "MB", aim="<= 250 MB with both bots"),
        Figure("voronka --help", await _command("--help"), "s", aim="<= 0.5 s"),
    ]


def _resident(pid: int) -> float:
    """Linux only."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmRSS"))


async def _command(*arguments: str) -> float:
    """The best of three, with warm files."""
    times = []
    for _ in range(3):
        started = time.perf_counter()
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bots.cli", *arguments, stdout=asyncio.subprocess.DEVNULL
        )
        await process.wait()
        times.append(time.perf_counter() - started)
    return min(times)
