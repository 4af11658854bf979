"""How updates come in: written down as they came, only then confirmed, then handled in their chat's lane."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterable
from typing import Any

import structlog
from aiogram import Bot, Dispatcher
from aiogram.exceptions import TelegramRetryAfter
from aiogram.types import Update

from bots.conversation.delivery.aside import tell_of_aside
from bots.conversation.house import House
from bots.conversation.lanes import Lanes
from bots.settings.secrets import mask
from bots.telegram.away import AWAY
from bots.telegram.raw import lane_of, place_of
from bots.telegram.read import MESSENGER, request_id
from core.errors import AlreadyDone, StorageBroken, StorageBusy
from core.tasks.delivery import Received

SWEEP_SECONDS = 5
FEW = 200
"""With more in hand nothing is looked for that might have been left over."""
ERROR_LIMIT = 500

log = structlog.get_logger()


class TelegramInbox:
    """`comes_in` fetches or receives updates for as long as it runs, and gives them to `take`."""

    def __init__(
        self, house: House, bot: Bot, dispatcher: Dispatcher, comes_in: "Callable[[TelegramInbox], Awaitable[None]]"
    ) -> None:
        self._house = house
        self._bot = bot
        self._dispatcher = dispatcher
        self._comes_in = comes_in
        self._lanes: Lanes[Received] | None = None
        self._in_hand: set[str] = set()
        self._stopping = asyncio.Event()

    async def run(self) -> None:
        """Until cancelled, or stopped: then each lane ends what it has in hand. What an earlier process left undone comes first."""
        async with asyncio.TaskGroup() as group:
            self._lanes = Lanes[Received](group, self.handle)
            coming = group.create_task(self._come_in(), name="updates come in")
            left_over = group.create_task(self._sweep(), name="left-over updates")
            await self._stopping.wait()
            coming.cancel()
            left_over.cancel()
            self._lanes.close()

    def stop(self) -> None:
        self._stopping.set()

    @property
    def idle(self) -> bool:
        return not self._in_hand

    async def take(self, updates: Iterable[dict[str, Any]]) -> None:
        """Committed when this returns, and in its lane. A repeated update is passed over. Raises StorageBusy, StorageBroken."""
        now = self._house.clock.now()
        received = [
            Received(
                request=request_id(update["update_id"]),
                messenger=MESSENGER,
                lane=lane_of(update),
                payload=json.dumps(update, ensure_ascii=False, separators=(",", ":")),
                received_at=now,
            )
            for update in updates
        ]
        if received:
            await self._line_up(await self._house.store.inbox.put(received))

    async def handle(self, received: Received) -> None:
        """Try until done or set aside; a base that takes no writes is no fault of the update."""
        tries = 0
        try:
            while not self._stopping.is_set() and not await self._try(received, tries):
                tries += 1
        finally:
            self._in_hand.discard(received.request)

    async def _come_in(self) -> None:
        await self._line_up(await self._house.store.inbox.waiting(MESSENGER))
        await self._comes_in(self)

    async def _sweep(self) -> None:
        """What `voronka inbox retry` let in again, and what another process wrote down and did not live to handle."""
        while True:
            await asyncio.sleep(SWEEP_SECONDS)
            if len(self._in_hand) >= FEW:
                continue
            try:
                await self._line_up(await self._house.store.inbox.waiting(MESSENGER))
            except (StorageBusy, StorageBroken) as error:
                log.warning("the inbox cannot be read", error=str(error))

    async def _line_up(self, rows: list[Received]) -> None:
        assert self._lanes is not None
        for received in rows:
            if received.request not in self._in_hand:
                self._in_hand.add(received.request)
                await self._lanes.put(received.lane, received, int(received.request.partition(":")[2]))

    async def _try(self, received: Received, tries: int) -> bool:
        """True when there is nothing more to do about it."""
        try:
            update = Update.model_validate_json(received.payload, context={"bot": self._bot})
            await self._dispatcher.feed_update(self._bot, update)
        except AlreadyDone:
            return True
        except StorageBusy:
            await asyncio.sleep(0.5)
            return False
        except StorageBroken as error:
            log.error("the base takes no writes; updates wait", error=str(error))  # noqa: TRY400  # it is told, not traced
            await asyncio.sleep(5)
            return False
        except Exception as error:  # noqa: BLE001  # one bad update must not stop its chat
            return await self._failed(received, error, tries)
        return True

    async def _failed(self, received: Received, error: Exception, tries: int) -> bool:
        away = isinstance(error, (*AWAY, TelegramRetryAfter))
        log.warning("update failed", request=received.request, error=str(error))
        words = mask(f"{type(error).__name__}: {error}")[:ERROR_LIMIT]
        try:
            if await self._house.store.inbox.failed(received.request, words, self._house.settings.delivery.tries):
                log.error("update set aside", request=received.request, error=words, exc_info=error)
                await tell_of_aside(self._house, received.request, words, place_of(received.payload))
                return True
        except (StorageBusy, StorageBroken) as trouble:
            log.warning("a failure could not be written down", request=received.request, error=str(trouble))
        except Exception:  # nor may this stop its chat, or the bot
            log.exception("a failure could not be written down", request=received.request)
        await asyncio.sleep(min(2**tries, 8) if away else min(2**tries / 10, 5))
        return False
