"""The simulated Telegram: who exists, which chats there are, and where each thing is found."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

from simulator.telegram.callbacks import Callbacks
from simulator.telegram.files import FileStore
from simulator.telegram.inline import Inline
from simulator.telegram.limits import Budgets
from simulator.telegram.model import Bot, Chat, Member, Topic
from simulator.telegram.updates import UpdateQueue
from simulator.telegram.webhooks import Webhooks
from simulator.world import Person, WorldError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from simulator.telegram.model import ChatType
    from simulator.world import World

_FIRST_UPDATE_ID = 100_000_001
_FIRST_GROUP_ID = 4_000_000_001
_SUPERGROUP_BASE = -1_000_000_000_000
GENERAL_TOPIC_ID = 1


class Telegram:
    def __init__(self, world: World) -> None:
        self.world = world
        self.clock = world.clock
        self.bots: dict[int, Bot] = {}
        self.bots_by_token: dict[str, Bot] = {}
        self.groups: dict[int, Chat] = {}
        self._private: dict[tuple[int, int], Chat] = {}
        self._chats_of: dict[int, dict[Chat, None]] = {}
        self._numbers = itertools.count(1)
        self._group_numbers = itertools.count(_FIRST_GROUP_ID)
        self.callbacks = Callbacks(self)
        self.inline = Inline(self)
        self.witnesses: list[Callable[[str, Any], None]] = []
        self.webhooks = Webhooks(self)
        self.files = FileStore()
        self.budgets = Budgets()

    def show(self, what: str, shape: Any) -> None:
        """Tell the witnesses what goes out: an answer under its method's name, or an update."""
        for witness in self.witnesses:
            witness(what, shape)

    def number(self) -> int:
        """A new number for a query, an album, a file."""
        return next(self._numbers)

    def add_bot(self, token: str, username: str, name: str, *, reads_all: bool = False, supports_inline: bool = True) -> Bot:
        """The bot of this token, made or renamed; it exists from now on. `reads_all`: privacy mode is off."""
        known = self.bots_by_token.get(token)
        if known is not None:
            known.username, known.name = username, name
            return known
        prefix = token.partition(":")[0]
        bot_id = int(prefix) if prefix.isdigit() else 7_000_000_000 + self.number()
        if bot_id in self.bots or bot_id in self.world.people:
            raise WorldError(f"the id {bot_id} is taken")
        bot = Bot(bot_id, token, name, username, UpdateQueue(self.clock, _FIRST_UPDATE_ID))
        bot.reads_all, bot.supports_inline = reads_all, supports_inline
        self.bots[bot_id] = self.bots_by_token[token] = bot
        self.world.feed.tell_all({"type": "people"})
        return bot

    def bot_named(self, username: str) -> Bot:
        wanted = username.lstrip("@").lower()
        for bot in self.bots.values():
            if bot.username.lower() == wanted:
                return bot
        raise WorldError(f"no bot {username}")

    def user(self, user_id: int) -> Person | Bot:
        return self.bots.get(user_id) or self.world.person(user_id)

    def find_user(self, user_id: int) -> Person | Bot | None:
        return self.bots.get(user_id) or self.world.people.get(user_id)

    def private_chat(self, one_id: int, other_id: int) -> Chat:
        """The chat of these two, empty until someone writes."""
        key = (min(one_id, other_id), max(one_id, other_id))
        chat = self._private.get(key)
        if chat is None:
            chat = self._private[key] = Chat("private", peers=(one_id, other_id))
            self.index(chat, key)
        return chat

    def index(self, chat: Chat, user_ids: Iterable[int]) -> None:
        for user_id in user_ids:
            self._chats_of.setdefault(user_id, {})[chat] = None

    def unindex(self, chat: Chat, user_id: int) -> None:
        self._chats_of.get(user_id, {}).pop(chat, None)

    def chats_of(self, user_id: int) -> list[Chat]:
        return list(self._chats_of.get(user_id, ()))

    def find_chat(self, chat_id: int, viewer_id: int) -> Chat | None:
        """The chat that `viewer_id` calls `chat_id`; private chats come into being by being named."""
        if chat_id > 0:
            return self.private_chat(viewer_id, chat_id) if self.find_user(chat_id) else None
        return self.groups.get(chat_id)

    def hang_up(self) -> None:
        """Every waiting poll ends as if the network had gone."""
        for bot in self.bots.values():
            bot.updates.hang_up()

    def commands_changed(self, bot: Bot) -> None:
        """Tell those who have a chat with the bot that its menu or its name changed."""
        for chat in self.chats_of(bot.id):
            for user_id in chat.reader_ids():
                self.world.feed.tell(user_id, {"type": "chat", "chat": chat.id_for(user_id)})

    def chat_named(self, username: str) -> Chat | None:
        wanted = username.lstrip("@").lower()
        return next((chat for chat in self.groups.values() if chat.username.lower() == wanted), None)

    def add_group(self, kind: ChatType, title: str, members: Iterable[int], *, is_forum: bool = False) -> Chat:
        number = next(self._group_numbers)
        chat = Chat(kind, id=-number if kind == "group" else _SUPERGROUP_BASE - number, title=title, is_forum=is_forum)
        if is_forum:
            chat.topics[GENERAL_TOPIC_ID] = Topic(GENERAL_TOPIC_ID, "General")
        self.groups[chat.id] = chat
        now = self.clock.unix()
        for position, user_id in enumerate(members):
            chat.members[user_id] = Member("member" if position else "creator", now)
        self.index(chat, chat.members)
        return chat
