"""Reading, reacting, pinning, blocking; groups and their topics."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from simulator.telegram import groups, topics
from simulator.telegram.methods.marks import checked_reaction
from simulator.telegram.network import GENERAL_TOPIC_ID
from simulator.telegram.posting import chat_changed, pin, react, unpin
from simulator.world import WorldError

if TYPE_CHECKING:
    from simulator.telegram.acting.acts import Act
    from simulator.telegram.model import Chat, Shape, Topic


async def read(act: Act) -> Shape:
    chat = act.chat()
    if chat.unread.pop(act.person.id, 0):
        chat_changed(act.telegram, chat, act.person.id)
    return {}


async def put_reaction(act: Act) -> Shape:
    emoji = act.told.get("emoji")
    reaction = [checked_reaction({"type": "emoji", "emoji": emoji})] if emoji else []
    react(act.telegram, act.message(act.chat()), act.person.id, reaction)
    return {}


async def put_pin(act: Act) -> Shape:
    chat = act.chat()
    if act.told.get("unpin"):
        unpin(act.telegram, chat, [int(act.told["message"])])
    else:
        pin(act.telegram, act.message(chat), act.person.id)
    return {}


async def block(act: Act) -> Shape:
    return _blocked(act, blocked=True)


async def unblock(act: Act) -> Shape:
    return _blocked(act, blocked=False)


def _blocked(act: Act, *, blocked: bool) -> Shape:
    chat = act.telegram.private_chat(act.person.id, act.bot().id)
    groups.block(act.telegram, chat, act.person.id, blocked=blocked)
    return {}


async def join(act: Act) -> Shape:
    return _moved(act, act.person.id, "member")


async def leave(act: Act) -> Shape:
    return _moved(act, act.person.id, "left")


async def add(act: Act) -> Shape:
    return _moved(act, _user_id(act), "member")


async def kick(act: Act) -> Shape:
    return _moved(act, _user_id(act), "kicked")


async def promote(act: Act) -> Shape:
    return _moved(act, _user_id(act), "member" if act.told.get("demote") else "administrator")


def _moved(act: Act, user_id: int, status: Any) -> Shape:
    chat = act.telegram.groups.get(int(act.told["chat"]))
    if chat is None:
        raise WorldError(f"no group {act.told['chat']}")
    groups.change_member(act.telegram, chat, user_id, status, by_id=act.person.id)
    return {}


def _user_id(act: Act) -> int:
    """`user`: an id, or a bot's username."""
    user = act.told["user"]
    return int(user) if isinstance(user, int) else act.telegram.bot_named(user).id


async def topic(act: Act) -> Shape:
    """`action` (or the second `do` as `topic`): create, edit, close, reopen, delete, hide, unhide."""
    chat = act.chat()
    if not chat.is_forum:
        raise WorldError("the chat is no forum")
    what, me = act.told["action"], act.person.id
    if what == "create":
        made = topics.open_topic(act.telegram, chat, me, str(act.told["name"]), int(act.told.get("icon_color") or 0))
        return {"thread": made.id}
    place = _topic(act, chat)
    if what == "edit":
        topics.rename_topic(act.telegram, chat, place, me, str(act.told.get("name") or ""), None)
    elif what in {"close", "reopen"}:
        topics.close_topic(act.telegram, chat, place, me, closed=what == "close")
    elif what in {"hide", "unhide"}:
        topics.hide_general(act.telegram, chat, me, hidden=what == "hide")
    elif what == "delete":
        topics.delete_topic(act.telegram, chat, place)
    else:
        raise WorldError(f"a topic cannot be {what!r}")
    return {}


def _topic(act: Act, chat: Chat) -> Topic:
    place = chat.topics.get(int(act.told.get("thread") or GENERAL_TOPIC_ID))
    if place is None:
        raise WorldError(f"no topic {act.told.get('thread')}")
    return place


VERBS = {
    "read": read,
    "react": put_reaction,
    "pin": put_pin,
    "block": block,
    "unblock": unblock,
    "join": join,
    "leave": leave,
    "add": add,
    "kick": kick,
    "promote": promote,
    "topic": topic,
}
