"""The methods of forum topics."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.telegram import topics
from simulator.telegram.calls import chat_to_write
from simulator.telegram.network import GENERAL_TOPIC_ID
from simulator.telegram.refusals import Refusal, refused

if TYPE_CHECKING:
    from collections.abc import Callable

    from simulator.telegram.calls import Call
    from simulator.telegram.model import Chat, Shape, Topic


def create_forum_topic(call: Call) -> Shape:
    chat = _forum(call, Refusal.NO_RIGHTS_TO_CREATE_TOPIC)
    params = call.params
    topic = topics.open_topic(
        call.telegram, chat, call.bot.id, params.text("name"), params.integer("icon_color"),
        params.text("icon_custom_emoji_id"),
    )  # fmt: skip
    shape: Shape = {"message_thread_id": topic.id, "name": topic.name, "icon_color": topic.icon_color}
    return {**shape, "icon_custom_emoji_id": topic.icon_custom_emoji_id} if topic.icon_custom_emoji_id else shape


def edit_forum_topic(call: Call) -> bool:
    chat = _forum(call, Refusal.NO_RIGHTS_TO_EDIT_TOPIC)
    icon = call.params.values.get("icon_custom_emoji_id")
    topics.rename_topic(call.telegram, chat, _topic(call, chat), call.bot.id, call.params.text("name"), icon)
    return True


def delete_forum_topic(call: Call) -> bool:
    chat = _forum(call, Refusal.NO_RIGHTS_TO_DELETE_TOPIC)
    topics.delete_topic(call.telegram, chat, _topic(call, chat))
    return True


def closing(*, closed: bool, general: bool = False) -> Callable[[Call], bool]:
    def close(call: Call) -> bool:
        chat = _forum(call, Refusal.NO_RIGHTS_TO_CLOSE_TOPIC)
        topic = chat.topics[GENERAL_TOPIC_ID] if general else _topic(call, chat)
        topics.close_topic(call.telegram, chat, topic, call.bot.id, closed=closed)
        return True

    return close


def edit_general(call: Call) -> bool:
    chat = _forum(call, Refusal.NO_RIGHTS_TO_EDIT_TOPIC)
    general = chat.topics[GENERAL_TOPIC_ID]
    topics.rename_topic(call.telegram, chat, general, call.bot.id, call.params.text("name"), None)
    return True


def hiding(*, hidden: bool) -> Callable[[Call], bool]:
    def hide(call: Call) -> bool:
        chat = _forum(call, Refusal.NO_RIGHTS_TO_CLOSE_TOPIC)
        topics.hide_general(call.telegram, chat, call.bot.id, hidden=hidden)
        return True

    return hide


def icon_stickers(_: Call) -> list[Shape]:
    """The simulated Telegram has no stickers of its own."""
    return []


def _forum(call: Call, refusal: Refusal) -> Chat:
    chat = chat_to_write(call)
    if not chat.is_forum:
        raise refused(Refusal.NO_FORUM)
    if not chat.administers(call.bot.id):
        raise refused(refusal)
    return chat


def _topic(call: Call, chat: Chat) -> Topic:
    topic = chat.topics.get(call.params.integer("message_thread_id"))
    if topic is None or topic.id == GENERAL_TOPIC_ID:
        raise refused(Refusal.TOPIC_ID_INVALID)
    return topic


METHODS: dict[str, Callable[[Call], object]] = {
    "createForumTopic": create_forum_topic,
    "editForumTopic": edit_forum_topic,
    "closeForumTopic": closing(closed=True),
    "reopenForumTopic": closing(closed=False),
    "deleteForumTopic": delete_forum_topic,
    "editGeneralForumTopic": edit_general,
    "closeGeneralForumTopic": closing(closed=True, general=True),
    "reopenGeneralForumTopic": closing(closed=False, general=True),
    "hideGeneralForumTopic": hiding(hidden=True),
    "unhideGeneralForumTopic": hiding(hidden=False),
    "getForumTopicIconStickers": icon_stickers,
}
