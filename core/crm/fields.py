"""What an administrator adds to cards: tags, loss reasons, and typed custom fields."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from core.records import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class LossReason(Record):
    noun: ClassVar[str] = "loss_reason"

    name: str
    position: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag(Record):
    noun: ClassVar[str] = "tag"

    name: str


class FieldKind(StrEnum):
    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    CHOICE = "choice"
    YES_NO = "yes_no"
    MONEY = "money"


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomField(Record):
    """A field an administrator defined for contacts or deals (`of` is the noun)."""

    noun: ClassVar[str] = "custom_field"

    of: str
    name: str
    kind: FieldKind
    position: int
    choices: tuple[str, ...] = ()
