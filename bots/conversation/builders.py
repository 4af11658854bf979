"""The table of views: kind -> how its card is built from the base, for one viewer."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bots.conversation.cards import Card
from bots.conversation.views import View
from core.crm.access import Actor, Right
from core.errors import Refusal
from core.ports import Reads
from core.tasks.delivery import Address


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks, where and when; `roles` is the table of rights by role."""

    actor: Actor
    address: Address
    account: str
    now: datetime
    roles: Mapping[str, frozenset[Right]] = field(default_factory=dict)


Builder = Callable[[Reads, Viewer, View], Awaitable[Card]]
"""Raises Missing where the viewer may not see what the view names."""

_builders: dict[str, Builder] = {}


def builds(kind: str) -> Callable[[Builder], Builder]:
    def register(builder: Builder) -> Builder:
        if kind in _builders:
            raise ValueError(f"view {kind!r} is built twice")
        _builders[kind] = builder
        return builder

    return register


async def build(reads: Reads, viewer: Viewer, view: View) -> Card:
    """Raises Refusal too for a view of an older or newer version of ours."""
    builder = _builders.get(view.kind)
    if builder is None:
        raise Refusal("button.unknown")
    return await builder(reads, viewer, view)


def kinds() -> list[str]:
    return sorted(_builders)
