"""The composition root: the only module that imports everything."""

import asyncio
import gc
import signal
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path

import structlog
from aiogram.types import User

from bots.clock import SystemClock
from bots.conversation import flows
from bots.conversation.delivery import card_files
from bots.conversation.delivery.bell import Bell
from bots.conversation.flows.people.joining import INVITE
from bots.conversation.founding import first_invite, found
from bots.conversation.house import House
from bots.conversation.texts import Texts
from bots.keeping import keep_house
from bots.settings import Secrets, Settings
from bots.telegram.app import TelegramApp
from core.ports import Clock
from storage import open_store
from storage.folder import ContentFolder
from storage.urls import place_of

__all__ = ["SystemClock", "card_files", "flows", "open_house", "run"]

GRACE_SECONDS = 10
"""How long a stop may take; what is not done by then waits in the base for the next start."""

Announce = Callable[[str], None]

log = structlog.get_logger()


@asynccontextmanager
async def open_house(settings: Settings, clock: Clock | None = None) -> AsyncIterator[House]:
    """Brings the schema up. Raises StorageBroken with a key that says why not."""
    clock = clock or SystemClock()
    lease = timedelta(seconds=settings.delivery.lease_seconds)
    store = await open_store(settings.database.url, clock, lease=lease)
    try:
        folder = ContentFolder(Path(settings.files.folder))
        yield House(store=store, clock=clock, settings=settings, texts=Texts(), folder=folder)
    finally:
        await store.close()


async def run(settings: Settings, secrets: Secrets, announce: Announce = print) -> None:
    """Until SIGTERM or SIGINT, then what is in hand is finished. `announce` gets the first administrator's link.
    Raises TokenRefused, StorageBroken."""
    assert secrets.telegram_token is not None
    async with open_house(settings) as house:
        await found(house)
        if place_of(settings.database.url).path is not None:  # SQLite serves one process
            await house.store.outbox.left(house.clock.now())
        telegram = TelegramApp(
            house,
            secrets.telegram_token.get_secret_value(),
            secret=secrets.telegram_webhook_secret.get_secret_value() if secrets.telegram_webhook_secret else None,
            on_met=partial(_announce_first_link, house, announce),
        )
        try:
            with _stop_signal() as stopping:
                await _serve(house, telegram, stopping)
        except ExceptionGroup as errors:
            raise _first(errors) from errors
        finally:
            await telegram.close()


async def _serve(house: House, telegram: TelegramApp, stopping: asyncio.Event) -> None:
    bell = Bell(house)
    bell.wake()
    limit = asyncio.timeout(None)
    try:
        async with limit, asyncio.TaskGroup() as group:
            group.create_task(telegram.run(), name="telegram")
            group.create_task(bell.run(), name="bell")
            keeper = group.create_task(keep_house(house), name="housekeeping")
            gc.collect()
            gc.freeze()
            await stopping.wait()
            log.info("stopping: finishing what is in hand")
            limit.reschedule(asyncio.get_running_loop().time() + GRACE_SECONDS)
            telegram.stop()
            bell.stop()
            keeper.cancel()
    except TimeoutError:
        log.warning("stopped before everything was finished; the rest waits in the base")


async def _announce_first_link(house: House, announce: Announce, me: User) -> None:
    invite = await first_invite(house)
    if invite is not None:
        words = house.texts.words(house.settings.company.language)
        announce(words.say("start.first_link", link=f"https://t.me/{me.username}?start={INVITE}{invite.code}"))


@contextmanager
def _stop_signal() -> Iterator[asyncio.Event]:
    loop, stopping = asyncio.get_running_loop(), asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopping.set)
    try:
        yield stopping
    finally:
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.remove_signal_handler(number)


def _first(errors: BaseExceptionGroup[BaseException]) -> BaseException:
    """Why the group ended, without the groups around it."""
    first = errors.exceptions[0]
    return _first(first) if isinstance(first, BaseExceptionGroup) else first
