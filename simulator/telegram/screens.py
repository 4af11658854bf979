"""What a person sees in the app: the list of chats, and the messages of one."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Any

from simulator.telegram.shapes import chat_shape, full_name, seen_message, user_shape

if TYPE_CHECKING:
    from simulator.telegram.model import Bot, Chat, Message, Shape
    from simulator.telegram.network import Telegram
    from simulator.world import Person


def chat_list(telegram: Telegram, person: Person) -> list[Shape]:
    """Newest first."""
    listed = [listed_chat(telegram, chat, person) for chat in telegram.chats_of(person.id)]
    return sorted(listed, key=lambda entry: entry.get("last", {}).get("date", 0), reverse=True)


def listed_chat(telegram: Telegram, chat: Chat, person: Person) -> Shape:
    peer = telegram.user(chat.id_for(person.id)) if chat.peers else None
    entry: Shape = {
        **chat_shape(telegram, chat, person.id),
        "title": chat.title if peer is None else full_name(peer),
        "unread": chat.unread.get(person.id, 0),
        "started": chat.started or peer is None,
        "blocked": chat.blocked,
        "pinned": list(chat.pinned),
        "admin": chat.administers(person.id),
    }
    if peer is not None:
        entry["peer"] = user_shape(peer)
        bot = telegram.bots.get(peer.id)
        if bot is not None:
            entry["bot"] = _bot_card(bot, person, chat)
    if person.id in chat.keyboards:
        entry["keyboard"] = chat.keyboards[person.id]
    if chat.is_forum:
        entry["topics"] = [
            {"id": t.id, "name": t.name, "icon_color": t.icon_color, "closed": t.closed, "hidden": t.hidden}
            for t in chat.topics.values()
        ]
    last = _last(chat)
    if last is not None:
        entry["last"] = seen_message(telegram, last, person.id)
    return entry


def page_of(telegram: Telegram, chat: Chat, person_id: int, *, before: int, limit: int, thread: int | None) -> list[Shape]:
    """Up to `limit` messages before number `before`, oldest first; what is deleted is left out."""
    found: list[Shape] = []
    position = bisect_left(chat.ids, before)
    while position > 0 and len(found) < limit:
        position -= 1
        message = chat.messages[chat.ids[position]]
        if not message.deleted and _in_thread(message, thread):
            found.append(seen_message(telegram, message, person_id))
    return found[::-1]


def _in_thread(message: Message, thread: int | None) -> bool:
    return thread is None or (message.thread_id or 1) == thread


def _last(chat: Chat) -> Message | None:
    return next((m for number in reversed(chat.ids) if not (m := chat.messages[number]).deleted), None)


def _bot_card(bot: Bot, person: Person, chat: Chat) -> Shape:
    language = person.language_code.partition("-")[0]
    return {
        "username": bot.username,
        "name": bot.names.get(language) or bot.names.get("") or bot.name,
        "description": bot.descriptions.get(language) or bot.descriptions.get("", ""),
        "short_description": bot.short_descriptions.get(language) or bot.short_descriptions.get("", ""),
        "commands": commands_for(bot, person, chat),
        "menu_button": bot.menu_buttons.get(person.id) or bot.menu_buttons.get(0) or {"type": "default"},
    }


def commands_for(bot: Bot, person: Person, chat: Chat) -> list[dict[str, Any]]:
    """The first of Telegram's scopes that has a list, in the person's language before the common one."""
    language = person.language_code.partition("-")[0]
    if chat.peers is not None:
        scopes = [f"chat:{person.id}", "all_private_chats", "default"]
    else:
        admin = chat.administers(person.id)
        scopes = [
            f"chat_member:{chat.id}:{person.id}",
            *([f"chat_administrators:{chat.id}"] if admin else []),
            f"chat:{chat.id}",
            *(["all_chat_administrators"] if admin else []),
            "all_group_chats",
            "default",
        ]
    for scope in scopes:
        for code in dict.fromkeys((language, "")):
            if bot.commands.get((scope, code)):
                return bot.commands[scope, code]
    return []
