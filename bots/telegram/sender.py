"""The way out to Telegram: draw, send or edit, and say how it ended in the house's words."""

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from datetime import timedelta

from aiogram import Bot
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramAPIError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)
from aiogram.types import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup, KeyboardButton, ReplyKeyboardMarkup
from aiohttp import ClientConnectorError, ConnectionTimeoutError

from bots.conversation.delivery.budget import Budget
from bots.conversation.delivery.sending import Gone, Moved, Permanent, SendError, Temporary, Unknown
from bots.conversation.shown import Shown
from bots.conversation.texts import Texts
from bots.telegram.drawn import Drawn
from bots.telegram.media import fetch, send_media
from bots.telegram.profile import set_menu
from bots.telegram.render import render
from core.tasks.delivery import Address, Priority

UNCHANGED = "message is not modified"
GONE = ("message to edit not found", "message can't be edited", "message_id_invalid", "there is no text in the message to edit")
NEVER_SENT = (ClientConnectorError, ConnectionTimeoutError)
"""The connection was not even made; of any other broken one nobody knows what it brought."""


class TelegramSender:
    def __init__(self, bot: Bot, texts: Texts, budget: Budget) -> None:
        self._bot = bot
        self._texts = texts
        self._budget = budget

    def turn(self, address: Address, priority: Priority, patience: float) -> AbstractAsyncContextManager[None]:
        """Ids of groups are negative."""
        return self._budget.turn(address.chat, priority, patience, group=address.chat.startswith("-"))

    async def send(self, address: Address, shown: Shown, edits: str | None) -> str:
        try:
            drawn = render(shown, self._texts.words(shown.language, shown.time_zone, shown.now), await self._start())
            if drawn.menu is not None:
                return await set_menu(self._bot, address.chat, drawn.menu)
            return await self._edit(address, drawn, edits) if edits else await self._send(address, drawn)
        except (TelegramAPIError, ClientDecodeError) as error:
            raise outcome(error) from error

    async def _start(self) -> str:
        """What the payload of a link into the private chat is written after; asked of Telegram once."""
        return f"https://t.me/{(await self._bot.me()).username}?start="

    def fetch(self, reference: str) -> AsyncIterator[bytes]:
        return fetch(self._bot, reference)

    async def _send(self, address: Address, drawn: Drawn) -> str:
        if drawn.media is not None:
            return await send_media(self._bot, address, drawn, drawn.media, inline(drawn))
        sent = await self._bot.send_message(
            address.chat,
            drawn.html,
            message_thread_id=int(address.thread) if address.thread else None,
            reply_markup=keyboard(drawn),
        )
        return str(sent.message_id)

    async def _edit(self, address: Address, drawn: Drawn, edits: str) -> str:
        try:
            await self._bot.edit_message_text(drawn.html, chat_id=address.chat, message_id=int(edits), reply_markup=inline(drawn))
        except TelegramBadRequest as error:
            if UNCHANGED in error.message:
                return edits
            if any(word in error.message.lower() for word in GONE):
                raise Gone(error.message) from error
            raise
        return edits


def outcome(error: TelegramAPIError | ClientDecodeError) -> SendError:
    """How a call ended, in the house's words."""
    match error:
        case TelegramRetryAfter():
            ended: SendError = Temporary(str(error), timedelta(seconds=error.retry_after))
        case TelegramMigrateToChat():
            ended = Moved(str(error.migrate_to_chat_id))
        case TelegramNetworkError() if not isinstance(error.__cause__, NEVER_SENT):
            ended = Unknown(str(error))
        case TelegramNetworkError() | TelegramServerError():
            ended = Temporary(str(error))
        case TelegramForbiddenError():
            ended = Permanent(str(error), unreachable=True)
        case TelegramAPIError():
            ended = Permanent(str(error), unreachable="chat not found" in error.message)
        case _:
            ended = Unknown(str(error))
    return ended


def keyboard(drawn: Drawn) -> InlineKeyboardMarkup | ReplyKeyboardMarkup | None:
    """A message holds one keyboard: where there are no buttons on it, one may share the phone's place or number."""
    return inline(drawn) or (_sharing(drawn) if drawn.asks_for else None)


def inline(drawn: Drawn) -> InlineKeyboardMarkup | None:
    if not drawn.rows:
        return None
    return InlineKeyboardMarkup(
        inline_keyboard=[
            [
                InlineKeyboardButton(
                    text=button.text,
                    callback_data=button.data,
                    url=button.url,
                    copy_text=CopyTextButton(text=button.copies) if button.copies else None,
                )
                for button in row
            ]
            for row in drawn.rows
        ]
    )


def _sharing(drawn: Drawn) -> ReplyKeyboardMarkup:
    button = KeyboardButton(
        text=drawn.asks_with,
        request_location=drawn.asks_for == "location" or None,
        request_contact=drawn.asks_for == "contact" or None,
    )
    return ReplyKeyboardMarkup(keyboard=[[button]], resize_keyboard=True, one_time_keyboard=True)
