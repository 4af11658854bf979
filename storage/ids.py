"""63-bit ids that grow with time and are unique without asking the database."""

import secrets
from datetime import UTC, datetime, timedelta

from core.ports import Clock

EPOCH = datetime(2025, 1, 1, tzinfo=UTC)
SHIFT = 22
BLOCK = 1 << 12
MILLISECOND = timedelta(milliseconds=1)


class Ids:
    """Milliseconds since 2025, and 22 bits that start anywhere in each millisecond and count on.

    The milliseconds never go back: a clock that does is overtaken by counting on. `above` is the highest id stored so far. Two
    processes that write in the same millisecond make the same id about once in half a million times; the later work is then
    refused as busy, and has other ids when it is tried again.
    """

    def __init__(self, clock: Clock, above: int = 0) -> None:
        self._clock = clock
        self._moment = above >> SHIFT
        self._low = 1 << SHIFT

    def next(self) -> int:
        now = (self._clock.now() - EPOCH) // MILLISECOND
        if now > self._moment or self._low >> SHIFT:
            self._moment = max(now, self._moment + 1)
            self._low = secrets.randbelow((1 << SHIFT) - BLOCK)
        made = self._moment << SHIFT | self._low
        self._low += 1
        return made

    def block(self) -> int:
        """The first of BLOCK ids that nobody else gets."""
        self._moment = max(self._moment + 1, (self._clock.now() - EPOCH) // MILLISECOND)
        self._low = 1 << SHIFT
        return self._moment << SHIFT | secrets.randbelow((1 << SHIFT) - BLOCK)
