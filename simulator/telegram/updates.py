"""A bot's queue of updates: numbered, kept a day, confirmed by the next offset, taken by one poller at a time."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from simulator.telegram.refusals import Refusal, refused

if TYPE_CHECKING:
    from collections.abc import Callable

    from simulator.clock import Clock

KEPT_SECONDS = 24 * 60 * 60
ALL_KINDS = (
    "message", "edited_message", "channel_post", "edited_channel_post", "business_connection", "business_message",
    "edited_business_message", "deleted_business_messages", "message_reaction", "message_reaction_count",
    "inline_query", "chosen_inline_result", "callback_query", "shipping_query", "pre_checkout_query",
    "purchased_paid_media", "poll", "poll_answer", "my_chat_member", "chat_member", "chat_join_request", "chat_boost",
    "removed_chat_boost", "managed_bot", "guest_message",
)  # fmt: skip
_ASKED_FOR_ONLY = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
DEFAULT_KINDS = frozenset(ALL_KINDS) - _ASKED_FOR_ONLY


_NEWS, _OTHER_POLLER, _WEBHOOK = "news", "other poller", "webhook"


@dataclass(slots=True, eq=False)
class Update:
    id: int
    kind: str
    payload: dict[str, Any]
    stored_at: float

    def shape(self) -> dict[str, Any]:
        return {"update_id": self.id, self.kind: self.payload}


class UpdateQueue:
    def __init__(self, clock: Clock, first_id: int) -> None:
        self._clock = clock
        self._pending: OrderedDict[int, Update] = OrderedDict()
        self._next_id = first_id
        self._taken_to = 0
        self._poller: asyncio.Future[str] | None = None
        self.kinds = DEFAULT_KINDS
        self.on_push: Callable[[], None] | None = None

    def __len__(self) -> int:
        return len(self._pending)

    def push(self, kind: str, payload: dict[str, Any]) -> None:
        if kind not in self.kinds:
            return
        update = Update(self._next_id, kind, payload, self._clock.now().timestamp())
        self._pending[update.id] = update
        self._next_id += 1
        self._wake(_NEWS)
        if self.on_push is not None:
            self.on_push()

    def confirm(self, update: Update) -> None:
        self._pending.pop(update.id, None)

    def forget(self) -> None:
        self._pending.clear()

    async def poll(self, offset: int, limit: int, seconds: float) -> list[Update]:
        """Up to `limit` updates from `offset` on, as soon as there are any, or none after so many real seconds."""
        self._wake(_OTHER_POLLER)
        self._seek(offset)
        if not self._pending and seconds > 0:
            await self._wait(seconds)
            self._seek(offset)
        return list(islice(self._pending.values(), limit))

    def hang_up(self) -> None:
        self._wake(_NEWS)

    def to_webhook(self) -> None:
        """A webhook takes over: a waiting poller is sent away, and what is pending is to be taken anew."""
        self._wake(_WEBHOOK)
        self._taken_to = 0

    def untaken(self) -> list[Update]:
        """What the webhook has not been given yet; `confirm` each when it is delivered."""
        self._drop_expired()
        fresh: list[Update] = []
        for update in reversed(self._pending.values()):
            if update.id <= self._taken_to:
                break
            fresh.append(update)
        if fresh:
            self._taken_to = fresh[0].id
        return fresh[::-1]

    def _seek(self, offset: int) -> None:
        self._drop_expired()
        while self._pending and (len(self._pending) > -offset if offset < 0 else self._first().id < offset):
            self._pending.popitem(last=False)

    def _first(self) -> Update:
        return next(iter(self._pending.values()))

    def _drop_expired(self) -> None:
        oldest = self._clock.now().timestamp() - KEPT_SECONDS
        while self._pending and self._first().stored_at < oldest:
            self._pending.popitem(last=False)

    def _wake(self, reason: str) -> None:
        if self._poller is not None and not self._poller.done():
            self._poller.set_result(reason)

    async def _wait(self, seconds: float) -> None:
        woken: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self._poller = woken
        try:
            async with asyncio.timeout(seconds):
                reason = await woken
        except TimeoutError:
            return
        finally:
            if self._poller is woken:
                self._poller = None
        if reason == _OTHER_POLLER:
            raise refused(Refusal.OTHER_POLLER)
        if reason == _WEBHOOK:
            raise refused(Refusal.WEBHOOK_SET)
