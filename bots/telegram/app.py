"""The Telegram side, put together: a bot, its dispatcher, its way in and its way out."""

import asyncio
import math
from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from aiogram import Bot, Dispatcher
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.session.middlewares.base import BaseRequestMiddleware, NextRequestMiddlewareType
from aiogram.client.telegram import TelegramAPIServer
from aiogram.enums import ParseMode
from aiogram.exceptions import (
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)
from aiogram.methods import (
    AnswerCallbackQuery,
    AnswerInlineQuery,
    EditMessageReplyMarkup,
    EditMessageText,
    SendDocument,
    SendMessage,
    SendPhoto,
)
from aiogram.methods.base import Response, TelegramMethod
from aiogram.types import User
from aiogram.utils.token import TokenValidationError

from bots.conversation.delivery.budget import Budget, Limit
from bots.conversation.house import House
from bots.telegram.away import AWAY
from bots.telegram.handlers import make_router
from bots.telegram.inbox import TelegramInbox
from bots.telegram.polling import WAIT_SECONDS, Polling, TokenRefused, no_webhook
from bots.telegram.profile import set_profile
from bots.telegram.read import MESSENGER
from bots.telegram.sender import TelegramSender
from bots.telegram.webhook import Webhook

CALL_SECONDS = 20
"""How long one call may take. Two of them and the longest patience are less than the default lease of an outgoing row."""
CHAT_SECONDS = 5
"""One message a second to a chat may come as five in five seconds."""

ANSWERS = tuple(
    Response[method.__returning__]  # type: ignore[name-defined]  # a class that is known at run time only
    for method in (
        AnswerCallbackQuery,
        AnswerInlineQuery,
        EditMessageReplyMarkup,
        EditMessageText,
        SendDocument,
        SendMessage,
        SendPhoto,
    )
)
"""pydantic forgets the class of an answer that nobody holds, and making it anew costs 2 ms a call."""

Met = Callable[[User], Awaitable[None]]

log = structlog.get_logger()


class TelegramApp:
    """`on_met` is called once Telegram has said who the bot is, before the first update is taken."""

    def __init__(self, house: House, token: str, *, secret: str | None = None, on_met: Met | None = None) -> None:
        self._house = house
        self._on_met = on_met
        self.budget = make_budget(house)
        self.bot = make_bot(house, token, self.budget)
        self.dispatcher = Dispatcher(house=house)
        self.dispatcher.include_router(make_router())
        kinds = self.dispatcher.resolve_used_update_types()
        self._polls = house.settings.telegram.mode == "polling"
        self._way_in = Polling(house, self.bot, kinds) if self._polls else Webhook(house, self.bot, kinds, secret)
        self.inbox = TelegramInbox(house, self.bot, self.dispatcher, self._come_in)
        house.messengers[MESSENGER] = TelegramSender(self.bot, house.texts, self.budget)

    async def run(self) -> None:
        """Until stopped or cancelled. Raises TokenRefused."""
        await self.inbox.run()

    def stop(self) -> None:
        """Take nothing more; end what is in hand."""
        self.inbox.stop()
        self.budget.close()

    async def close(self) -> None:
        await self.bot.session.close()

    async def _come_in(self, inbox: TelegramInbox) -> None:
        me = await meet(self.bot)
        log.info("telegram knows the bot", username=me.username)
        if self._on_met:
            await self._on_met(me)
        if self._polls:
            await no_webhook(self.bot)
        async with asyncio.TaskGroup() as group:
            profile = group.create_task(set_profile(self.bot, self._house), name="profile")
            await self._way_in(inbox)
            profile.cancel()


def make_bot(house: House, token: str, budget: Budget) -> Bot:
    """Raises TokenRefused for what is no token at all."""
    session = AiohttpSession(api=TelegramAPIServer.from_base(house.settings.telegram.api), timeout=CALL_SECONDS)
    session.middleware(Obedience(budget))
    properties = DefaultBotProperties(parse_mode=ParseMode.HTML, link_preview_is_disabled=True)
    try:
        return Bot(token, session=session, default=properties)
    except TokenValidationError as error:
        raise TokenRefused("a token looks like 123456:ABC-DEF") from error


def make_budget(house: House) -> Budget:
    numbers = house.settings.telegram.budget
    return Budget(
        everything=Limit(numbers.per_second, 1),
        chat=Limit(numbers.per_chat_per_second * CHAT_SECONDS, CHAT_SECONDS),
        group=Limit(numbers.per_group_per_minute, 60),
    )


async def meet(bot: Bot) -> User:
    """Who we are. Keeps asking while there is no network; raises TokenRefused."""
    while True:
        try:
            return await bot.get_me()
        except (TelegramUnauthorizedError, TelegramNotFound) as error:
            raise TokenRefused(error.message) from error
        except AWAY as error:
            log.warning("telegram cannot be reached; trying again", error=str(error))
            await asyncio.sleep(WAIT_SECONDS)
        except TelegramRetryAfter as error:
            await asyncio.sleep(error.retry_after)


class Obedience(BaseRequestMiddleware):
    """After a 429 the whole bot is silent for as long as Telegram says, whoever wants to call whatever."""

    def __init__(self, budget: Budget) -> None:
        self._budget = budget

    async def __call__(self, make_request: NextRequestMiddlewareType[Any], bot: Bot, method: TelegramMethod[Any]) -> Response[Any]:
        if method.__api_method__ == "getUpdates":
            return await make_request(bot, method)
        if left := self._budget.paused_for:
            raise TelegramRetryAfter(method=method, message="we keep silent", retry_after=math.ceil(left))
        try:
            return await make_request(bot, method)
        except TelegramRetryAfter as error:
            self._budget.pause(error.retry_after)
            raise
