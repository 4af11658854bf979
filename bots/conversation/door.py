"""The door: an invite lets in; a visitor, somebody who has left, and anybody in a group each get one clear line and no more."""

from dataclasses import dataclass
from datetime import timedelta

from bots.conversation.flows.people.joining import INVITE, join, known_language
from bots.conversation.house import House
from bots.conversation.said import Edited, Incoming, Start, Tap, Text
from bots.conversation.views import Reply
from core.crm.people import Person
from core.ports import Work
from core.tasks.delivery import Notice

GROUP = "group"
"""The account under which a group remembers that it was pointed to the private chat."""

ONCE_IN = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Met:
    """What is answered, in which language; `joined` is the colleague that somebody has just become."""

    reply: Reply
    language: str
    joined: int | None = None


async def outside(house: House, work: Work, incoming: Incoming, person: Person | None) -> Met:
    """`person` is the colleague behind the account: in a group, or no longer active. Raises Refusal as `join` does."""
    if isinstance(incoming.said, Edited):
        return at_the_door(house, incoming, person, Reply())
    if not incoming.private:
        return at_the_door(house, incoming, person, await _in_group(work, incoming))
    if person is not None:
        return at_the_door(
            house, incoming, person, _said(incoming, Notice("account.closed", {"company": house.settings.company.name}))
        )
    if isinstance(incoming.said, Start) and incoming.said.payload.startswith(INVITE):
        reply, joined = await join(house, work, incoming, incoming.said.payload.removeprefix(INVITE))
        return Met(reply, joined.language, joined.id)
    return at_the_door(house, incoming, None, _said(incoming, Notice("visitor.hello", {"company": house.settings.company.name})))


def at_the_door(house: House, incoming: Incoming, person: Person | None, reply: Reply) -> Met:
    return Met(reply, person.language if person else known_language(incoming.sender.language or house.settings.company.language))


async def _in_group(work: Work, incoming: Incoming) -> Reply:
    """Nothing of the base is shown in a group. A command is pointed to the private chat once a day, the rest is not for us."""
    pointing = Notice("group.private")
    if isinstance(incoming.said, Tap):
        return Reply(toast=pointing)
    commanded = isinstance(incoming.said, Start) or (isinstance(incoming.said, Text) and incoming.said.text.startswith("/"))
    if not commanded or await work.drafts.get(incoming.address, GROUP, work.now) is not None:
        return Reply()
    work.keep_draft(incoming.address, GROUP, {"pointed": True}, work.now + ONCE_IN)
    return Reply(notice=pointing)


def _said(incoming: Incoming, notice: Notice) -> Reply:
    return Reply(toast=notice) if isinstance(incoming.said, Tap) else Reply(notice=notice)
