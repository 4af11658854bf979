"""How things look on the wire. Absent is absent, never null; a private chat is named by the other side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.telegram.model import Bot

if TYPE_CHECKING:
    from simulator.telegram.model import Chat, Message, Shape
    from simulator.telegram.network import Telegram
    from simulator.telegram.text.entities import Entity
    from simulator.world import Person

_ADMINISTRATOR_RIGHTS = {
    "can_be_edited": False, "is_anonymous": False, "can_manage_chat": True, "can_delete_messages": True,
    "can_manage_video_chats": True, "can_restrict_members": True, "can_promote_members": False,
    "can_change_info": True, "can_invite_users": True, "can_post_stories": False, "can_edit_stories": False,
    "can_delete_stories": False,
    "can_send_welcome_messages": False, "can_pin_messages": True, "can_manage_topics": True,
}  # fmt: skip
_PERMISSIONS = (
    "can_send_messages", "can_send_audios", "can_send_documents", "can_send_photos", "can_send_videos",
    "can_send_video_notes", "can_send_voice_notes", "can_send_polls", "can_send_other_messages",
    "can_add_web_page_previews", "can_change_info", "can_invite_users", "can_pin_messages", "can_manage_topics",
)  # fmt: skip
_GIFT_TYPES = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")


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
        private: Shape = {"id": peer["id"], "type": "private"}
        private.update({name: peer[name] for name in ("first_name", "last_name", "username") if name in peer})
        return private
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
    if message.pins is not None:
        shape["pinned_message"] = message_shape(telegram, message.pins, viewer_id, with_reply=False)
    if message.protected:
        shape["has_protected_content"] = True
    if message.markup is not None and "inline_keyboard" in message.markup:
        shape["reply_markup"] = message.markup
    return shape


def origin_shape(telegram: Telegram, message: Message) -> Shape:
    """Where a message comes from, as forwards and replies from elsewhere name it."""
    known: Shape | None = message.content.get("forward_origin")
    if known is not None:
        return known
    if message.sender_id is None:
        chat = chat_shape(telegram, message.chat, 0)
        return {"type": "channel", "date": message.date, "chat": chat, "message_id": message.id}
    sender = telegram.user(message.sender_id)
    if sender.hides_in_forwards:
        return {"type": "hidden_user", "date": message.date, "sender_user_name": full_name(sender)}
    return {"type": "user", "date": message.date, "sender_user": user_shape(sender)}


def full_name(user: Person | Bot) -> str:
    shape = user_shape(user)
    return f"{shape['first_name']} {shape.get('last_name', '')}".strip()


def entity_shapes(telegram: Telegram, entities: list[Entity]) -> list[Shape]:
    """Mentions of users carry the whole user; one of nobody falls out."""
    shapes = []
    for entity in entities:
        shape = entity.shape()
        if entity.type == "text_mention":
            user = telegram.find_user(entity.extra["user"]["id"])
            if user is None:
                continue
            shape["user"] = user_shape(user)
        shapes.append(shape)
    return shapes


def forwarded_content(telegram: Telegram, message: Message) -> Shape:
    dropped = {"media_group_id", "via_bot", "quote", "external_reply"}
    content = {name: value for name, value in message.content.items() if name not in dropped}
    return {**content, "forward_origin": origin_shape(telegram, message)}


def member_shape(telegram: Telegram, chat: Chat, user_id: int) -> Shape:
    """A ChatMember of any of its kinds; in a private chat the bot is `kicked` by who blocked it."""
    user = user_shape(telegram.user(user_id))
    if chat.peers is not None:
        status = "kicked" if chat.blocked and user_id in telegram.bots else "member"
    else:
        member = chat.members.get(user_id)
        status = member.status if member else "left"
    shape: Shape = {"status": status, "user": user}
    if status == "creator":
        return {**shape, "is_anonymous": False}
    if status == "kicked":
        return {**shape, "until_date": 0}
    return {**shape, **_ADMINISTRATOR_RIGHTS} if status == "administrator" else shape


def full_chat_shape(telegram: Telegram, chat: Chat, viewer_id: int) -> Shape:
    """ChatFullInfo."""
    shape = {
        **chat_shape(telegram, chat, viewer_id),
        "accent_color_id": (chat.id or chat.id_for(viewer_id)) % 7,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(_GIFT_TYPES, False),
    }
    if chat.description:
        shape["description"] = chat.description
    if chat.username:
        shape["active_usernames"] = [chat.username]
    if chat.type in {"group", "supergroup"}:
        shape["permissions"] = dict.fromkeys(_PERMISSIONS, True)
        shape["has_visible_history"] = True
    if chat.pinned:
        shape["pinned_message"] = message_shape(telegram, chat.messages[chat.pinned[-1]], viewer_id)
    return shape


def inaccessible_shape(telegram: Telegram, message: Message, viewer_id: int) -> Shape:
    return {"chat": chat_shape(telegram, message.chat, viewer_id), "message_id": message.id, "date": 0}


def seen_message(telegram: Telegram, message: Message, person_id: int) -> Shape:
    """The message as a person's own client shows it: the bot's view, and what only clients know."""
    shape = message_shape(telegram, message, person_id)
    shape["out"] = message.author_id == person_id
    if message.deleted:
        shape["deleted"] = True
    if message.markup is not None:
        shape["reply_markup"] = message.markup
    if message.reactions:
        shape["reactions"] = [{"user_id": user_id, "reaction": list(reaction)} for user_id, reaction in message.reactions.items()]
    if message.id in message.chat.pinned:
        shape["pinned"] = True
    return shape
