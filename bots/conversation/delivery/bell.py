"""The bell: looks for due rows and delivers them. APScheduler wakes it at the next due moment; what is due is read from rows."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, timedelta
from math import inf
from typing import Any

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.date import DateTrigger

from bots.conversation.delivery.deliver import deliver, settle
from bots.conversation.house import House
from core.errors import StorageBroken, StorageBusy
from core.tasks.delivery import Outgoing

BATCH = 50
HEARTBEAT_SECONDS = 5
"""Looks at least so often: for what other processes posted, for leases, and for a wall clock that was moved."""
FARTHEST = timedelta(days=1)

log = structlog.get_logger()


async def ring(house: House) -> bool:
    """One step: settle what is uncertain, claim a batch, deliver it. True when there was work, so more may wait."""
    settled = await settle_uncertain(house)
    claimed = await _claim(house, BATCH)
    async with asyncio.TaskGroup() as group:
        for outgoing in claimed:
            group.create_task(_deliver_safely(house, outgoing))
    return bool(claimed or settled)


async def settle_uncertain(house: House) -> int:
    """Rows that a crash left on their way; those in this process's own hands are not among them."""
    lease = timedelta(seconds=house.settings.delivery.lease_seconds)
    rows = await house.store.outbox.uncertain(house.clock.now(), BATCH, lease)
    lost = [row for row in rows if row.id not in house.in_hand]
    for outgoing in lost:
        log.warning("uncertain whether it was sent", outgoing=outgoing.id, kind=outgoing.kind)
        await settle(house, outgoing)
    return len(lost)


class Bell:
    """Rings while it runs. At most `BATCH` deliveries are on their way, so one slow chat delays no other; at rest it reads one
    index every few seconds."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._woken = asyncio.Event()
        self._freed = asyncio.Event()
        self._free = BATCH
        self._settled_at = -inf
        self._stopping = False
        house.store.on_posted = self.wake

    def wake(self) -> None:
        """Something may be due."""
        self._woken.set()

    def stop(self) -> None:
        """Claim nothing more; `run` returns when what is on its way has ended."""
        self._stopping = True
        self._woken.set()
        self._freed.set()

    async def run(self) -> None:
        with _scheduler() as scheduler:
            async with asyncio.TaskGroup() as group:
                while not self._stopping:
                    await self._round(group, scheduler)

    async def _round(self, group: asyncio.TaskGroup, scheduler: Any) -> None:
        """One bad round must not be the last one."""
        try:
            await self._wait()
            await self._settle()
            await self._deliver_due(group)
            await self._set_alarm(scheduler)
        except StorageBusy:
            log.info("the base is busy; deliveries wait")
            await asyncio.sleep(0.5)
        except StorageBroken as error:
            log.error("the base takes no writes; deliveries wait", error=str(error))  # noqa: TRY400  # it is told, not traced
            await asyncio.sleep(HEARTBEAT_SECONDS)
        except Exception:
            log.exception("the bell failed")
            await asyncio.sleep(HEARTBEAT_SECONDS)

    async def _wait(self) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(HEARTBEAT_SECONDS):
                await self._woken.wait()
        self._woken.clear()

    async def _settle(self) -> None:
        """Once a heartbeat, however often it is woken meanwhile."""
        now = asyncio.get_running_loop().time()
        if now - self._settled_at >= HEARTBEAT_SECONDS:
            await settle_uncertain(self._house)
            self._settled_at = now

    async def _deliver_due(self, group: asyncio.TaskGroup) -> None:
        due = await self._house.store.outbox.next_due(self._house.messengers)
        while due is not None and due <= self._house.clock.now() and not self._stopping:
            await self._place()
            most = self._free
            claimed = await _claim(self._house, most)
            for outgoing in claimed:
                self._free -= 1
                group.create_task(self._deliver(outgoing), name=f"delivery {outgoing.id}")
            if len(claimed) < most:
                return

    async def _place(self) -> None:
        while self._free == 0 and not self._stopping:
            self._freed.clear()
            await self._freed.wait()

    async def _deliver(self, outgoing: Outgoing) -> None:
        try:
            await _deliver_safely(self._house, outgoing)
        finally:
            self._free += 1
            self._freed.set()

    async def _set_alarm(self, scheduler: Any) -> None:
        now = self._house.clock.now()
        due = await self._house.store.outbox.next_due(self._house.messengers)
        if due is not None and due - now < FARTHEST:
            scheduler.add_job(self._ding, DateTrigger(due, UTC), id="next due", replace_existing=True)

    async def _ding(self) -> None:
        self.wake()


@contextmanager
def _scheduler() -> Iterator[Any]:
    scheduler = AsyncIOScheduler(timezone=UTC, job_defaults={"misfire_grace_time": None, "coalesce": True})
    scheduler.start()
    try:
        yield scheduler
    finally:
        scheduler.shutdown(wait=False)


async def _claim(house: House, most: int) -> list[Outgoing]:
    lease = timedelta(seconds=house.settings.delivery.lease_seconds)
    return await house.store.outbox.claim(house.messengers, house.clock.now(), most, lease)


async def _deliver_safely(house: House, outgoing: Outgoing) -> None:
    try:
        await deliver(house, outgoing)
    except Exception:  # one bad row must not cancel its siblings; its lease returns it
        log.exception("delivery failed", outgoing=outgoing.id, kind=outgoing.kind)
