"""The bell: looks for due rows and delivers them. APScheduler wakes it; what is due is always read from rows."""

import asyncio
from datetime import datetime, timedelta

import structlog

from bots.conversation.deliver import deliver
from bots.conversation.house import House
from core.tasks.delivery import Outgoing

LEASE = timedelta(seconds=60)
BATCH = 50

log = structlog.get_logger()


async def ring(house: House) -> bool:
    """One step: claim a batch, deliver it. True when there was work, so more may wait."""
    claimed = await house.store.outbox.claim(house.messengers, house.clock.now(), BATCH, LEASE)
    async with asyncio.TaskGroup() as group:
        for outgoing in claimed:
            group.create_task(_deliver_safely(house, outgoing))
    return bool(claimed)


async def next_due(house: House) -> datetime | None:
    return await house.store.outbox.next_due(house.messengers)


async def _deliver_safely(house: House, outgoing: Outgoing) -> None:
    try:
        await deliver(house, outgoing)
    except Exception:  # one bad row must not cancel its siblings; its lease returns it
        log.exception("delivery failed", outgoing=outgoing.id, kind=outgoing.kind)
