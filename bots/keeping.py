"""What is over goes when its time has come: a few times a day, in short chunks that let others write in between."""

import asyncio
from datetime import timedelta

import structlog

from bots.conversation.house import House
from bots.settings.model import Retention
from core.errors import StorageBroken, StorageBusy
from storage.housekeeping import Keep
from storage.store import DatabaseStore

FIRST_SECONDS = 60
ROUND_SECONDS = 6 * 60 * 60

log = structlog.get_logger()


async def keep_house(house: House) -> None:
    """Until cancelled; the first round waits until the start is over."""
    await asyncio.sleep(FIRST_SECONDS)
    while True:
        await sweep(house)
        await asyncio.sleep(ROUND_SECONDS)


async def sweep(house: House) -> None:
    """One round. A base that cannot be written now is swept the next time."""
    assert isinstance(house.store, DatabaseStore)
    try:
        gone = await house.store.housekeeping(house.clock.now(), kept(house.settings.retention))
    except (StorageBusy, StorageBroken) as error:
        log.warning("housekeeping must wait", error=str(error))
    except Exception:  # the bot lives on without it
        log.exception("housekeeping failed")
    else:
        log.info("housekeeping done", rows=gone)


def kept(retention: Retention) -> Keep:
    return Keep(
        inbox=timedelta(days=retention.inbox_days),
        outbox=timedelta(days=retention.outbox_days),
        requests=timedelta(days=retention.requests_days),
        placements=timedelta(days=retention.placements_days),
    )
