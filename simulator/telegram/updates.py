"""A bot's queue of updates: numbered, kept a day, confirmed by the next offset, taken by one poller at a time."""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from simulator.telegram.refusals import Refusal

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


@dataclass(slots=True)
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
        self._pending: deque[Update] = deque()
        self._next_id = first_id
        self._poller: asyncio.Future[str] | None = None
        self.kinds = DEFAULT_KINDS
        self.on_push: Callable[[], None] | None = None

    def __len__(self) -> int:
        return len(self._pending)

    def push(self, kind: str, payload: dict[str, Any]) -> None:
        if kind not in self.kinds:
            return
        self._pending.append(Update(self._next_id, kind, payload, self._clock.now().timestamp()))
        self._next_id += 1
        self._wake("news")

    def confirm_before(self, offset: int) -> None:
        while self._pending and self._pending[0].id < offset:
            self._pending.popleft()

    def forget(self) -> None:
        self._pending.clear()

    async def poll(self, offset: int, limit: int, timeout: float) -> list[Update]:
        """Up to `limit` updates from `offset` on, as soon as there are any, or none after `timeout` real seconds."""
        self._wake("conflict")
        self._seek(offset)
        if not self._pending and timeout > 0:
            await self._wait(timeout)
            self._seek(offset)
        return list(islice(self._pending, limit))

    def interrupt(self, reason: str) -> None:
        self._wake(reason)

    def _seek(self, offset: int) -> None:
        self._drop_expired()
        if offset < 0:
            while len(self._pending) > -offset:
                self._pending.popleft()
        else:
            self.confirm_before(offset)

    def _drop_expired(self) -> None:
        oldest = self._clock.now().timestamp() - KEPT_SECONDS
        while self._pending and self._pending[0].stored_at < oldest:
            self._pending.popleft()

    def _wake(self, reason: str) -> None:
        if self._poller is not None and not self._poller.done():
            self._poller.set_result(reason)
        if reason == "news" and self.on_push is not None:
            self.on_push()

    async def _wait(self, timeout: float) -> None:
        woken: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self._poller = woken
        try:
            async with asyncio.timeout(timeout):
                reason = await woken
        except TimeoutError:
            return
        finally:
            if self._poller is woken:
                self._poller = None
        if reason == "conflict":
            raise Refusal.OTHER_POLLER()
        if reason == "webhook":
            raise Refusal.WEBHOOK_SET()
