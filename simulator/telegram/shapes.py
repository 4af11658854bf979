"""How things look on the wire. Absent is absent, never null; a private chat is named by the other side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.telegram.model import Bot

if TYPE_CHECKING:
    from simulator.telegram.model import Chat, Message, Shape
    from simulator.telegram.network import Telegram
    from simulator.world import Person


def user_shape(user: Person | Bot) -> Shape:
    if isinstance(user, Bot):
        return {"id": user.id, "is_bot": True, "first_name": user.names.get("", user.name), "username": user.username}
    shape: Shape = {"id": user.id, "is_bot": False, "first_name": user.first_name}
    if user.last_name:
        shape["last_name"] = user.last_name
    if user.username:
        shape["username"] = user.username
    if user.language_code:
        shape["language_code"] = user.language_code
    return shape


def chat_shape(telegram: Telegram, chat: Chat, viewer_id: int) -> Shape:
    if chat.peers is not None:
        peer = user_shape(telegram.user(chat.id_for(viewer_id)))
        names = {name: peer[name] for name in ("first_name", "last_name", "username") if name in peer}
        return {"id": peer["id"], "type": "private", **names}
    shape: Shape = {"id": chat.id, "type": chat.type, "title": chat.title}
    if chat.username:
        shape["username"] = chat.username
    if chat.is_forum:
        shape["is_forum"] = True
    return shape


def message_shape(telegram: Telegram, message: Message, viewer_id: int, *, with_reply: bool = True) -> Shape:
    chat = chat_shape(telegram, message.chat, viewer_id)
    shape: Shape = {"message_id": message.id, "date": message.date, "chat": chat}
    if message.sender_id is not None:
        shape["from"] = user_shape(telegram.user(message.sender_id))
    elif message.chat.type == "channel":
        shape["sender_chat"] = chat
    if message.edit_date is not None:
        shape["edit_date"] = message.edit_date
    if message.thread_id is not None:
        shape["message_thread_id"] = message.thread_id
        shape["is_topic_message"] = True
    reply_to = message.reply_to
    if with_reply and reply_to is not None and not reply_to.deleted:
        shape["reply_to_message"] = message_shape(telegram, reply_to, viewer_id, with_reply=False)
    shape.update(message.content)
    if message.protected:
        shape["has_protected_content"] = True
    if message.markup is not None and "inline_keyboard" in message.markup:
        shape["reply_markup"] = message.markup
    return shape


def inaccessible_shape(telegram: Telegram, message: Message, viewer_id: int) -> Shape:
    return {"chat": chat_shape(telegram, message.chat, viewer_id), "message_id": message.id, "date": 0}


def seen_message(telegram: Telegram, message: Message, person_id: int) -> Shape:
    """The message as a person's own client shows it: the bot's view, and what only clients know."""
    shape = message_shape(telegram, message, person_id)
    shape["out"] = message.sender_id == person_id
    if message.deleted:
        shape["deleted"] = True
    if message.markup is not None:
        shape["reply_markup"] = message.markup
    if message.reactions:
        shape["reactions"] = [{"user_id": user_id, "reaction": list(reaction)} for user_id, reaction in message.reactions.items()]
    if message.id in message.chat.pinned:
        shape["pinned"] = True
    return shape
