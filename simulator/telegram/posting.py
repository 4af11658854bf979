"""A message comes into a chat, changes there, or leaves it; bots get their updates, people see it happen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from simulator.telegram.model import Message
from simulator.telegram.shapes import chat_shape, message_shape, seen_message, user_shape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simulator.telegram.model import Bot, Chat, Shape, Topic
    from simulator.telegram.network import Telegram


def post(
    telegram: Telegram,
    chat: Chat,
    sender_id: int | None,
    content: Shape,
    *,
    topic: Topic | None = None,
    opens_topic: bool = False,
    **how: Any,
) -> Message:
    """Put a new message into the chat. `how`: the other fields of Message."""
    shown_id = None if chat.type == "channel" else sender_id
    message = Message(_next_id(telegram, chat), chat, telegram.clock.unix(), content, shown_id, author_id=sender_id, **how)
    if opens_topic:
        message.thread_id = message.id
    elif topic is not None:
        message.thread_id = topic.id
        topic.message_ids.append(message.id)
        message.reply_to = message.reply_to or topic.root
    chat.messages[message.id] = message
    chat.ids.append(message.id)
    kind = "channel_post" if chat.type == "channel" else "message"
    for bot in _bots_that_see(telegram, message):
        bot.updates.push(kind, message_shape(telegram, message, bot.id))
    _show(telegram, message)
    return message


def edit(telegram: Telegram, message: Message, *, quietly: bool = False) -> None:
    """Say that the message was changed; `quietly` when only its buttons were, which sets no edit date."""
    if not quietly:
        message.edit_date = telegram.clock.unix()
        kind = "edited_channel_post" if message.chat.type == "channel" else "edited_message"
        for bot in _bots_that_see(telegram, message):
            bot.updates.push(kind, message_shape(telegram, message, bot.id))
    _tell(telegram, message, "edited")


def delete(telegram: Telegram, message: Message) -> None:
    message.deleted = True
    chat = message.chat
    if message.id in chat.pinned:
        chat.pinned.remove(message.id)
    for person_id in _people_in(telegram, chat):
        telegram.world.feed.tell(person_id, {"type": "deleted", "chat": chat.id_for(person_id), "message_id": message.id})


def act(telegram: Telegram, chat: Chat, by_id: int, action: str) -> None:
    """Someone types, records, uploads."""
    for person_id in _people_in(telegram, chat):
        event = {"type": "typing", "chat": chat.id_for(person_id), "from": by_id, "action": action}
        telegram.world.feed.tell(person_id, event)


def pin(telegram: Telegram, message: Message, by_id: int) -> None:
    """Pinned messages are told of by a service message that shows what was pinned."""
    chat = message.chat
    if message.id in chat.pinned:
        return
    chat.pinned.append(message.id)
    topic = chat.topics.get(message.thread_id) if message.thread_id else None
    post(telegram, chat, by_id, {}, service=True, pins=message, topic=topic)
    _tell_pins(telegram, chat)


def unpin(telegram: Telegram, chat: Chat, numbers: list[int]) -> None:
    chat.pinned = [number for number in chat.pinned if number not in numbers]
    _tell_pins(telegram, chat)


def _tell_pins(telegram: Telegram, chat: Chat) -> None:
    for person_id in _people_in(telegram, chat):
        event = {"type": "pinned", "chat": chat.id_for(person_id), "message_ids": list(chat.pinned)}
        telegram.world.feed.tell(person_id, event)


def react(telegram: Telegram, message: Message, by_id: int, reaction: list[Shape]) -> None:
    """The new reactions of one person or bot instead of the former; bots that asked hear of people's."""
    old = message.reactions.get(by_id, [])
    if reaction:
        message.reactions[by_id] = reaction
    else:
        message.reactions.pop(by_id, None)
    for person_id in _people_in(telegram, message.chat):
        event = {"type": "reaction", "chat": message.chat.id_for(person_id), "message_id": message.id}
        telegram.world.feed.tell(person_id, {**event, "user_id": by_id, "reaction": reaction})
    if by_id not in telegram.bots and old != reaction:
        _tell_reaction(telegram, message, by_id, old, reaction)


def _tell_reaction(telegram: Telegram, message: Message, by_id: int, old: list[Shape], new: list[Shape]) -> None:
    chat = message.chat
    for user_id in chat.reader_ids():
        bot = telegram.bots.get(user_id)
        if bot is not None and (chat.peers is not None or chat.administers(bot.id)):
            update = {
                "chat": chat_shape(telegram, chat, bot.id),
                "message_id": message.id,
                "user": user_shape(telegram.user(by_id)),
                "date": telegram.clock.unix(),
                "old_reaction": old,
                "new_reaction": new,
            }
            bot.updates.push("message_reaction", update)


def chat_changed(telegram: Telegram, chat: Chat, person_id: int) -> None:
    telegram.world.feed.tell(person_id, {"type": "chat", "chat": chat.id_for(person_id)})


def _next_id(telegram: Telegram, chat: Chat) -> int:
    """Private chats of a bot share one counter, as those of an account do; every group has its own."""
    bot = next((telegram.bots[user_id] for user_id in chat.peers or () if user_id in telegram.bots), None)
    if bot is not None:
        bot.last_message_id += 1
        return bot.last_message_id
    chat.last_message_id += 1
    return chat.last_message_id


def _bots_that_see(telegram: Telegram, message: Message) -> Iterator[Bot]:
    chat = message.chat
    for user_id in chat.reader_ids():
        bot = telegram.bots.get(user_id)
        if bot is not None and _sees(telegram, bot, message) and not (chat.peers and chat.blocked):
            yield bot


def _sees(telegram: Telegram, bot: Bot, message: Message) -> bool:
    if message.author_id == bot.id or message.author_id in telegram.bots:
        return message.service
    chat = message.chat
    if chat.type in {"private", "channel"} or bot.reads_all or chat.administers(bot.id) or message.service:
        return True
    return _is_for(bot, message)


def _is_for(bot: Bot, message: Message) -> bool:
    """What a bot in privacy mode is shown of a group: commands, replies to it, mentions of it, what was sent via it."""
    if message.reply_to is not None and message.reply_to.sender_id == bot.id:
        return True
    content = message.content
    if content.get("via_bot", {}).get("id") == bot.id:
        return True
    text = content.get("text") or content.get("caption") or ""
    mention = f"@{bot.username}".lower()
    command = (text.split(maxsplit=1) or [""])[0].lower()
    return (command.startswith("/") and ("@" not in command or command.endswith(mention))) or mention in text.lower()


def _people_in(telegram: Telegram, chat: Chat) -> Iterator[int]:
    return (user_id for user_id in chat.reader_ids() if user_id in telegram.world.people)


def _show(telegram: Telegram, message: Message) -> None:
    chat = message.chat
    for person_id in _people_in(telegram, chat):
        if message.author_id != person_id:
            chat.unread[person_id] = chat.unread.get(person_id, 0) + 1
        _take_keyboard(message, person_id)
    _tell(telegram, message, "message")


def _take_keyboard(message: Message, person_id: int) -> None:
    markup = message.markup
    if markup is None or "inline_keyboard" in markup or message.sender_id == person_id:
        return
    if markup.get("remove_keyboard"):
        message.chat.keyboards.pop(person_id, None)
    else:
        message.chat.keyboards[person_id] = markup


def _tell(telegram: Telegram, message: Message, event: str) -> None:
    chat = message.chat
    for person_id in _people_in(telegram, chat):
        if telegram.world.feed.watched(person_id):
            shape = seen_message(telegram, message, person_id)
            told = {"type": event, "chat": chat.id_for(person_id), "message": shape}
            telegram.world.feed.tell(person_id, told)
