"""Updates a second from the wire to a committed and shown card; and how long one person waits for an answer."""

import asyncio
import re
import time
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

from benchmarks.bases import Base
from benchmarks.processes import TOKEN, World, child, simulator
from benchmarks.table import Figure, percentile

PEOPLE = 200
SENT = 3000
TITLE = re.compile(r"Pace \d+\.")
Start = Callable[[World], AbstractAsyncContextManager[object]]
RATE = 50
"""Updates a second while latency is measured."""


async def throughput(base: Base) -> list[Figure]:
    """Every update of ours is `/new deal …`: a deal, its event, the search document, the inbox mark, an answer with a card."""
    floor = await _flood(lambda world: child("benchmarks.echo", world.url, TOKEN), "hello")
    ours = await _flood(lambda world: child("benchmarks.bot", world.url, TOKEN, base.url), "/new deal Windows {n} 120k")
    return [
        Figure(f"updates from wire to committed card ({base.name})", ours, "updates/s", floor, "beside a bare aiogram echo"),
    ]


async def latency(base: Base, seconds: int = 30) -> list[Figure]:
    async with simulator(PEOPLE) as world, child("benchmarks.bot", world.url, TOKEN, base.url):
        await _warm(world, "/new deal Warm {n}")
        waits = await _paced(world, RATE * seconds)
    return [
        Figure(f"answer p50 at {RATE} updates/s ({base.name})", percentile(waits, 0.5) * 1000, "ms"),
        Figure(f"answer p99 at {RATE} updates/s ({base.name})", percentile(waits, 0.99) * 1000, "ms", aim="< 50 ms"),
    ]


async def _flood(bot: Start, text: str) -> float:
    async with simulator(PEOPLE) as world, bot(world):
        await _warm(world, text)
        gate = asyncio.Semaphore(64)

        async def say(n: int) -> None:
            async with gate:
                await world.says(1000 + n % PEOPLE, text.format(n=n))

        started = time.perf_counter()
        await asyncio.gather(*(say(n) for n in range(SENT)))
        await world.answers(SENT)
        return SENT / (time.perf_counter() - started)


async def _warm(world: World, text: str) -> None:
    await world.answers(PEOPLE)  # to everybody's /start
    for n in range(PEOPLE):
        await world.says(1000 + n, text.format(n=n))
    await world.answers(PEOPLE)


async def _paced(world: World, count: int) -> list[float]:
    """Seconds from a message's arrival in the messenger to the answer's, by the simulator's own clock."""
    sent: dict[str, float] = {}
    started = time.perf_counter()
    for n in range(count):
        await asyncio.sleep(max(0.0, started + n / RATE - time.perf_counter()))
        sent[f"Pace {n}."] = time.time()
        await world.says(1000 + n % PEOPLE, f"/new deal Pace {n}.")
    waits = []
    for call in await world.answers(count):
        title = TITLE.search(call["params"]["text"])
        if title and title[0] in sent:
            waits.append(call["at"] - sent.pop(title[0]))
    return waits
