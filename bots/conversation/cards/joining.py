"""What a colleague meets first."""

from dataclasses import dataclass

from bots.conversation.cards.questions import Option
from core.crm.people import Person
from core.tasks.delivery import Notice


@dataclass(frozen=True, slots=True, kw_only=True)
class Hello:
    """`example` is a line to write as it stands."""

    person: Person
    example: Notice
    options: tuple[Option, ...]
