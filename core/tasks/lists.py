"""The lists of a day: what is overdue, due today, later, some day; and the presets a task is put off by."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from core.crm.people import Person
from core.tasks.due import Due, due_at, due_of

EVENING = time(19)


class Section(StrEnum):
    OVERDUE = "overdue"
    TODAY = "today"
    LATER = "later"
    SOMEDAY = "someday"


@dataclass(frozen=True, slots=True)
class Day:
    """A reader's present day: `begins` and `ends` are its midnights. A due day is overdue when it is over, a moment when it has
    passed."""

    now: datetime
    begins: datetime
    ends: datetime


def day_of(now: datetime, zone: ZoneInfo) -> Day:
    today = now.astimezone(zone).date()
    return Day(now, due_at(today, None, zone, time(0)), due_at(today + timedelta(days=1), None, zone, time(0)))


def is_overdue(due_day: date | None, due_time: time | None, at: datetime | None, now: datetime, zone: ZoneInfo) -> bool:
    if at is None or due_day is None:
        return False
    return at < now if due_time is not None else due_day < now.astimezone(zone).date()


class Preset(StrEnum):
    """When to do it instead, in one tap. The letters travel in buttons."""

    HOUR = "h"
    EVENING = "e"
    TOMORROW = "t"
    MONDAY = "m"
    WEEK = "w"


def preset_due(preset: Preset, now: datetime, person: Person) -> Due | None:
    """As the person means it now: mornings at the start of their working day. None where that has gone by."""
    zone = ZoneInfo(person.time_zone)
    today = now.astimezone(zone).date()
    match preset:
        case Preset.HOUR:
            return due_of(now + timedelta(hours=1), zone)
        case Preset.EVENING:
            due = Due(today, EVENING)
            return due if due_at(due.day, due.time, zone, EVENING) > now else None
        case Preset.TOMORROW:
            return Due(today + timedelta(days=1), person.day_starts)
        case Preset.MONDAY:
            return Due(today + timedelta(days=7 - today.weekday()), person.day_starts)
        case Preset.WEEK:
            return Due(today + timedelta(weeks=1), person.day_starts)


def presets(now: datetime, person: Person, most: int = 4) -> list[Preset]:
    """Those to come, no two alike."""
    return list(_distinct(now, person))[:most]


def _distinct(now: datetime, person: Person) -> Iterator[Preset]:
    seen = set()
    for preset in Preset:
        due = preset_due(preset, now, person)
        if due is not None and due not in seen:
            seen.add(due)
            yield preset
