"""Tasks: what is to be done, when, by whom, about which card."""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import ClassVar

from core.records import Record, Ref


class TaskKind(StrEnum):
    CALL = "call"
    MEETING = "meeting"
    MESSAGE = "message"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Task(Record):
    """`due_day` and `due_time` are wall time in `due_zone` (IANA), as they were said; without `due_time` the task is due that day.
    `due_at` is the moment they name, stored for lists and the bell; for a due day it is the start of the owner's working day."""

    noun: ClassVar[str] = "task"

    text: str
    kind: TaskKind = TaskKind.OTHER
    due_day: date | None = None
    due_time: time | None = None
    due_zone: str = "UTC"
    due_at: datetime | None = None
    owner_id: int | None = None
    author_id: int | None = None
    about: Ref | None = None
    done_at: datetime | None = None
    result: str | None = None
