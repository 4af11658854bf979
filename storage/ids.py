"""63-bit ids that grow with time and are unique without asking the database."""

import secrets
from datetime import UTC, datetime, timedelta

from core.ports import Clock

EPOCH = datetime(2025, 1, 1, tzinfo=UTC)
NODE_BITS = 10
SEQUENCE_BITS = 12
SHIFT = NODE_BITS + SEQUENCE_BITS
BLOCK = 1 << SEQUENCE_BITS
MILLISECOND = timedelta(milliseconds=1)


class Ids:
    """Milliseconds since 2025, ten bits drawn at random by this process, a sequence of twelve bits.

    The milliseconds never go back: a clock that does is overtaken by counting on. `above` is the highest id stored so far.
    """

    def __init__(self, clock: Clock, above: int = 0) -> None:
        self._clock = clock
        self._node = secrets.randbelow(1 << NODE_BITS) << SEQUENCE_BITS
        self._moment = above >> SHIFT
        self._sequence = BLOCK

    def next(self) -> int:
        now = (self._clock.now() - EPOCH) // MILLISECOND
        if now > self._moment:
            self._moment, self._sequence = now, 0
        elif self._sequence >= BLOCK:
            self._moment, self._sequence = self._moment + 1, 0
        made = self._moment << SHIFT | self._node | self._sequence
        self._sequence += 1
        return made

    def block(self) -> int:
        """The first of BLOCK ids that nobody else gets."""
        self._moment = max(self._moment + 1, (self._clock.now() - EPOCH) // MILLISECOND)
        self._sequence = BLOCK
        return self._moment << SHIFT | self._node
