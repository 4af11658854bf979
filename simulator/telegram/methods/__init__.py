"""The Bot API's methods by name; a name that is not here fails as an unknown one does on the real server."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from simulator.telegram.methods import (
    chats,
    copies,
    delivery,
    edits,
    forum,
    marks,
    media,
    profile,
    queries,
    stored,
    texts,
    things,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from simulator.telegram.calls import Call

_ROOMS = (chats, copies, delivery, edits, forum, marks, media, profile, queries, stored, texts, things)
_TABLES: tuple[Mapping[str, Callable[[Call], Any]], ...] = tuple(room.METHODS for room in _ROOMS)
NAMES = frozenset(name for table in _TABLES for name in table)
METHODS: dict[str, Callable[[Call], Any]] = {name.lower(): handler for table in _TABLES for name, handler in table.items()}
