"""Moments: «завтра в 10», "next friday 10am" -> a due day or moment, in a person's zone, by our own grammar first.

What the grammar cannot read goes to dateparser, which skips words it does not know; its answer stands only when every word of
the text changed it and it lies in the future.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from core.capture.grammar import Found, Grammar, Symbol, Token, grammar, in_order, shipped
from core.capture.readings import PARTS, READINGS, Clock, Now, Piece, in_part
from core.errors import Refusal
from core.tasks.due import Due, due_at, due_of

LONGEST = 300
"""Letters that a moment by itself may have."""
LONGEST_MESSAGE = 4096
FARTHEST = timedelta(days=366 * 100)
DAY_ENDS = time(18)


@dataclass(frozen=True, slots=True)
class FoundDue:
    """A moment inside a message, and the words left without it."""

    due: Due
    rest: str


def parse_due(text: str, now: datetime, zone: ZoneInfo, language: str, *, day_ends: time = DAY_ENDS) -> Due:
    """The whole text is one moment to come. `language` is the person's own; the others are understood too.

    Raises Refusal `due.past` for one gone by, `due.unknown` for what is none.
    """
    words = grammar(in_order(language))
    local = Now(now.astimezone(zone), words.day_first, day_ends)
    pieces = _whole(words, words.tokens(text[:LONGEST]), local) if len(text) <= LONGEST else None
    due = _combined(pieces, local, zone) if pieces else _guessed(text, local, zone, language)
    if due is None:
        raise Refusal("due.unknown", text=text[:60])
    return due


def find_due(text: str, now: datetime, zone: ZoneInfo, language: str, *, day_ends: time = DAY_ENDS) -> FoundDue | None:
    """The first moment to come in a message; None also for one that contradicts itself.

    Raises Refusal `due.past` where it only speaks of one gone by.
    """
    words = grammar(in_order(language))
    local = Now(now.astimezone(zone), words.day_first, day_ends)
    text = text[:LONGEST_MESSAGE]
    tokens = words.tokens(text)
    seen: dict[int, list[Symbol]] = {}
    past: Refusal | None = None
    end = 0
    for at in range(len(tokens)):
        if at < end:
            continue  # within a moment gone by
        pieces, after = _greedy(words, tokens, at, local, seen)
        if not pieces or _doubtful(words, tokens[at:after], seen, at):
            continue
        end = after
        try:
            due = _combined(pieces, local, zone)
        except Refusal as refusal:
            past = refusal
            continue
        if due is None:
            return None  # what contradicts itself is asked for, not guessed from its half
        rest = f"{text[: tokens[at].start].rstrip()} {text[tokens[end - 1].end :].lstrip()}"
        return FoundDue(due, re.sub(r"\s+([,.;!?])", r"\1", rest).strip(" ,;-—–"))
    if past is not None:
        raise past
    return None


def _whole(words: Grammar, tokens: Sequence[Token], now: Now) -> list[Piece] | None:
    """Pieces that together consume every token; the longest patterns are tried first."""
    seen: dict[int, list[Symbol]] = {}
    dead: set[int] = set()

    def from_here(at: int) -> list[Piece] | None:
        if at == len(tokens):
            return []
        if at in dead:
            return None
        for found in words.readings(tokens, at, seen):
            piece = _read(found, now)
            rest = from_here(found.end) if piece else None
            if piece and rest is not None:
                return [piece, *rest]
        if any(symbol.cls == "filler" for symbol in words.symbols(tokens, at)) and (rest := from_here(at + 1)) is not None:
            return rest
        dead.add(at)
        return None

    return from_here(0)


def _greedy(words: Grammar, tokens: Sequence[Token], at: int, now: Now, seen: dict[int, list[Symbol]]) -> tuple[list[Piece], int]:
    """As many pieces in a row as there are, fillers between them; where the last piece ends."""
    pieces: list[Piece] = []
    end = here = at
    while here < len(tokens):
        for found in words.readings(tokens, here, seen):
            if piece := _read(found, now):
                pieces.append(piece)
                end = here = found.end
                break
        else:
            if not pieces or all(symbol.cls != "filler" for symbol in seen.get(here, ())):
                break
            here += 1
    return pieces, end


def _read(found: Found, now: Now) -> Piece | None:
    try:
        return READINGS[found.reading](found.values, now)
    except (ValueError, OverflowError):
        return None


def _doubtful(words: Grammar, tokens: Sequence[Token], seen: dict[int, list[Symbol]], at: int) -> bool:
    """One word that more often means something else ("sat", "may"), or a bare 3.5 that is as well a number."""
    if len(tokens) != 1:
        return False
    if tokens[0].kind == "dotted":
        return not re.fullmatch(r"\d\d[./]\d\d", tokens[0].text)
    return any(symbol.cls == "doubtful" for symbol in seen.get(at) or words.symbols(tokens, 0))


def _combined(pieces: Sequence[Piece], now: Now, zone: ZoneInfo) -> Due | None:
    """One day and one clock at most, in agreement. Raises Refusal `due.past`."""
    if any(piece.past for piece in pieces):
        raise Refusal("due.past")
    day, agreed = _one_day(pieces)
    clocks = [piece.clock for piece in pieces if piece.clock]
    parts = [piece.part for piece in pieces if piece.part]
    exact = [piece.at for piece in pieces if piece.at]
    if not agreed or len(clocks) > 1 or len(parts) > 1 or len(exact) > 1:
        return None
    if exact:
        return due_of(exact[0], zone) if not clocks and not parts and day in {None, exact[0].date()} else None
    clock, fits = _one_clock(clocks, parts)
    if not fits or (day is None and clock is None):
        return None
    if clock is not None and parts == ["midnight"] and day is not None:
        day += timedelta(days=1)
    return _future(day, clock, now, zone)


def _one_day(pieces: Sequence[Piece]) -> tuple[date | None, bool]:
    """The day that all of them name; a bare weekday only confirms a date."""
    days = {piece.day for piece in pieces if piece.day and not piece.weekday}
    weekdays = {piece.day for piece in pieces if piece.day and piece.weekday}
    if len(days) > 1 or len(weekdays) > 1:
        return None, False
    day, named = next(iter(days), None), next(iter(weekdays), None)
    if day and named:
        return day, day.weekday() == named.weekday()
    return day or named, True


def _one_clock(clocks: Sequence[Clock], parts: Sequence[str]) -> tuple[time | None, bool]:
    if not clocks:
        return (PARTS[parts[0]] if parts else None), True
    clock = clocks[0]
    if parts:
        inside = in_part(clock, parts[0])
        return (time(inside.hour, inside.minute), True) if inside else (None, False)
    if not clock.exact and 1 <= clock.hour <= 6:
        return time(clock.hour + 12, clock.minute), True
    return time(clock.hour, clock.minute), True


def _future(day: date | None, clock: time | None, now: Now, zone: ZoneInfo) -> Due | None:
    """A clock without a day is today, or tomorrow when past."""
    said = day or now.today
    if clock is not None and day is None and not _ahead(said, clock, now, zone):
        said += timedelta(days=1)
    if said - now.today > FARTHEST:
        return None
    if said < now.today or (clock is not None and not _ahead(said, clock, now, zone)):
        raise Refusal("due.past")
    return Due(said, clock)


def _ahead(day: date, clock: time, now: Now, zone: ZoneInfo) -> bool:
    return due_at(day, clock, zone, clock) > now.local.astimezone(UTC)


def _guessed(text: str, now: Now, zone: ZoneInfo, language: str) -> Due | None:
    """dateparser's reading of a short text with a digit or a word of time in it."""
    words = grammar(in_order(language))
    tokens = words.tokens(text[:LONGEST])
    hints = any(token.kind not in {"word", "sign"} or words.knows(token.text) for token in tokens)
    if len(text) > LONGEST or not 2 <= len(tokens) <= 8 or not hints:
        return None
    found = _outside(text, now, zone, language)
    if found is None or found <= now.local:
        return None
    for token in tokens:
        if token.kind != "sign" and _outside(text[: token.start] + text[token.end :], now, zone, language) == found:
            return None  # a word that changes nothing was skipped
    due = due_of(found, zone)
    return Due(due.day) if due.time == due_of(now.local, zone).time else due


def _outside(text: str, now: Now, zone: ZoneInfo, language: str) -> datetime | None:
    import dateparser  # noqa: PLC0415 - half a second and 30 MB, needed for the rarest texts only

    found: datetime | None = dateparser.parse(
        text,
        languages=sorted({language, *shipped()}),
        settings={
            "DATE_ORDER": "DMY" if now.day_first else "MDY",
            "PREFER_DATES_FROM": "future",
            "RELATIVE_BASE": now.local.replace(tzinfo=None),
            "TIMEZONE": zone.key,
            "RETURN_AS_TIMEZONE_AWARE": True,
        },
    )
    return found
