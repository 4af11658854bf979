"""One call of a bot: who called what with which parameters, and the place it is about."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.telegram.refusals import Refusal, refused

if TYPE_CHECKING:
    from simulator.telegram.model import Bot, Chat, Message
    from simulator.telegram.network import Telegram
    from simulator.telegram.params import Params

_INTEGER = re.compile(r"-?\d+")


@dataclass(slots=True)
class Call:
    telegram: Telegram
    bot: Bot
    method: str
    params: Params


def chat_to_read(call: Call, field: str = "chat_id") -> Chat:
    """The chat that `field` names, if this bot knows it."""
    chat_id = call.params.text(field)
    if not chat_id:
        raise refused(Refusal.CHAT_ID_EMPTY)
    chat = _find(call, chat_id)
    if chat is None:
        raise refused(Refusal.CHAT_NOT_FOUND)
    if chat.peers is None:
        _check_membership(call.bot, chat)
    elif chat.id_for(call.bot.id) in call.telegram.bots:
        raise refused(Refusal.BOT_TO_BOT)
    elif not chat.started and not _met(call, chat):
        raise refused(Refusal.CHAT_NOT_FOUND)
    return chat


def chat_to_write(call: Call) -> Chat:
    chat = chat_to_read(call)
    if chat.migrated_to is not None:
        raise refused(Refusal.UPGRADED, parameters={"migrate_to_chat_id": chat.migrated_to.id})
    if chat.peers is not None:
        if not chat.started:
            raise refused(Refusal.NEVER_STARTED)
        if chat.blocked:
            raise refused(Refusal.BLOCKED)
    elif chat.type == "channel" and not chat.administers(call.bot.id):
        raise refused(Refusal.NO_CHANNEL_RIGHTS)
    return chat


def message_in(chat: Chat, message_id: int) -> Message | None:
    """The message if it is still there."""
    message = chat.messages.get(message_id)
    return None if message is None or message.deleted else message


def _find(call: Call, chat_id: str) -> Chat | None:
    if chat_id.startswith("@"):
        return call.telegram.chat_named(chat_id)
    number = _INTEGER.match(chat_id)
    return call.telegram.find_chat(int(number.group()), call.bot.id) if number else None


def _met(call: Call, chat: Chat) -> bool:
    """Whether the bot has seen the other one elsewhere: in a group that both are in."""
    peer_id = chat.id_for(call.bot.id)
    return any(other.peers is None and other.has(peer_id) for other in call.telegram.chats_of(call.bot.id))


def _check_membership(bot: Bot, chat: Chat) -> None:
    if chat.has(bot.id) or chat.migrated_to is not None:
        return
    member = chat.members.get(bot.id)
    if member is None:
        raise refused(Refusal.CHAT_NOT_FOUND)
    kicked = member.status == "kicked"
    if chat.type == "group":
        raise refused(Refusal.KICKED_FROM_GROUP) if kicked else refused(Refusal.NO_GROUP_MEMBER)
    if chat.type == "channel":
        raise refused(Refusal.KICKED_FROM_CHANNEL) if kicked else refused(Refusal.NO_CHANNEL_MEMBER)
    raise refused(Refusal.KICKED_FROM_SUPERGROUP) if kicked else refused(Refusal.NO_SUPERGROUP_MEMBER)
