"""Forum topics: opened, renamed, closed, deleted; each change leaves its service message in the topic."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.telegram.model import Topic
from simulator.telegram.network import GENERAL_TOPIC_ID
from simulator.telegram.posting import delete, post
from simulator.telegram.refusals import Refusal, refused

if TYPE_CHECKING:
    from simulator.telegram.model import Chat, Shape
    from simulator.telegram.network import Telegram

COLORS = (7322096, 16766590, 13338331, 9367192, 16749490, 16478047)
LONGEST_NAME = 128


def open_topic(telegram: Telegram, chat: Chat, by_id: int, name: str, color: int = 0, icon: str = "") -> Topic:
    name = _checked_name(name)
    if color and color not in COLORS:
        raise refused(Refusal.BAD_ICON_COLOR)
    color = color or COLORS[len(chat.topics) % len(COLORS)]
    shown: Shape = {"name": name, "icon_color": color}
    if icon:
        shown["icon_custom_emoji_id"] = icon
    root = post(telegram, chat, by_id, {"forum_topic_created": shown}, service=True, opens_topic=True)
    topic = chat.topics[root.id] = Topic(root.id, name, color, icon, root=root)
    return topic


def rename_topic(telegram: Telegram, chat: Chat, topic: Topic, by_id: int, name: str, icon: str | None) -> None:
    """An empty name or a missing icon keeps the former one."""
    changed: Shape = {}
    if name and name != topic.name:
        changed["name"] = topic.name = _checked_name(name)
    if icon is not None and icon != topic.icon_custom_emoji_id:
        changed["icon_custom_emoji_id"] = topic.icon_custom_emoji_id = icon
    if not changed:
        raise refused(Refusal.TOPIC_NOT_MODIFIED)
    _note(telegram, chat, topic, by_id, {"forum_topic_edited": changed})


def close_topic(telegram: Telegram, chat: Chat, topic: Topic, by_id: int, *, closed: bool) -> None:
    if topic.closed == closed:
        raise refused(Refusal.TOPIC_NOT_MODIFIED)
    topic.closed = closed
    _note(telegram, chat, topic, by_id, {"forum_topic_closed" if closed else "forum_topic_reopened": {}})


def hide_general(telegram: Telegram, chat: Chat, by_id: int, *, hidden: bool) -> None:
    topic = chat.topics[GENERAL_TOPIC_ID]
    if topic.hidden == hidden:
        raise refused(Refusal.TOPIC_NOT_MODIFIED)
    topic.hidden = topic.closed = hidden
    kind = "general_forum_topic_hidden" if hidden else "general_forum_topic_unhidden"
    _note(telegram, chat, topic, by_id, {kind: {}})


def delete_topic(telegram: Telegram, chat: Chat, topic: Topic) -> None:
    """The topic goes with all its messages; nobody is told, as in the real one."""
    del chat.topics[topic.id]
    for number in (topic.id, *topic.message_ids):
        if not chat.messages[number].deleted:
            delete(telegram, chat.messages[number])


def _note(telegram: Telegram, chat: Chat, topic: Topic, by_id: int, content: Shape) -> None:
    thread = None if topic.id == GENERAL_TOPIC_ID else topic
    post(telegram, chat, by_id, content, service=True, topic=thread)


def _checked_name(name: str) -> str:
    name = " ".join(name.split())[:LONGEST_NAME]
    if not name:
        raise refused(Refusal.TOPIC_NAME_EMPTY)
    return name
