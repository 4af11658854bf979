"""What one check found."""

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


@dataclass(frozen=True, slots=True)
class Finding:
    """`what` was looked at, `word` is what was seen, `mend` what to do about it."""

    level: Level
    what: str
    word: str
    mend: str = ""


def ok(what: str, word: str) -> Finding:
    return Finding(Level.OK, what, word)


def warn(what: str, word: str, mend: str) -> Finding:
    return Finding(Level.WARN, what, word, mend)


def fail(what: str, word: str, mend: str) -> Finding:
    return Finding(Level.FAIL, what, word, mend)
