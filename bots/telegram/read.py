"""aiogram's updates as the house understands them."""

from dataclasses import dataclass
from datetime import datetime

from aiogram.types import (
    CallbackQuery,
    ChatMemberUpdated,
    Message,
    MessageOriginChannel,
    MessageOriginChat,
    MessageOriginHiddenUser,
    MessageOriginUser,
    User,
)

from bots.conversation.actions import decode
from bots.conversation.said import Attachment, Edited, Forwarded, Incoming, Location, Said, Sender, SharedContact, Start, Tap, Text
from core.tasks.delivery import Address

MESSENGER = "telegram"


@dataclass(frozen=True, slots=True)
class Reach:
    """Whether somebody can be written to in private."""

    address: Address
    reachable: bool


def request_id(update_id: int) -> str:
    return f"tg:{update_id}"


def read_message(message: Message, user: User, update_id: int) -> Incoming | None:
    """None for what says nothing to us: service messages, polls, games."""
    if message.via_bot is not None and message.via_bot.id == (message.bot.id if message.bot else None):
        return None  # a card of ours, sent by inline mode
    said = _edited(message) if message.edit_date is not None else _said(message, user)
    if said is None:
        return None
    return Incoming(
        request=request_id(update_id),
        sender=sender_of(user),
        address=address_of(message),
        private=message.chat.type == "private",
        said=said,
        at=message.date,
        message=str(message.message_id),
        reply_to=_reply_to(message),
    )


def read_tap(query: CallbackQuery, update_id: int, now: datetime) -> Incoming | None:
    """A button's tap; the message may be too old to be anything but an id."""
    if query.message is None:
        return None
    message = query.message
    address = address_of(message) if isinstance(message, Message) else Address(MESSENGER, str(message.chat.id))
    return Incoming(
        request=request_id(update_id),
        sender=sender_of(query.from_user),
        address=address,
        private=message.chat.type == "private",
        said=Tap(decode(query.data or "")),
        at=now,
        message=str(message.message_id),
    )


def read_reach(event: ChatMemberUpdated) -> Reach | None:
    """None for groups: being in one says nothing about a person."""
    if event.chat.type != "private":
        return None
    return Reach(Address(MESSENGER, str(event.chat.id)), event.new_chat_member.status == "member")


def sender_of(user: User) -> Sender:
    return Sender(MESSENGER, str(user.id), user.full_name, user.language_code, user.username)


def address_of(message: Message) -> Address:
    thread = str(message.message_thread_id) if message.is_topic_message and message.message_thread_id else ""
    return Address(MESSENGER, str(message.chat.id), thread)


def _reply_to(message: Message) -> str | None:
    """In a topic every message that is no reply answers the topic's service message: that one does not count."""
    replied = message.reply_to_message
    if replied is None or replied.forum_topic_created is not None:
        return None
    return str(replied.message_id)


def _said(message: Message, user: User) -> Said | None:
    if message.forward_origin is not None and message.contact is None and message.location is None:
        return Forwarded(_origin_name(message), message.text or message.caption or "", _attachment(message))
    if message.text is not None:
        return _text(message.text)
    if message.contact is not None:
        contact = message.contact
        return SharedContact(
            contact.first_name, contact.last_name or "", contact.phone_number, contact.vcard, own=contact.user_id == user.id
        )
    if message.location is not None:
        return Location(message.location.latitude, message.location.longitude)
    return _attachment(message)


def _edited(message: Message) -> Said | None:
    """A live location is edited as it moves: that says nothing."""
    return Edited(message.text) if message.text is not None else None


def _text(text: str) -> Said:
    command, _, payload = text.partition(" ")
    return Start(payload.strip()) if command.partition("@")[0] == "/start" else Text(text)


def _origin_name(message: Message) -> str:
    match message.forward_origin:
        case MessageOriginUser(sender_user=user):
            return user.full_name
        case MessageOriginHiddenUser(sender_user_name=name):
            return name
        case MessageOriginChat(sender_chat=chat) | MessageOriginChannel(chat=chat):
            return chat.title or chat.full_name
    return ""


def _attachment(message: Message) -> Attachment | None:
    caption, album = message.caption or "", message.media_group_id
    if message.photo:
        largest = message.photo[-1]
        return Attachment("photo", largest.file_id, "photo.jpg", "image/jpeg", largest.file_size, caption, album)
    for kind in ("animation", "document", "voice", "video", "audio", "video_note", "sticker"):  # an animation is a document too
        media = getattr(message, kind)
        if media is not None:
            name = getattr(media, "file_name", None) or kind
            return Attachment(kind, media.file_id, name, getattr(media, "mime_type", None), media.file_size, caption, album)
    return None
