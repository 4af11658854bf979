"""Writing, changing, forwarding and deleting what one wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.telegram import groups
from simulator.telegram.acting.contents import content_of
from simulator.telegram.posting import delete, edit, post
from simulator.telegram.shapes import forwarded_content, seen_message
from simulator.world import WorldError

if TYPE_CHECKING:
    from typing import Any

    from simulator.telegram.acting.acts import Act
    from simulator.telegram.model import Chat, Message, Shape


async def start(act: Act) -> Shape:
    """Press Start, or open a deep link with a payload."""
    chat = act.telegram.private_chat(act.person.id, act.bot().id)
    groups.block(act.telegram, chat, act.person.id, blocked=False)
    payload = str(act.told.get("payload") or "")
    content = content_of(act, {"text": f"/start {payload}".strip()})
    return act.shown(_said(act, chat, content))


async def send(act: Act) -> Shape:
    chat = act.chat()
    if "media" in act.told:
        return _album(act, chat, act.told["media"])
    return act.shown(_said(act, chat, content_of(act, act.told)))


def _album(act: Act, chat: Chat, media: list[Shape]) -> Shape:
    number = {"media_group_id": str(14_000_000_000_000_000 + act.telegram.number())}
    messages = [_said(act, chat, {**content_of(act, one), **number}) for one in media]
    return {"messages": [seen_message(act.telegram, message, act.person.id) for message in messages]}


async def share_contact(act: Act) -> Shape:
    """As the reply keyboard's button does: one's own card, in answer to the message that asked."""
    person = act.person
    contact = {"phone_number": person.phone.lstrip("+"), "first_name": person.first_name, "user_id": person.id}
    if not person.phone:
        raise WorldError(f"{person.first_name} has no phone")
    if person.last_name:
        contact["last_name"] = person.last_name
    return act.shown(_said(act, act.chat(), content_of(act, {"contact": contact})))


async def share_location(act: Act) -> Shape:
    place = {"latitude": act.told["latitude"], "longitude": act.told["longitude"]}
    return act.shown(_said(act, act.chat(), content_of(act, {"location": place})))


async def press(act: Act) -> Shape:
    """A button of the reply keyboard: says its text, or shares what it asks for."""
    chat = act.chat()
    keyboard = chat.keyboards.get(act.person.id, {})
    button = next((one for row in keyboard.get("keyboard", []) for one in row if one["text"] == act.told["text"]), None)
    if button is None:
        raise WorldError(f"no button {act.told['text']!r} on the keyboard")
    if keyboard.get("one_time_keyboard"):
        del chat.keyboards[act.person.id]
    if button.get("request_contact"):
        return await share_contact(act)
    if button.get("request_location"):
        return await share_location(act)
    return act.shown(_said(act, chat, content_of(act, {"text": button["text"]})))


async def change(act: Act) -> Shape:
    message = act.own_message()
    field = "text" if "text" in message.content else "caption"
    new = content_of(act, {"text": act.told.get("text") or act.told.get("caption")})
    kept = {name: value for name, value in message.content.items() if name not in _FIELDS}
    words = new if field == "text" else {"caption": new["text"], **_renamed(new)}
    message.content = {**kept, **words}
    edit(act.telegram, message)
    return act.shown(message)


_FIELDS = frozenset({"text", "entities", "caption", "caption_entities"})


def _renamed(words: Shape) -> Shape:
    return {"caption_entities": words["entities"]} if "entities" in words else {}


async def remove(act: Act) -> Shape:
    """In a private chat one may delete the other's messages too; bots are told of neither."""
    chat = act.chat()
    message = act.message(chat)
    if chat.peers is None and message.sender_id != act.person.id and not chat.administers(act.person.id):
        raise WorldError("only administrators delete what others wrote")
    if not message.deleted:
        delete(act.telegram, message)
    return {}


async def forward(act: Act) -> Shape:
    """Of one message, or of several in their order."""
    source = act.chat("from")
    numbers = act.told.get("messages") or [act.told["message"]]
    albums: dict[str, str] = {}
    sent = []
    for number in numbers:
        message = act.message(source, int(number))
        if message.service or message.protected or message.deleted:
            raise WorldError(f"message {number} can't be forwarded")
        content = {**forwarded_content(act.telegram, message), **_album_number(act, message, albums)}
        sent.append(_said(act, act.chat(), content))
    shapes = [seen_message(act.telegram, message, act.person.id) for message in sent]
    return {"message": shapes[0], "messages": shapes}


def _album_number(act: Act, message: Message, albums: dict[str, str]) -> Shape:
    album = message.content.get("media_group_id")
    if not album:
        return {}
    if album not in albums:
        albums[album] = str(14_000_000_000_000_000 + act.telegram.number())
    return {"media_group_id": albums[album]}


def _said(act: Act, chat: Chat, content: Shape) -> Message:
    _check_may_write(act, chat)
    reply_to, extra, topic = _answered(act, chat)
    chat.started = True
    chat.unread.pop(act.person.id, None)
    message = post(act.telegram, chat, act.person.id, {**extra, **content}, reply_to=reply_to, topic=topic)
    if chat.keyboards.get(act.person.id, {}).get("force_reply"):
        del chat.keyboards[act.person.id]
    return message


def _answered(act: Act, chat: Chat) -> tuple[Message | None, Shape, Any]:
    topic = act.topic(chat)
    if not act.told.get("reply_to"):
        return None, {}, topic
    message = act.message(chat, int(act.told["reply_to"]))
    if topic is None and message.thread_id is not None:
        topic = chat.topics.get(message.thread_id)
    quote = act.told.get("quote")
    if not quote:
        return message, {}, topic
    whole = message.content.get("text") or message.content.get("caption") or ""
    if quote not in whole:
        raise WorldError("the quote is not in the message")
    position = len(whole[: whole.index(quote)].encode("utf-16-le")) // 2
    return message, {"quote": {"text": quote, "position": position, "is_manual": True}}, topic


def _check_may_write(act: Act, chat: Chat) -> None:
    if not chat.has(act.person.id):
        raise WorldError(f"{act.person.first_name} is not in this chat")
    if chat.migrated_to is not None:
        raise WorldError(f"the group moved to {chat.migrated_to.id}")
    if chat.blocked:
        raise WorldError("unblock the bot first")
    if chat.type == "channel" and not chat.administers(act.person.id):
        raise WorldError("only administrators write in a channel")
    topic = act.topic(chat) if chat.is_forum else None
    if topic is not None and topic.closed and not chat.administers(act.person.id):
        raise WorldError("the topic is closed")


VERBS = {
    "start": start,
    "send": send,
    "share_contact": share_contact,
    "share_location": share_location,
    "press": press,
    "edit": change,
    "delete": remove,
    "forward": forward,
}
