"""What every stored thing has in common."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Ref:
    """Names one record: its noun and id."""

    noun: str
    id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A row as a frozen value. `version` counts stored changes; 0 means not stored yet."""

    noun: ClassVar[str]

    id: int
    created_at: datetime
    version: int = 0
    deleted_at: datetime | None = None

    @property
    def ref(self) -> Ref:
        return Ref(self.noun, self.id)
