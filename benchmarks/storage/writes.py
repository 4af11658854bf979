"""Contact + deal + event a second, whole: derived rows, search document, timeline and inbox mark included."""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable, Iterator

from benchmarks.storage import floors
from benchmarks.storage.world import House, WallClock, contact_and_deal
from benchmarks.table import Figure, percentile
from core.tasks.delivery import Received
from storage.store import DatabaseStore
from storage.urls import Place

COUNT = 1600
LANES = (1, 8, 64)


async def figures(store: DatabaseStore, place: Place, house: House) -> list[Figure]:
    made = []
    core = {
        lanes: await _floor(store, house, lambda works, lanes=lanes: _core(place, works, lanes))  # type: ignore[misc]
        for lanes in (1, floors.LANES)
    }
    raw = await _floor(store, house, lambda works: _raw(place, works))
    for lanes in LANES:
        rate = await works_a_second(store, house, lanes)
        made.append(
            Figure(
                f"contact + deal + event, {lanes} lanes (floor: SQLAlchemy Core, as many lanes, at most 8)",
                rate,
                "/s",
                core[min(lanes, floors.LANES)],
                "floor",
            )
        )
    made.append(Figure("the same by the bare driver, one statement at a time", raw, "/s", core[floors.LANES]))
    return [*made, *await inbox_writes(store)]


async def works_a_second(store: DatabaseStore, house: House, lanes: int) -> float:
    left, dice = iter(await put(store, COUNT)), random.Random(2)

    async def lane() -> None:
        for name in left:
            async with store.work(name) as work:
                contact_and_deal(work, house, dice)

    started = time.perf_counter()
    await asyncio.gather(*(lane() for _ in range(lanes)))
    return COUNT / (time.perf_counter() - started)


async def inbox_writes(store: DatabaseStore, count: int = 4000, lanes: int = 32) -> list[Figure]:
    """Each update alone, as a webhook brings it."""
    left, taken = updates(count), []

    async def lane() -> None:
        for update in left:
            started = time.perf_counter()
            await store.inbox.put([update])
            taken.append((time.perf_counter() - started) * 1000)

    started = time.perf_counter()
    await asyncio.gather(*(lane() for _ in range(lanes)))
    rate = count / (time.perf_counter() - started)
    return [
        Figure(f"inbox writes, {lanes} at once", rate, "/s", aim="≥ 1,000"),
        Figure(f"inbox write, {lanes} at once: p99", percentile(taken, 0.99), "ms", aim="≤ 20"),
    ]


def updates(count: int) -> Iterator[Received]:
    tag = time.time_ns()
    for number in range(count):
        yield Received(
            request=f"{tag}:{number}",
            messenger="benchmark",
            lane=str(number % 50),
            payload='{"text": "' + "о" * 400 + '"}',
            received_at=WallClock().now(),
        )


async def put(store: DatabaseStore, count: int) -> list[str]:
    given = list(updates(count))
    for start in range(0, count, 200):
        await store.inbox.put(given[start : start + 200])
    return [update.request for update in given]


async def _floor(store: DatabaseStore, house: House, run: Callable[[floors.Works], Awaitable[float]]) -> float:
    return await run(floors.works(house, await put(store, COUNT // 2)))


async def _core(place: Place, works: floors.Works, lanes: int) -> float:
    if place.path is None:
        return await floors.core_postgresql(place, works, lanes)
    return await floors.core_sqlite(place.path, works, lanes)


async def _raw(place: Place, works: floors.Works) -> float:
    if place.path is None:
        return await floors.raw_postgresql(place, works)
    return await asyncio.to_thread(floors.raw_sqlite, place.path, works)
