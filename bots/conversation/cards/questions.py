"""A question with its options; where `words` is set, one may also answer in one's own."""

from dataclasses import dataclass
from typing import Literal

from bots.conversation.actions import Action
from core.tasks.delivery import Notice


@dataclass(frozen=True, slots=True)
class Option:
    """`label` is a name of the base's own (str) or a text (Notice)."""

    label: str | Notice
    action: Action


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """`back` leads to where the question was asked from; `accepts` names what a phone can share as the answer."""

    text: Notice
    options: tuple[Option, ...] = ()
    offers: tuple[Action, ...] = ()
    back: Action | None = None
    words: bool = False
    accepts: Literal["location", "contact"] | None = None
