"""What a conversation needs of the installation, put together by bots.build."""

import random
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from typing import Protocol

from bots.conversation.shown import Shown
from bots.conversation.texts import Texts
from bots.settings import Settings
from core.crm.access import Actor, Right, actor_of, teams_below
from core.crm.people import Person
from core.ports import Clock, FilesFolder, Reads, Store
from core.tasks.delivery import Address, Priority


class Messenger(Protocol):
    """One messenger's way out. Raises what bots.conversation.delivery.sending names."""

    def turn(self, address: Address, priority: Priority, patience: float) -> AbstractAsyncContextManager[None]:
        """A place in the bot's budget, held while one message is drawn and sent. Raises Busy after about `patience` seconds."""
        ...

    async def send(self, address: Address, shown: Shown, edits: str | None) -> str:
        """Draw and send, or change the message `edits`; answers the id of the message that now shows it."""
        ...

    def fetch(self, reference: str) -> AsyncIterator[bytes]:
        """The bytes behind a file's reference, in chunks."""
        ...


@dataclass(slots=True)
class House:
    store: Store
    clock: Clock
    settings: Settings
    texts: Texts
    folder: FilesFolder
    messengers: dict[str, Messenger] = field(default_factory=dict)
    in_hand: set[int] = field(default_factory=set)
    """Outgoing rows that this process is delivering: their lease is not over, whatever the clock says."""
    fetching: set[int] = field(default_factory=set)
    """Files whose bytes this process is fetching."""
    chance: Callable[[], float] = random.random

    async def actor(self, reads: Reads, person: Person) -> Actor:
        """Only whose scope spans teams costs a look at them."""
        roles = self.settings.rights()
        rights = roles[person.role]
        if Right.SEE_ALL in rights or Right.SEE_TEAM not in rights or person.team_id is None:
            return actor_of(person, (), (), roles)
        teams = await reads.teams.all()
        return actor_of(person, await reads.people.in_teams(teams_below(person.team_id, teams)), teams, roles)
