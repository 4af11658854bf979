"""What a pattern of words means: one function a reading, from the values of its classes to a piece of a moment.

The readings follow common policy: a bare weekday is the nearest one to come, "next Friday" that of the next ISO week, an hour
from one to six without a part of day is in the afternoon, a part of day without an hour has the one in PARTS.
"""

from calendar import monthrange
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

PARTS = {
    "morning": time(9),
    "noon": time(12),
    "afternoon": time(14),
    "evening": time(19),
    "night": time(23),
    "midnight": time(0),
}
FRIDAY, SATURDAY = 4, 5
MINUTES = {"minute": 1, "hour": 60}
DAYS = {"day": 1, "week": 7}
MONTHS = {"month": 1, "year": 12}

Values = Mapping[str, Sequence[Any]]


@dataclass(frozen=True, slots=True)
class Clock:
    """`exact`: which half of the day it is in was said."""

    hour: int
    minute: int = 0
    exact: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Part of a moment. `at` is exact; `past` is known to have gone by; `weekday` is a bare one, which a date may confirm."""

    day: date | None = None
    clock: Clock | None = None
    part: str | None = None
    at: datetime | None = None
    weekday: bool = False
    past: bool = False


@dataclass(frozen=True, slots=True)
class Now:
    """`local` is aware, in the person's zone."""

    local: datetime
    day_first: bool
    day_ends: time

    @property
    def today(self) -> date:
        return self.local.date()

    def week(self, ahead: int = 0) -> date:
        """Monday of this ISO week, or of one ahead."""
        return self.today - timedelta(days=self.today.weekday()) + timedelta(weeks=ahead)


Reading = Callable[[Values, Now], Piece | None]
"""None: these words are no moment after all. ValueError and OverflowError mean the same: no such day."""


def day(values: Values, now: Now) -> Piece:
    return Piece(day=now.today + timedelta(days=values["day_word"][0]))


def weekday(values: Values, now: Now) -> Piece:
    ahead = (values["weekday"][0] - now.today.weekday() - 1) % 7 + 1
    return Piece(day=now.today + timedelta(days=ahead), weekday=True)


def next_weekday(values: Values, now: Now) -> Piece:
    return Piece(day=now.week(1) + timedelta(days=values["weekday"][0]))


def this_weekday(values: Values, now: Now) -> Piece:
    return Piece(day=now.week() + timedelta(days=values["weekday"][0]))


def weekday_week(values: Values, now: Now) -> Piece:
    """ "Thursday week": that weekday and seven days."""
    named = weekday(values, now).day
    return Piece(day=named + timedelta(weeks=1)) if named else Piece()


def of_date(values: Values, now: Now) -> Piece | None:
    number = _day_number(values)
    if "year" in values:
        return Piece(day=date(values["year"][0], values["month"][0], number))
    return Piece(day=_nearest(now, values["month"][0], number))


def month_day(values: Values, now: Now) -> Piece | None:
    """The nearest such day to come, in a month that has it."""
    number = _day_number(values)
    if not 1 <= number <= 31:
        return None
    first = now.today.replace(day=1)
    for ahead in range(13):
        month = add_months(first, ahead)
        if number <= monthrange(month.year, month.month)[1] and month.replace(day=number) > now.today:
            return Piece(day=month.replace(day=number))
    return None


def numeric(values: Values, now: Now) -> Piece | None:
    """Day and month in the language's order, in the other one where only that is a date."""
    first, second, year = values["numeric"][0]
    month, number = (second, first) if now.day_first else (first, second)
    if month > 12 >= number:
        month, number = number, month
    if year is None:
        return Piece(day=_nearest(now, month, number))
    return Piece(day=date(year if year > 99 else 2000 + year, month, number))


def iso(values: Values, _now: Now) -> Piece:
    year, month, number, *clock = values["iso"][0]
    return Piece(day=date(year, month, number), clock=_clock(*clock, exact=True) if clock else None)


def span(values: Values, now: Now) -> Piece | None:
    """ "In two hours" is exact to the minute; "in two weeks" is a day."""
    if "half_hour" in values:
        return _later(now, 30)
    amounts = [*values.get("number", ()), *values.get("decimal", ())] or [1]
    units = list(values["unit"])
    if "and_a_half" in values:
        amounts[0] += 0.5
    if len(amounts) < len(units):
        amounts.insert(0, 1)
    if len(units) == 2 and not (units[0] == "hour" and units[1] == "minute"):
        return None
    if all(unit in MINUTES for unit in units):
        return _later(now, sum(amount * MINUTES[unit] for amount, unit in zip(amounts, units, strict=True)))
    amount, unit = amounts[0], units[0]
    if unit in DAYS and float(amount * DAYS[unit]).is_integer():
        return Piece(day=now.today + timedelta(days=int(amount * DAYS[unit])))
    if unit in MONTHS and float(amount * MONTHS[unit]).is_integer():
        return Piece(day=add_months(now.today, int(amount * MONTHS[unit])))
    return None


def ago(_values: Values, _now: Now) -> Piece:
    return Piece(past=True)


def next_unit(values: Values, now: Now) -> Piece | None:
    """Its first day."""
    match values["unit"][0]:
        case "day":
            return Piece(day=now.today + timedelta(days=1))
        case "week":
            return Piece(day=now.week(1))
        case "month":
            return Piece(day=add_months(now.today.replace(day=1), 1))
        case "year":
            return Piece(day=date(now.today.year + 1, 1, 1))
    return None


def end(values: Values, now: Now) -> Piece | None:
    """Of a day the end of work, of a week Friday, of a month or year the last day."""
    ahead = 1 if "next" in values else 0
    match (*values.get("unit", ()), *values.get("short_end", ())):
        case ("day",):
            return Piece(day=now.today + timedelta(days=ahead), clock=Clock(now.day_ends.hour, now.day_ends.minute, exact=True))
        case ("week",):
            return Piece(day=now.week(ahead) + timedelta(days=FRIDAY))
        case ("month",):
            return Piece(day=add_months(now.today.replace(day=1), ahead + 1) - timedelta(days=1))
        case ("year",):
            return Piece(day=date(now.today.year + ahead, 12, 31))
    return None


def weekend(_values: Values, now: Now) -> Piece:
    return Piece(day=max(now.today, now.week() + timedelta(days=SATURDAY)))


def next_weekend(_values: Values, now: Now) -> Piece:
    return Piece(day=now.week(1) + timedelta(days=SATURDAY))


def clock(values: Values, _now: Now) -> Piece | None:
    if "clock" in values or "dotted_time" in values:
        hour, minute, zero = (*values.get("clock", ()), *values.get("dotted_time", ()))[0]
        return _said(values, hour, minute, exact=zero)
    hour, minute = (*values.get("number", (1,)), 0)[:2]
    return _said(values, hour, minute)


def half_past(values: Values, _now: Now) -> Piece | None:
    """ "Half past nine", "quarter past nine", "ten past nine"."""
    *minutes, hour = values["number"]
    return _said(values, hour, minutes[0] if minutes else 15 if "quarter" in values else 30)


def half_to(values: Values, _now: Now) -> Piece | None:
    """«Полдевятого», «в половине девятого»: half an hour before the hour named; «десять минут девятого» so many into it."""
    hour = (*values.get("half_to", ()), *values.get("ordinal", ()))[0]
    minutes = values.get("number", (30,))[0]
    return _said(values, hour - 1 or 12, minutes) if 1 <= hour <= 12 else None


def minutes_to(values: Values, _now: Now) -> Piece | None:
    """ "Quarter to five", «без пятнадцати пять»."""
    *minutes, hour = values["number"]
    before = minutes[0] if minutes else 15
    return _said(values, hour - 1 or 12, 60 - before) if 1 <= hour <= 12 and 0 < before < 60 else None


def this_part(values: Values, now: Now) -> Piece:
    return Piece(day=now.today, part=values.get("part", ("evening",))[0])


def part(values: Values, _now: Now) -> Piece:
    return Piece(part=values["part"][0])


READINGS: Mapping[str, Reading] = {
    "day": day,
    "weekday": weekday,
    "next_weekday": next_weekday,
    "this_weekday": this_weekday,
    "weekday_week": weekday_week,
    "date": of_date,
    "month_day": month_day,
    "numeric": numeric,
    "iso": iso,
    "span": span,
    "ago": ago,
    "next_unit": next_unit,
    "end": end,
    "weekend": weekend,
    "next_weekend": next_weekend,
    "clock": clock,
    "half_past": half_past,
    "half_to": half_to,
    "minutes_to": minutes_to,
    "this_part": this_part,
    "part": part,
}


def in_part(clock: Clock, name: str) -> Clock | None:
    """«8 вечера» -> 20, "12 at night" -> 0. None where they contradict each other."""
    hour = clock.hour
    if hour > 12 or (clock.exact and hour != 12):
        fits = hour >= 12 if name in {"noon", "afternoon", "evening"} else True
        return clock if fits else None
    match name:
        case "morning":
            hour = 0 if hour == 12 else hour
        case "noon" | "afternoon":
            hour = hour + 12 if hour <= 7 else hour
        case "evening":
            hour = 0 if hour == 12 else hour + 12 if hour >= 4 else hour
        case "night":
            hour = 0 if hour == 12 else hour + 12 if hour >= 8 else hour
        case _:
            return None
    return Clock(hour, clock.minute, exact=True)


def add_months(day: date, months: int) -> date:
    """The same day of the month, or its last where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _said(values: Values, hour: Any, minute: Any, *, exact: bool = False) -> Piece | None:
    """A clock with the half of the day said in the same breath."""
    if hour != int(hour) or minute != int(minute):
        return None
    said = _clock(int(hour), int(minute), exact=exact or hour == 0)
    if "meridiem" in values:
        if not 1 <= said.hour <= 12:
            return Piece(clock=said) if said.hour > 12 and values["meridiem"][0] == "pm" else None
        hour = said.hour % 12 + (12 if values["meridiem"][0] == "pm" else 0)
        return Piece(clock=Clock(hour, said.minute, exact=True))
    if "part" in values:
        parted = in_part(said, values["part"][0])
        return Piece(clock=parted) if parted else None
    return Piece(clock=said)


def _clock(hour: int, minute: int, *, exact: bool = False) -> Clock:
    """Raises ValueError where there is no such clock time."""
    time(hour, minute)
    return Clock(hour, minute, exact)


def _later(now: Now, minutes: float) -> Piece | None:
    """Elapsed time, not wall time: over a change of clocks "in two hours" is two hours."""
    if minutes <= 0:
        return None
    later = now.local.astimezone(UTC) + timedelta(minutes=round(minutes))
    return Piece(at=later.astimezone(now.local.tzinfo))


def _day_number(values: Values) -> int:
    return int((*values.get("ordinal", ()), *values.get("nth", ()), *values.get("number", ()))[0])


def _nearest(now: Now, month: int, number: int) -> date:
    """The nearest such date from today on; 29 February waits for its year. Raises ValueError where there is none."""
    for year in range(now.today.year, now.today.year + 9):
        if number <= monthrange(year, month)[1]:
            found = date(year, month, number)
            if found >= now.today:
                return found
    raise ValueError(f"no day {number} in month {month}")
