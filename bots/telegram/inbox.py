"""How updates come in by long polling: fetched, written down, only then confirmed, then handled in their chat's lane."""

import asyncio
from dataclasses import dataclass

import structlog
from aiogram import Bot, Dispatcher
from aiogram.exceptions import TelegramNetworkError, TelegramRetryAfter, TelegramServerError
from aiogram.types import Update

from bots.conversation.house import House
from bots.conversation.lanes import Lanes
from bots.telegram.read import MESSENGER, request_id
from core.errors import AlreadyDone, StorageBusy
from core.tasks.delivery import Received

KINDS = ["message", "callback_query"]
POLL_SECONDS = 25
MOST_TRIES = 5

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Waiting:
    received: Received
    update: Update


class TelegramInbox:
    def __init__(self, house: House, bot: Bot, dispatcher: Dispatcher) -> None:
        self._house = house
        self._bot = bot
        self._dispatcher = dispatcher
        self._lanes: Lanes[Waiting] | None = None

    async def run(self) -> None:
        """Until cancelled. What an earlier process left undone comes first."""
        async with asyncio.TaskGroup() as group:
            lanes = self._lanes = Lanes[Waiting](group, self.handle)
            for received in await self._house.store.inbox.waiting(MESSENGER):
                await lanes.put(received.lane, Waiting(received, Update.model_validate_json(received.payload)))
            await self._poll(lanes)

    @property
    def idle(self) -> bool:
        return self._lanes is not None and self._lanes.idle

    async def _poll(self, lanes: Lanes[Waiting]) -> None:
        """The next call's offset confirms a batch to Telegram, so it is made only after the batch was committed."""
        offset: int | None = None
        while True:
            updates = await self._fetch(offset)
            for waiting in await self.write_down(updates):
                await lanes.put(waiting.received.lane, waiting)
            if updates:
                offset = updates[-1].update_id + 1

    async def _fetch(self, offset: int | None) -> list[Update]:
        try:
            return await self._bot.get_updates(
                offset=offset, timeout=POLL_SECONDS, allowed_updates=KINDS, request_timeout=POLL_SECONDS + 10
            )
        except TelegramRetryAfter as error:
            await asyncio.sleep(error.retry_after)
        except (TelegramNetworkError, TelegramServerError) as error:
            log.warning("telegram does not answer", error=str(error))
            await asyncio.sleep(1)
        return []

    async def write_down(self, updates: list[Update]) -> list[Waiting]:
        """Committed when this returns; a repeated update is left out."""
        if not updates:
            return []
        now = self._house.clock.now()
        by_request = {request_id(update.update_id): update for update in updates}
        received = [
            Received(
                request=request,
                messenger=MESSENGER,
                lane=lane_of(update),
                payload=update.model_dump_json(exclude_none=True),
                received_at=now,
            )
            for request, update in by_request.items()
        ]
        return [Waiting(new, by_request[new.request]) for new in await self._house.store.inbox.put(received)]

    async def handle(self, waiting: Waiting) -> None:
        """Try until done or set aside; a busy database is no fault of the update."""
        tries = 0
        while True:
            try:
                await self._dispatcher.feed_update(self._bot, waiting.update)
            except AlreadyDone:
                return
            except StorageBusy:
                await asyncio.sleep(0.5)
            except Exception as error:  # one bad update must not stop its chat
                log.exception("update failed", request=waiting.received.request)
                if await self._house.store.inbox.failed(waiting.received.request, repr(error), MOST_TRIES):
                    return
                tries += 1
                await asyncio.sleep(min(2**tries / 10, 5))
            else:
                return


def lane_of(update: Update) -> str:
    """What must stay in order: one person's inline queries, or one chat."""
    match update.event:
        case event if (message := getattr(event, "message", None)) is not None:
            return f"{MESSENGER}:{message.chat.id}"
        case event if (chat := getattr(event, "chat", None)) is not None:
            return f"{MESSENGER}:{chat.id}"
        case event if (user := getattr(event, "from_user", None)) is not None:
            return f"{MESSENGER}:{user.id}"
    return MESSENGER
