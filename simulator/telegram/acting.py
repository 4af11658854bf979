"""What people do in their Telegram app."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from simulator.telegram.posting import chat_changed, post
from simulator.telegram.shapes import chat_shape, seen_message, user_shape
from simulator.world import WorldError

if TYPE_CHECKING:
    from simulator.telegram.model import Bot, Chat, Message
    from simulator.telegram.network import Telegram

Told = dict[str, Any]


class Acting:
    def __init__(self, telegram: Telegram) -> None:
        self._telegram = telegram
        self._verbs = {"start": self.start, "send": self.send, "tap": self.tap, "read": self.read}

    async def act(self, told: Told) -> Told:
        verb = self._verbs.get(told["do"])
        if verb is None:
            raise WorldError(f"nobody can do {told['do']!r} here")
        self._telegram.world.person(told["as"])
        return await verb(told)

    def chat(self, person_id: int, chat_id: int) -> Chat:
        chat = self._telegram.find_chat(chat_id, person_id)
        if chat is None or not chat.has(person_id):
            raise WorldError(f"no chat {chat_id} for {person_id}")
        return chat

    def add_group(self, about: Told) -> Told:
        members = [m if isinstance(m, int) else self._telegram.bot_named(m).id for m in about.get("members", [])]
        chat = self._telegram.add_group(about["type"], about["title"], members, is_forum=about.get("is_forum", False))
        return chat_shape(self._telegram, chat, 0)

    def chats(self, person_id: int) -> list[Told]:
        self._telegram.world.person(person_id)
        listed = [self._listed(chat, person_id) for chat in self._telegram.chats_of(person_id)]
        return sorted(listed, key=lambda entry: entry.get("last", {}).get("date", 0), reverse=True)

    def _listed(self, chat: Chat, person_id: int) -> Told:
        telegram = self._telegram
        peer = telegram.user(chat.id_for(person_id)) if chat.peers else None
        entry: Told = {
            **chat_shape(telegram, chat, person_id),
            "title": chat.title or user_shape(peer)["first_name"] if peer else chat.title,
            "unread": chat.unread.get(person_id, 0),
            "started": chat.started,
            "blocked": chat.blocked,
        }
        if peer:
            entry["peer"] = user_shape(peer)
        if peer and peer.id in telegram.bots:
            bot = telegram.bots[peer.id]
            entry["bot"] = {"commands": bot.commands.get(("default", ""), [])}
        if person_id in chat.keyboards:
            entry["keyboard"] = chat.keyboards[person_id]
        if chat.ids:
            entry["last"] = seen_message(telegram, chat.messages[chat.ids[-1]], person_id)
        return entry

    async def start(self, told: Told) -> Told:
        bot = self._telegram.bot_named(told["bot"])
        chat = self._telegram.private_chat(told["as"], bot.id)
        text = f"/start {told['payload']}" if told.get("payload") else "/start"
        return self._said(chat, told["as"], text)

    async def send(self, told: Told) -> Told:
        return self._said(self.chat(told["as"], told["chat"]), told["as"], told["text"])

    def _said(self, chat: Chat, person_id: int, text: str) -> Told:
        chat.started = True
        content: Told = {"text": text}
        if text.startswith("/"):
            length = len(text.split(maxsplit=1)[0])
            content["entities"] = [{"type": "bot_command", "offset": 0, "length": length}]
        message = post(self._telegram, chat, person_id, content)
        return {"message": seen_message(self._telegram, message, person_id)}

    async def tap(self, told: Told) -> Told:
        chat = self.chat(told["as"], told["chat"])
        message = chat.messages[told["message"]]
        button = _button(message, told)
        bot = self._bot_of(message)
        callback = self._telegram.callbacks.tap(told["as"], bot, message, button["callback_data"])
        result: Told = {"callback_id": callback.id}
        if "wait" in told:
            await asyncio.wait([callback.answered], timeout=told["wait"])
            done = callback.answered.done() and not callback.answered.cancelled()
            result["answer"] = callback.answered.result() if done else None
        return result

    def _bot_of(self, message: Message) -> Bot:
        bot = self._telegram.bots.get(message.sender_id or 0)
        if bot is None:
            raise WorldError(f"message {message.id} is no bot's")
        return bot

    async def read(self, told: Told) -> Told:
        chat = self.chat(told["as"], told["chat"])
        chat.unread.pop(told["as"], None)
        chat_changed(self._telegram, chat, told["as"])
        return {}


def _button(message: Message, told: Told) -> Told:
    rows: list[list[Told]] = (message.markup or {}).get("inline_keyboard", [])
    for at_row, row in enumerate(rows):
        for at_col, button in enumerate(row):
            if "data" in told:
                if button.get("callback_data") == told["data"]:
                    return button
            elif "text" in told:
                if button["text"] == told["text"]:
                    return button
            elif (told["row"], told["col"]) == (at_row, at_col):
                return button
    raise WorldError(f"message {message.id} has no such button")
