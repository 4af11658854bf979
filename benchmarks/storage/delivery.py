"""The bell over a million waiting rows: what a look costs when nothing is due, and how fast what is due is claimed and settled."""

import asyncio
import time
from datetime import timedelta

from benchmarks.storage.world import WallClock
from benchmarks.table import Figure, percentile
from core.tasks.delivery import Address, Outgoing, Priority
from storage.store import DatabaseStore

LEASE = timedelta(minutes=1)
BATCH = 50
DUE = 10_000


async def figures(store: DatabaseStore) -> list[Figure]:
    clock, made = WallClock(), []
    ticks = []
    for _ in range(200):
        started = time.perf_counter()
        await store.outbox.claim(["telegram"], clock.now(), BATCH, LEASE)
        ticks.append((time.perf_counter() - started) * 1000)
    made.append(Figure("tick, nothing due: p95", percentile(ticks, 0.95), "ms", aim="≤ 10"))
    await _post(store, DUE)
    ticks, claimed = [], []
    began = time.perf_counter()
    while True:
        started = time.perf_counter()
        rows = await store.outbox.claim(["telegram"], clock.now(), BATCH, LEASE)
        ticks.append((time.perf_counter() - started) * 1000)
        claimed += rows
        if not rows:
            break
    made.append(Figure(f"claims, {DUE} due, {BATCH} at once", len(claimed) / (time.perf_counter() - began), "/s", aim="≥ 2,000"))
    made.append(Figure(f"tick, {BATCH} claimed: p95", percentile(ticks, 0.95), "ms", aim="≤ 10"))
    began = time.perf_counter()
    for start in range(0, len(claimed), BATCH):
        await asyncio.gather(*(store.outbox.sent(row, clock.now(), None) for row in claimed[start : start + BATCH]))
    made.append(Figure(f"sent marks, {BATCH} at once", len(claimed) / (time.perf_counter() - began), "/s"))
    return made


async def _post(store: DatabaseStore, count: int) -> None:
    async with store.work(f"due:{time.time_ns()}") as work:
        for number in range(count):
            work.post(
                Outgoing(
                    id=work.new_id(),
                    kind="notice",
                    priority=Priority(number % 4),
                    due_at=work.now,
                    address=Address("telegram", str(number % 500)),
                )
            )
