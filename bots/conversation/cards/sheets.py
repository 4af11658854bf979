"""One thing that administrators keep - a colleague, a team, a stage, a field - and what can be done with it."""

from dataclasses import dataclass

from bots.conversation.actions import Action
from bots.conversation.cards.questions import Option
from core.tasks.delivery import Notice


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """`facts` are lines of what is known; an option's label may hold the value that it changes."""

    title: Notice
    facts: tuple[Notice, ...] = ()
    options: tuple[Option, ...] = ()
    back: Action | None = None
