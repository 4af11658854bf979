"""Taps on inline buttons: each waits for an answer for a limited time."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from simulator.telegram.shapes import inaccessible_shape, message_shape, user_shape

if TYPE_CHECKING:
    from simulator.telegram.model import Bot, Message
    from simulator.telegram.network import Telegram

LIFETIME_SECONDS = 150
_FIRST_ID = 4_382_000_000_000_000_000


@dataclass(slots=True, eq=False)
class Callback:
    id: str
    bot: Bot
    person_id: int
    message: Message
    made_at: float
    answered: asyncio.Future[dict[str, Any]]


class Callbacks:
    def __init__(self, telegram: Telegram) -> None:
        self._telegram = telegram
        self._open: OrderedDict[str, Callback] = OrderedDict()

    def tap(self, person_id: int, bot: Bot, message: Message, data: str) -> Callback:
        telegram = self._telegram
        self._drop_old()
        answered = asyncio.get_running_loop().create_future()
        number = str(_FIRST_ID + telegram.number())
        now = telegram.clock.now().timestamp()
        callback = self._open[number] = Callback(number, bot, person_id, message, now, answered)
        query = {
            "id": number,
            "from": user_shape(telegram.user(person_id)),
            "chat_instance": str(_FIRST_ID + (message.chat.id or person_id)),
            "data": data,
        }
        query.update(self._place(bot, message))
        bot.updates.push("callback_query", query)
        return callback

    def _place(self, bot: Bot, message: Message) -> dict[str, Any]:
        """Where the button stood; a message sent via the bot is known by its inline id only, a gone one by its number."""
        if message.inline_id:
            return {"inline_message_id": message.inline_id}
        shape = inaccessible_shape if message.deleted else message_shape
        return {"message": shape(self._telegram, message, bot.id)}

    def open(self, callback_id: str, bot: Bot) -> Callback | None:
        """The query if it is this bot's and still young enough to be answered."""
        self._drop_old()
        callback = self._open.get(callback_id)
        return callback if callback is not None and callback.bot is bot else None

    def answer(self, callback: Callback, answer: dict[str, Any]) -> None:
        told = {name: value for name, value in answer.items() if value or name == "show_alert"}
        del self._open[callback.id]
        if not callback.answered.done():
            callback.answered.set_result(told)
        event = {"type": "callback_answer", "id": callback.id, **told}
        self._telegram.world.feed.tell(callback.person_id, event)

    def _drop_old(self) -> None:
        oldest = self._telegram.clock.now().timestamp() - LIFETIME_SECONDS
        while self._open:
            first = next(iter(self._open.values()))
            if first.made_at >= oldest:
                return
            del self._open[first.id]
            first.answered.cancel()
