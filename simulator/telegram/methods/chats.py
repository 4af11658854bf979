"""What a bot can ask about a chat and its members."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.telegram.calls import chat_to_read
from simulator.telegram.groups import change_member
from simulator.telegram.refusals import Refusal, refused
from simulator.telegram.shapes import full_chat_shape, member_shape

if TYPE_CHECKING:
    from simulator.telegram.calls import Call
    from simulator.telegram.model import Chat, Shape


def get_chat(call: Call) -> Shape:
    return full_chat_shape(call.telegram, chat_to_read(call), call.bot.id)


def get_chat_member(call: Call) -> Shape:
    chat = chat_to_read(call)
    user_id = user_id_of(call)
    if call.telegram.find_user(user_id) is None:
        raise refused(Refusal.MEMBER_NOT_FOUND if chat.peers is None else Refusal.USER_NOT_FOUND)
    if chat.peers is not None and user_id not in chat.peers:
        raise refused(Refusal.MEMBER_NOT_FOUND)
    return member_shape(call.telegram, chat, user_id)


def user_id_of(call: Call) -> int:
    user_id = call.params.integer("user_id", low=-(2**63), high=2**63 - 1)
    if user_id <= 0:
        raise refused(Refusal.USER_ID_INVALID)
    return user_id


def get_chat_administrators(call: Call) -> list[Shape]:
    chat = _group(call)
    if chat.peers is not None:
        raise refused(Refusal.NO_PRIVATE_ADMINISTRATORS)
    return [
        member_shape(call.telegram, chat, user_id)
        for user_id in chat.members
        if chat.administers(user_id) and user_id not in call.telegram.bots
    ] + [member_shape(call.telegram, chat, call.bot.id)] * chat.administers(call.bot.id)


def get_chat_member_count(call: Call) -> int:
    return len(chat_to_read(call).reader_ids())


def leave_chat(call: Call) -> bool:
    chat = _group(call)
    if chat.peers is not None:
        raise refused(Refusal.CANT_LEAVE_PRIVATE)
    change_member(call.telegram, chat, call.bot.id, "left", by_id=call.bot.id)
    return True


def _group(call: Call) -> Chat:
    return chat_to_read(call)


METHODS = {
    "getChat": get_chat,
    "getChatMember": get_chat_member,
    "getChatAdministrators": get_chat_administrators,
    "getChatMemberCount": get_chat_member_count,
    "leaveChat": leave_chat,
}
