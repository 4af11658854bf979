"""The world's time: real until someone sets it, and movable so that a test need not wait."""

from __future__ import annotations

import asyncio
import heapq
import time
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


class Clock:
    """Moments are aware and UTC. While `running`, time passes as outside; else only `advance` and `set` move it."""

    def __init__(self) -> None:
        self._base = datetime.now(UTC)
        self._anchor = time.monotonic()
        self.running = True
        self._timers: list[tuple[datetime, int, Callable[[], None]]] = []
        self._numbers = count()
        self._alarm: asyncio.TimerHandle | None = None

    def now(self) -> datetime:
        if not self.running:
            return self._base
        return self._base + timedelta(seconds=time.monotonic() - self._anchor)

    def unix(self) -> int:
        return int(self.now().timestamp())

    def set(self, moment: datetime) -> None:
        if moment.tzinfo is None:
            raise ValueError("the moment needs a UTC offset")
        self._rebase(moment.astimezone(UTC))

    def advance(self, seconds: float) -> None:
        self._rebase(self.now() + timedelta(seconds=seconds))

    def run(self, running: bool) -> None:
        self._rebase(self.now(), running=running)

    def call_later(self, seconds: float, callback: Callable[[], None]) -> None:
        """Call back once, `seconds` of this clock from now."""
        due = self.now() + timedelta(seconds=seconds)
        heapq.heappush(self._timers, (due, next(self._numbers), callback))
        self._arm()

    async def sleep(self, seconds: float) -> None:
        woken = asyncio.get_running_loop().create_future()
        self.call_later(seconds, lambda: None if woken.done() else woken.set_result(None))
        await woken

    def close(self) -> None:
        self._timers.clear()
        if self._alarm is not None:
            self._alarm.cancel()

    def _rebase(self, moment: datetime, running: bool | None = None) -> None:
        self._base = moment
        self._anchor = time.monotonic()
        if running is not None:
            self.running = running
        self._ring()

    def _ring(self) -> None:
        while self._timers and self._timers[0][0] <= self.now():
            heapq.heappop(self._timers)[2]()
        self._arm()

    def _arm(self) -> None:
        if self._alarm is not None:
            self._alarm.cancel()
            self._alarm = None
        if self._timers and self.running:
            wait = max(0.0, (self._timers[0][0] - self.now()).total_seconds())
            self._alarm = asyncio.get_running_loop().call_later(wait, self._ring)
