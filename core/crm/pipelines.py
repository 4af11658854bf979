"""Pipelines and their stages."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from core.records import Record


class StageKind(StrEnum):
    OPEN = "open"
    WON = "won"
    LOST = "lost"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pipeline(Record):
    noun: ClassVar[str] = "pipeline"

    name: str
    position: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage(Record):
    """One step of a pipeline. `probability` is in percent; `stall_days` None means a deal may stand for ever;
    `required` names deal fields that must be filled to enter."""

    noun: ClassVar[str] = "stage"

    pipeline_id: int
    name: str
    position: int
    kind: StageKind = StageKind.OPEN
    probability: int = 0
    stall_days: int | None = None
    required: tuple[str, ...] = ()
