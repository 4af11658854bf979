"""Webhooks: updates are posted to the bot, in order within a chat, many chats at once, again and again until it says 200."""

from __future__ import annotations

import asyncio
import json
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import aiohttp

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from simulator.telegram.model import Bot, Shape
    from simulator.telegram.network import Telegram
    from simulator.telegram.updates import Update

    Answered = Callable[[Bot, dict[str, Any]], Awaitable[None]]

_LONGEST_PAUSE = 60
_LONGEST_WAIT = 60.0


@dataclass(slots=True)
class Webhook:
    url: str
    secret: str
    max_connections: int
    has_certificate: bool
    last_error_date: int = 0
    last_error_message: str = ""
    free: asyncio.Semaphore = field(init=False)
    lanes: dict[int, deque[Update]] = field(default_factory=dict)
    workers: dict[int, asyncio.Task[None]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.free = asyncio.Semaphore(self.max_connections)

    def shape(self) -> Shape:
        shape: Shape = {
            "url": self.url,
            "has_custom_certificate": self.has_certificate,
            "max_connections": self.max_connections,
            "ip_address": "127.0.0.1",
        }
        if self.last_error_date:
            shape["last_error_date"] = self.last_error_date
            shape["last_error_message"] = self.last_error_message
        return shape


def pause_before(attempt: int) -> int:
    """Seconds before the second attempt (1), the third (2) …: at once, then 2, 4, 8, at most a minute."""
    return 0 if attempt <= 1 else min(2 ** (attempt - 1), _LONGEST_PAUSE)


class Webhooks:
    """`answered` is called with what a bot answers in the webhook's response, which may be a call."""

    def __init__(self, telegram: Telegram) -> None:
        self._telegram = telegram
        self._session: aiohttp.ClientSession | None = None
        self._old: set[asyncio.Task[None]] = set()
        self.answered: Answered | None = None

    def set(self, bot: Bot, webhook: Webhook) -> None:
        self.remove(bot)
        bot.webhook = webhook
        bot.updates.to_webhook()
        bot.updates.on_push = lambda: self._take(bot, webhook)
        self._take(bot, webhook)

    def remove(self, bot: Bot) -> None:
        """What was not yet delivered stays in the queue."""
        if bot.webhook is None:
            return
        for worker in bot.webhook.workers.values():
            worker.cancel()
            self._old.add(worker)
            worker.add_done_callback(self._old.discard)
        bot.updates.on_push, bot.webhook = None, None

    async def close(self) -> None:
        for bot in self._telegram.bots.values():
            self.remove(bot)
        await asyncio.gather(*self._old, return_exceptions=True)
        if self._session is not None:
            await self._session.close()

    def _take(self, bot: Bot, webhook: Webhook) -> None:
        for update in bot.updates.untaken():
            key = _lane_of(update.payload)
            webhook.lanes.setdefault(key, deque()).append(update)
            if key not in webhook.workers:
                webhook.workers[key] = asyncio.get_running_loop().create_task(self._work(bot, webhook, key))

    async def _work(self, bot: Bot, webhook: Webhook, key: int) -> None:
        lane = webhook.lanes[key]
        try:
            while lane:
                await self._turn(bot, webhook, lane)
        finally:
            del webhook.workers[key]

    async def _turn(self, bot: Bot, webhook: Webhook, lane: deque[Update]) -> None:
        """Deliver the lane's first update, or strike it with a planned fault."""
        fault = self._telegram.world.faults.striking("webhook")
        kind = fault.kind if fault is not None else ""
        if fault is not None and kind in {"slow", "disconnect"}:
            await asyncio.sleep(fault.seconds)
        if fault is not None and kind == "reorder":
            await self._gather_two(lane, fault.seconds)
        update = lane.popleft()
        if kind in {"duplicate", "drop_after"}:
            await self._post(bot, webhook, update)
        await self._deliver(bot, webhook, update)
        bot.updates.confirm(update)

    async def _gather_two(self, lane: deque[Update], seconds: float) -> None:
        """Wait a while for a second update, so that the two can change places."""
        for _ in range(max(1, int(seconds * 100))):
            if len(lane) > 1:
                lane[0], lane[1] = lane[1], lane[0]
                return
            await asyncio.sleep(0.01)

    async def _deliver(self, bot: Bot, webhook: Webhook, update: Update) -> None:
        attempt = 0
        while not await self._post(bot, webhook, update):
            attempt += 1
            if pause := pause_before(attempt):
                await self._telegram.clock.sleep(pause)

    async def _post(self, bot: Bot, webhook: Webhook, update: Update) -> bool:
        headers = {"Content-Type": "application/json"}
        if webhook.secret:
            headers["X-Telegram-Bot-Api-Secret-Token"] = webhook.secret
        self._telegram.show("update", update.shape())
        body = json.dumps(update.shape(), ensure_ascii=False).encode()
        timeout = aiohttp.ClientTimeout(total=_LONGEST_WAIT)
        try:
            async with (
                webhook.free,
                self._client().post(webhook.url, data=body, headers=headers, timeout=timeout) as response,
            ):
                answer = await response.read()
        except (aiohttp.ClientError, TimeoutError) as error:
            return self._failed(webhook, f"Connection failed: {type(error).__name__}")
        if response.status // 100 != 2:
            return self._failed(webhook, f"Wrong response from the webhook: {response.status} {response.reason}")
        await self._carry_out(bot, answer)
        return True

    def _failed(self, webhook: Webhook, why: str) -> bool:
        webhook.last_error_date, webhook.last_error_message = self._telegram.clock.unix(), why
        return False

    async def _carry_out(self, bot: Bot, answer: bytes) -> None:
        """A bot may put one call into its answer."""
        try:
            asked = json.loads(answer) if answer else None
        except ValueError:
            return
        if isinstance(asked, dict) and "method" in asked and self.answered is not None:
            await self.answered(bot, asked)

    def _client(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0))
        return self._session


def _lane_of(payload: dict[str, Any]) -> int:
    chat = payload.get("chat") or payload.get("message", {}).get("chat") or payload.get("from") or {"id": 0}
    return int(chat["id"])
