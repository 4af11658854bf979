"""What a conversation needs of the installation, put together by bots.build."""

from dataclasses import dataclass, field
from typing import Protocol

from bots.conversation.shown import Shown
from bots.conversation.texts import Texts
from bots.settings import Settings
from core.crm.access import Actor, actor_of
from core.crm.people import Person
from core.ports import Clock, Reads, Store
from core.tasks.delivery import Address


class Messenger(Protocol):
    """One messenger's way out. Raises bots.conversation.sending's Temporary, Permanent or Moved."""

    async def send(self, address: Address, shown: Shown, edits: str | None) -> str:
        """Draw and send, or change the message `edits`; answers the id of the message that now shows it."""
        ...


@dataclass(slots=True)
class House:
    store: Store
    clock: Clock
    settings: Settings
    texts: Texts
    messengers: dict[str, Messenger] = field(default_factory=dict)

    async def actor(self, reads: Reads, person: Person) -> Actor:
        people, teams = await reads.people.all(), await reads.teams.all()
        return actor_of(person, people, teams, self.settings.rights())
