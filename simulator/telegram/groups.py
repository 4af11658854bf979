"""Groups and channels: who comes and goes, who may what, and the move of a group to a supergroup."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from simulator.telegram.model import Member
from simulator.telegram.posting import chat_changed, post
from simulator.telegram.shapes import chat_shape, member_shape, user_shape

if TYPE_CHECKING:
    from simulator.telegram.model import Chat, Shape, Status
    from simulator.telegram.network import Telegram

_INSIDE = frozenset({"creator", "administrator", "member"})


def found(telegram: Telegram, about: dict[str, Any]) -> Chat:
    """A new group: type, title, members and admins (ids of people, usernames of bots; the first is its owner).

    And as wished is_forum, username, description. Bots come last and hear that they came.
    """
    members = [_user_id(telegram, one) for one in about.get("members", [])]
    admins = [_user_id(telegram, one) for one in about.get("admins", [])]
    everyone = list(dict.fromkeys([*members, *admins]))
    people = [user_id for user_id in everyone if user_id not in telegram.bots]
    chat = telegram.add_group(about["type"], about["title"], people, is_forum=bool(about.get("is_forum")))
    chat.username, chat.description = about.get("username", ""), about.get("description", "")
    for user_id in people[1:]:
        if user_id in admins:
            chat.members[user_id].status = "administrator"
    for user_id in everyone:
        if user_id in telegram.bots:
            status: Status = "administrator" if user_id in admins else "member"
            change_member(telegram, chat, user_id, status, by_id=people[0] if people else user_id)
    for user_id in people:
        chat_changed(telegram, chat, user_id)
    return chat


def _user_id(telegram: Telegram, user: int | str) -> int:
    return telegram.user(user).id if isinstance(user, int) else telegram.bot_named(user).id


def change_member(telegram: Telegram, chat: Chat, user_id: int, status: Status, *, by_id: int) -> None:
    """A new standing in a group: told to bots as chat member updates, and to all as a service message."""
    old = member_shape(telegram, chat, user_id)
    was_inside = chat.has(user_id)
    if was_inside and status not in _INSIDE and chat.type != "channel":
        left: Shape = {"left_chat_member": user_shape(telegram.user(user_id))}
        post(telegram, chat, by_id, left, service=True)
    chat.members[user_id] = Member(status, telegram.clock.unix())
    if status in _INSIDE:
        telegram.index(chat, [user_id])
    else:
        telegram.unindex(chat, user_id)
    tell_member_change(telegram, chat, user_id, old, by_id)
    if not was_inside and status in _INSIDE and chat.type != "channel":
        came: Shape = {"new_chat_members": [user_shape(telegram.user(user_id))]}
        post(telegram, chat, by_id, came, service=True)
    if user_id in telegram.world.people:
        chat_changed(telegram, chat, user_id)


def tell_member_change(telegram: Telegram, chat: Chat, user_id: int, old: Shape, by_id: int) -> None:
    """The bot itself hears of its own standing; others' only as an administrator who asked for chat_member."""
    for bot in telegram.bots.values():
        own = bot.id == user_id
        if own or (chat.peers is None and chat.administers(bot.id)):
            update: Shape = {
                "chat": chat_shape(telegram, chat, bot.id),
                "from": user_shape(telegram.user(by_id)),
                "date": telegram.clock.unix(),
                "old_chat_member": old,
                "new_chat_member": member_shape(telegram, chat, user_id),
            }
            bot.updates.push("my_chat_member" if own else "chat_member", update)


def block(telegram: Telegram, chat: Chat, person_id: int, *, blocked: bool) -> None:
    """A person blocks the bot of this private chat, or lets it write again."""
    bot_id = chat.id_for(person_id)
    if chat.blocked == blocked or bot_id not in telegram.bots:
        return
    old = member_shape(telegram, chat, bot_id)
    chat.blocked = blocked
    tell_member_change(telegram, chat, bot_id, old, person_id)
    chat_changed(telegram, chat, person_id)


def migrate(telegram: Telegram, old: Chat) -> Chat:
    """The group becomes a supergroup with a new id; the old chat stays readable and can no longer be written to."""
    new = telegram.add_group("supergroup", old.title, [])
    new.members = {user_id: Member(member.status, member.since) for user_id, member in old.members.items()}
    telegram.index(new, [user_id for user_id in new.members if new.has(user_id)])
    by_id = next(iter(new.members), None)
    post(telegram, old, by_id, {"migrate_to_chat_id": new.id}, service=True)
    post(telegram, new, by_id, {"migrate_from_chat_id": old.id}, service=True)
    old.migrated_to = new
    for user_id in list(old.members):
        telegram.unindex(old, user_id)
        if user_id in telegram.world.people:
            chat_changed(telegram, old, user_id)
    return new
