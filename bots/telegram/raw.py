"""An update before it is understood: which chat it belongs to. Must work for what nobody has heard of yet."""

import json
from typing import Any

from bots.conversation.delivery.aside import Place
from bots.telegram.read import MESSENGER
from core.tasks.delivery import Address

AT_ONCE = frozenset({"inline_query", "chosen_inline_result"})
"""Typing in another chat: it waits for no answer that is on its way in this one."""


def lane_of(update: dict[str, Any]) -> str:
    """What must stay in order: one chat, or one person's typing."""
    kind, event = _event(update)
    if kind in AT_ONCE:
        return f"{MESSENGER}:{_of(event, 'from').get('id')}:inline"
    chat = _chat(event)
    return f"{MESSENGER}:{chat.get('id') or _of(event, 'from').get('id') or 'elsewhere'}"


def place_of(payload: str) -> Place | None:
    """Where its sender can be told something: a private chat only."""
    _kind, event = _event(json.loads(payload))
    chat = _chat(event)
    if chat.get("type") != "private":
        return None
    sender = _of(event, "from")
    return Place(Address(MESSENGER, str(chat["id"])), str(sender.get("id", "")), sender.get("language_code"))


def _event(update: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """Besides its id an update holds one thing, named after its kind."""
    return next(((kind, event) for kind, event in update.items() if isinstance(event, dict)), ("", {}))


def _chat(event: dict[str, Any]) -> dict[str, Any]:
    return _of(event, "chat") or _of(_of(event, "message"), "chat")


def _of(event: dict[str, Any], name: str) -> dict[str, Any]:
    found = event.get(name)
    return found if isinstance(found, dict) else {}
