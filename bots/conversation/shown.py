"""A card on its way to a renderer: what is shown, to whom, with which sentence and which undo."""

from dataclasses import dataclass
from datetime import datetime

from bots.conversation.actions import Action
from bots.conversation.cards import Card
from core.tasks.delivery import Notice


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """`language` and `time_zone` are the reader's; `now` is the moment of drawing. `marks` stand above all
    else: that it comes late, that it may have come before. `back` leads to what the card was opened from."""

    card: Card | None
    notice: Notice | None = None
    undo: Action | None = None
    back: Action | None = None
    marks: tuple[Notice, ...] = ()
    language: str
    time_zone: str
    now: datetime
