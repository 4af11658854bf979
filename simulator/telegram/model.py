"""What Telegram keeps: bots, chats, topics, messages, files. Plain records; how they look to a bot is in `shapes`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from simulator.telegram.updates import UpdateQueue
    from simulator.telegram.webhooks import Webhook

Shape = dict[str, Any]
ChatType = Literal["private", "group", "supergroup", "channel"]
Status = Literal["creator", "administrator", "member", "left", "kicked"]


@dataclass(slots=True, eq=False)
class Bot:
    id: int
    token: str
    name: str
    username: str
    updates: UpdateQueue
    webhook: Webhook | None = None
    reads_all: bool = False
    supports_inline: bool = True
    hides_in_forwards: bool = False
    last_message_id: int = 0
    # language code ("" for all) -> text; commands: (scope key, language code) -> list
    names: dict[str, str] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    short_descriptions: dict[str, str] = field(default_factory=dict)
    commands: dict[tuple[str, str], list[Shape]] = field(default_factory=dict)
    menu_buttons: dict[int, Shape] = field(default_factory=dict)
    rights: dict[bool, Shape] = field(default_factory=dict)


@dataclass(slots=True, eq=False)
class Message:
    """`content` holds what every viewer sees alike, named as in the Bot API; the rest depends on who looks.

    In a channel the author stays unnamed: `sender_id` is None there.
    """

    id: int
    chat: Chat
    date: int
    content: Shape
    sender_id: int | None = None
    author_id: int | None = None
    reply_to: Message | None = None
    thread_id: int | None = None
    edit_date: int | None = None
    markup: Shape | None = None
    service: bool = False
    deleted: bool = False
    protected: bool = False
    inline_id: str = ""
    pins: Message | None = None
    reactions: dict[int, list[Shape]] = field(default_factory=dict)


@dataclass(slots=True)
class Topic:
    """A forum topic; its id is that of the service message that opened it (1 for General)."""

    id: int
    name: str
    icon_color: int = 7322096
    icon_custom_emoji_id: str = ""
    closed: bool = False
    hidden: bool = False
    root: Message | None = None
    message_ids: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Member:
    status: Status = "member"
    since: int = 0


@dataclass(slots=True, eq=False)
class Chat:
    """A private chat has two `peers` and no id of its own: each side names it by the other's."""

    type: ChatType
    id: int = 0
    title: str = ""
    username: str = ""
    description: str = ""
    peers: tuple[int, int] | None = None
    is_forum: bool = False
    messages: dict[int, Message] = field(default_factory=dict)
    ids: list[int] = field(default_factory=list)
    last_message_id: int = 0
    members: dict[int, Member] = field(default_factory=dict)
    topics: dict[int, Topic] = field(default_factory=dict)
    pinned: list[int] = field(default_factory=list)
    unread: dict[int, int] = field(default_factory=dict)
    keyboards: dict[int, Shape] = field(default_factory=dict)
    migrated_to: Chat | None = None
    started: bool = False
    blocked: bool = False

    def id_for(self, viewer_id: int) -> int:
        if self.peers is None:
            return self.id
        first, second = self.peers
        return second if viewer_id == first else first

    def has(self, user_id: int) -> bool:
        if self.peers is not None:
            return user_id in self.peers
        member = self.members.get(user_id)
        return member is not None and member.status not in {"left", "kicked"}

    def reader_ids(self) -> list[int]:
        if self.peers is not None:
            return list(dict.fromkeys(self.peers))
        return [user_id for user_id in self.members if self.has(user_id)]

    def administers(self, user_id: int) -> bool:
        member = self.members.get(user_id)
        return member is not None and member.status in {"creator", "administrator"}
