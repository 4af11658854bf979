"""Pins and reactions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from simulator.telegram.calls import chat_to_read, chat_to_write, message_in
from simulator.telegram.posting import pin, react, unpin
from simulator.telegram.refusals import Refusal, refused

if TYPE_CHECKING:
    from simulator.telegram.calls import Call
    from simulator.telegram.model import Chat, Shape

REACTIONS = frozenset(
    [
        "👍",
        "👎",
        "❤",
        "🔥",
        "🥰",
        "👏",
        "😁",
        "🤔",
        "🤯",
        "😱",
        "🤬",
        "😢",
        "🎉",
        "🤩",
        "🤮",
        "💩",
        "🙏",
        "👌",
        "🕊",
        "🤡",
        "🥱",
        "🥴",
        "😍",
        "🐳",
        "❤\u200d🔥",
        "🌚",
        "🌭",
        "💯",
        "🤣",
        "⚡",
        "🍌",
        "🏆",
        "💔",
        "🤨",
        "😐",
        "🍓",
        "🍾",
        "💋",
        "🖕",
        "😈",
        "😴",
        "😭",
        "🤓",
        "👻",
        "👨\u200d💻",
        "👀",
        "🎃",
        "🙈",
        "😇",
        "😨",
        "🤝",
        "✍",
        "🤗",
        "🫡",
        "🎅",
        "🎄",
        "☃",
        "💅",
        "🤪",
        "🗿",
        "🆒",
        "💘",
        "🙉",
        "🦄",
        "😘",
        "💊",
        "🙊",
        "😎",
        "👾",
        "🤷\u200d♂",
        "🤷",
        "🤷\u200d♀",
        "😡",
    ]
)


def pin_chat_message(call: Call) -> bool:
    chat = chat_to_write(call)
    message = message_in(chat, call.params.integer("message_id"))
    if message is None:
        raise refused(Refusal.PIN_NOT_FOUND)
    _check_rights(call, chat)
    if message.service:
        raise refused(Refusal.SERVICE_NOT_PINNED)
    pin(call.telegram, message, call.bot.id)
    return True


def unpin_chat_message(call: Call) -> bool:
    chat = chat_to_write(call)
    number = call.params.integer("message_id") or (chat.pinned[-1] if chat.pinned else 0)
    message = message_in(chat, number)
    if message is None:
        raise refused(Refusal.UNPIN_NOT_FOUND)
    _check_rights(call, chat)
    unpin(call.telegram, chat, [message.id])
    return True


def unpin_all_chat_messages(call: Call) -> bool:
    chat = chat_to_write(call)
    _check_rights(call, chat)
    unpin(call.telegram, chat, list(chat.pinned))
    return True


def unpin_all_forum_topic_messages(call: Call) -> bool:
    chat = chat_to_write(call)
    thread_id = call.params.integer("message_thread_id") or None
    _check_rights(call, chat)
    unpin(call.telegram, chat, [number for number in chat.pinned if chat.messages[number].thread_id == thread_id])
    return True


def _check_rights(call: Call, chat: Chat) -> None:
    if chat.peers is None and not chat.administers(call.bot.id):
        raise refused(Refusal.NO_PIN_RIGHTS)


def set_message_reaction(call: Call) -> bool:
    reaction = _reactions(call.params.json("reaction", Refusal.BAD_REACTION_JSON))
    message = message_in(chat_to_read(call), call.params.integer("message_id"))
    if message is None:
        raise refused(Refusal.REACT_NOT_FOUND)
    if len(reaction) > 1:
        raise refused(Refusal.TOO_MANY_REACTIONS)
    react(call.telegram, message, call.bot.id, reaction)
    return True


def _reactions(given: Any) -> list[Shape]:
    if given is None:
        return []
    if not isinstance(given, list):
        raise refused(Refusal.REACTIONS_NO_ARRAY)
    return [checked_reaction(one) for one in given]


def checked_reaction(given: Any) -> Shape:
    if not isinstance(given, dict):
        raise refused(Refusal.BAD_REACTION, why="expected an Object")
    if given.get("type") == "custom_emoji":
        return {"type": "custom_emoji", "custom_emoji_id": str(given.get("custom_emoji_id"))}
    if given.get("type") != "emoji":
        raise refused(Refusal.BAD_REACTION, why="invalid reaction type specified")
    if given.get("emoji") not in REACTIONS:
        raise refused(Refusal.REACTION_INVALID)
    return {"type": "emoji", "emoji": given["emoji"]}


METHODS = {
    "pinChatMessage": pin_chat_message,
    "unpinChatMessage": unpin_chat_message,
    "unpinAllChatMessages": unpin_all_chat_messages,
    "unpinAllForumTopicMessages": unpin_all_forum_topic_messages,
    "unpinAllGeneralForumTopicMessages": unpin_all_forum_topic_messages,
    "setMessageReaction": set_message_reaction,
}
