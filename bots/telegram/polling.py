"""Long polling: fetch, have it written down, and only by the next call's offset confirm it to Telegram."""

import asyncio
from typing import Any

import structlog
from aiogram import Bot
from aiogram.exceptions import (
    AiogramError,
    TelegramConflictError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)
from aiogram.methods.base import TelegramMethod

from bots.conversation.house import House
from bots.telegram.away import AWAY
from bots.telegram.inbox import TelegramInbox
from core.errors import StorageBroken, StorageBusy

WAIT_SECONDS = 3
"""Before Telegram, or the base, is asked once more."""
ANSWER_SECONDS = 10
"""How long an answer may take beyond the time that was asked for."""

log = structlog.get_logger()


class TokenRefused(Exception):
    """Telegram does not know the token: it is mistyped, or was revoked."""


class FetchUpdates(TelegramMethod[list[dict[str, Any]]]):
    """getUpdates as JSON: what aiogram does not understand must reach the inbox too, and be set aside there, not block all."""

    __returning__ = list[dict[str, Any]]
    __api_method__ = "getUpdates"

    offset: int | None = None
    timeout: int
    allowed_updates: list[str]


class Polling:
    def __init__(self, house: House, bot: Bot, kinds: list[str]) -> None:
        self._house = house
        self._bot = bot
        self._kinds = kinds

    async def __call__(self, inbox: TelegramInbox) -> None:
        """Until cancelled. Raises TokenRefused."""
        offset: int | None = None
        while True:
            updates = await self._fetch(offset)
            if updates and await self._taken(inbox, updates):
                offset = updates[-1]["update_id"] + 1

    async def _fetch(self, offset: int | None) -> list[dict[str, Any]]:
        seconds = self._house.settings.telegram.polling_seconds
        asking = FetchUpdates(offset=offset, timeout=seconds, allowed_updates=self._kinds)
        try:
            return await self._bot(asking, request_timeout=seconds + ANSWER_SECONDS)
        except (TelegramUnauthorizedError, TelegramNotFound) as error:
            raise TokenRefused(error.message) from error
        except TelegramRetryAfter as error:
            await asyncio.sleep(error.retry_after)
        except TelegramConflictError as error:
            await self._in_conflict(error)
        except AWAY as error:
            log.warning("telegram does not answer", error=str(error))
            await asyncio.sleep(WAIT_SECONDS)
        return []

    async def _in_conflict(self, error: TelegramConflictError) -> None:
        """A webhook of an earlier set-up is removed; another process with our token has to be stopped by whoever started it."""
        if "webhook" in error.message:
            log.warning("a webhook is set; removing it")
            await no_webhook(self._bot)
            return
        log.error("another process takes this bot's updates; stop it, or use a token of your own", error=error.message)
        await asyncio.sleep(WAIT_SECONDS)

    async def _taken(self, inbox: TelegramInbox, updates: list[dict[str, Any]]) -> bool:
        """What could not be written down is not confirmed, so Telegram gives it again."""
        try:
            await inbox.take(updates)
        except (StorageBusy, StorageBroken) as error:
            log.error("updates cannot be written down; they stay with Telegram", error=str(error))  # noqa: TRY400
            await asyncio.sleep(WAIT_SECONDS)
            return False
        return True


async def no_webhook(bot: Bot) -> None:
    try:
        await bot.delete_webhook()
    except AiogramError as error:
        log.warning("the webhook could not be removed", error=str(error))
        await asyncio.sleep(WAIT_SECONDS)
