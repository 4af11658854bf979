"""One request being answered: who speaks, what was said, and what the house knows before a flow begins."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from bots.conversation.said import Incoming
from core.crm.access import Actor
from core.ports import Reads
from core.records import Ref
from core.tasks.delivery import Placement

if TYPE_CHECKING:
    from bots.conversation.house import House
    from bots.conversation.views import Reply


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """`replied` is the placement of the card that a message answers by reply, `tapped` that of the card whose button was tapped."""

    house: "House"
    incoming: Incoming
    actor: Actor
    now: datetime
    replied: Placement | None = None
    tapped: Placement | None = None

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.actor.person.time_zone)

    @property
    def about(self) -> Ref | None:
        """The record a reply is about."""
        return self.replied.about if self.replied else None


Flow = Callable[[Talk, Any, Any], Awaitable["Reply"]]
"""(talk, work or reads, what was said) -> reply."""


@dataclass(frozen=True, slots=True)
class Route:
    """A flow and whether it writes: a reading flow never takes the write lock."""

    flow: Flow
    writes: bool


async def colleague(house: "House", reads: Reads, messenger: str, account: str) -> Actor | None:
    """The actor behind a messenger account; None for anybody who is no colleague."""
    person = await reads.people.of_identity(messenger, account)
    return await house.actor(reads, person) if person else None
