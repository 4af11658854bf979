"""When a task is due: wall time as it was said, and the moment it names."""

import datetime as dt
from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Due:
    """Wall time in the person's zone; without `time` some time on that day."""

    day: date
    time: dt.time | None = None


def due_at(day: date, at: dt.time | None, zone: ZoneInfo, day_starts: dt.time) -> datetime:
    """The moment in UTC that wall time names; a due day is due at the start of the working day.

    Of a wall time that the clocks pass twice it is the first, unless `at.fold` says the second; one that they leap over moves
    on by the leap: 02:30 becomes 03:30.
    """
    return datetime.combine(day, at or day_starts, tzinfo=zone).astimezone(UTC)


def due_of(moment: datetime, zone: ZoneInfo) -> Due:
    """A moment as wall time, to the minute; an hour that happens twice keeps which one it was."""
    local = moment.astimezone(zone).replace(second=0, microsecond=0)
    return Due(local.date(), local.time())
