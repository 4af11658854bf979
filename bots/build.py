"""The composition root: the only module that imports everything."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from bots.conversation import flows
from bots.conversation.bell import ring
from bots.conversation.house import House
from bots.conversation.texts import Texts
from bots.settings import Settings
from core.ports import Clock
from storage import open_store

__all__ = ["SystemClock", "flows", "open_house"]

IDLE_SECONDS = 0.5


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)


@asynccontextmanager
async def open_house(settings: Settings, clock: Clock | None = None) -> AsyncIterator[House]:
    clock = clock or SystemClock()
    store = await open_store(settings.database.url, clock)
    try:
        yield House(store=store, clock=clock, settings=settings, texts=Texts())
    finally:
        await store.close()


async def keep_ringing(house: House) -> None:
    while True:
        if not await ring(house):
            await asyncio.sleep(IDLE_SECONDS)
