"""The way out to Telegram: draw, send or edit, and say how it ended in the house's words."""

from datetime import timedelta

from aiogram import Bot
from aiogram.exceptions import (
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNetworkError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramServerError,
)
from aiogram.types import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup

from bots.conversation.sending import Moved, Permanent, Temporary
from bots.conversation.shown import Shown
from bots.conversation.texts import Texts
from bots.telegram.drawn import Drawn
from bots.telegram.render import render
from core.tasks.delivery import Address

UNCHANGED = "message is not modified"
GONE = ("message to edit not found", "message can't be edited", "message_id_invalid")


class TelegramSender:
    def __init__(self, bot: Bot, texts: Texts) -> None:
        self._bot = bot
        self._texts = texts

    async def send(self, address: Address, shown: Shown, edits: str | None) -> str:
        drawn = render(shown, self._texts.words(shown.language, shown.time_zone))
        try:
            return await self._edit(address, drawn, edits) if edits else await self._send(address, drawn)
        except TelegramRetryAfter as error:
            raise Temporary(str(error), timedelta(seconds=error.retry_after)) from error
        except TelegramMigrateToChat as error:
            raise Moved(str(error.migrate_to_chat_id)) from error
        except (TelegramNetworkError, TelegramServerError) as error:
            raise Temporary(str(error)) from error
        except (TelegramForbiddenError, TelegramNotFound) as error:
            raise Permanent(str(error), unreachable=True) from error
        except TelegramBadRequest as error:
            raise Permanent(str(error), unreachable="chat not found" in error.message) from error

    async def _send(self, address: Address, drawn: Drawn) -> str:
        sent = await self._bot.send_message(
            address.chat,
            drawn.html,
            message_thread_id=int(address.thread) if address.thread else None,
            reply_markup=keyboard(drawn),
        )
        return str(sent.message_id)

    async def _edit(self, address: Address, drawn: Drawn, edits: str) -> str:
        """What cannot be edited any more is sent anew."""
        try:
            await self._bot.edit_message_text(drawn.html, chat_id=address.chat, message_id=int(edits), reply_markup=keyboard(drawn))
        except TelegramBadRequest as error:
            if UNCHANGED in error.message:
                return edits
            if any(word in error.message for word in GONE):
                return await self._send(address, drawn)
            raise
        return edits


def keyboard(drawn: Drawn) -> InlineKeyboardMarkup | None:
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
