"""One's own settings."""

from dataclasses import dataclass

from bots.conversation.actions import Action
from core.crm.people import Person, Team


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnSettings:
    """`edits` names what can be set ("language", "time_zone" …) and the action that asks for it."""

    person: Person
    team: Team | None
    edits: tuple[tuple[str, Action], ...]
