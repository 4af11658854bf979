"""One act of one person: who, what was told about it, and the place it is about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from simulator.telegram.shapes import seen_message
from simulator.world import WorldError

if TYPE_CHECKING:
    from simulator.telegram.model import Bot, Chat, Message, Shape, Topic
    from simulator.telegram.network import Telegram
    from simulator.world import Person


@dataclass(slots=True)
class Act:
    telegram: Telegram
    person: Person
    told: dict[str, Any]

    def chat(self, field: str = "chat") -> Chat:
        return chat_of(self.telegram, self.person.id, int(self.told[field]))

    def message(self, chat: Chat, number: int | None = None) -> Message:
        wanted = int(self.told["message"]) if number is None else number
        message = chat.messages.get(wanted)
        if message is None:
            raise WorldError(f"no message {wanted} in this chat")
        return message

    def own_message(self) -> Message:
        message = self.message(self.chat())
        if message.sender_id != self.person.id or message.deleted:
            raise WorldError(f"message {message.id} is not {self.person.first_name}'s to change")
        return message

    def bot(self) -> Bot:
        return self.telegram.bot_named(str(self.told["bot"]))

    def topic(self, chat: Chat) -> Topic | None:
        thread = self.told.get("thread")
        if not thread or not chat.is_forum:
            return None
        topic = chat.topics.get(int(thread))
        if topic is None:
            raise WorldError(f"no topic {thread}")
        return topic if topic.root else None

    def shown(self, message: Message) -> Shape:
        return {"message": seen_message(self.telegram, message, self.person.id)}


def chat_of(telegram: Telegram, person_id: int, chat_id: int) -> Chat:
    """The chat that this person calls `chat_id`."""
    chat = telegram.find_chat(chat_id, person_id)
    if chat is None or not (chat.has(person_id) or person_id in chat.members):
        raise WorldError(f"no chat {chat_id} for {person_id}")
    return chat
