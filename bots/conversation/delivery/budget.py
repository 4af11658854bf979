"""One budget for everything a bot sends: so much in all, so much to a chat, so much to a group; who matters most goes first.

Each limit is a sliding window, counted from the end of a send, so that no jitter on the way makes two of ours arrive closer
together than the messenger allows. One send a chat is on its way at a time: what is drawn later arrives later.
"""

import asyncio
import heapq
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from math import inf
from typing import Protocol

from bots.conversation.delivery.sending import Busy
from core.tasks.delivery import Priority

CHATS_KEPT = 2000
"""Past so many known chats the quiet ones are forgotten."""


class Handle(Protocol):
    def cancel(self) -> None: ...


class Timer(Protocol):
    """Monotonic time in seconds and a callback in it: an asyncio loop, or a test's own."""

    def time(self) -> float: ...

    def call_later(self, delay: float, callback: Callable[[], None]) -> Handle: ...


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `most` within any `seconds`."""

    most: int
    seconds: float


@dataclass(slots=True)
class Window:
    """Sends within a limit: those on their way, and the ends of those that count still."""

    limit: Limit
    on_the_way: int = 0
    ended: deque[float] = field(default_factory=deque)

    def wait(self, now: float) -> float:
        """Seconds until one more fits; infinite while only the end of another one can tell."""
        while self.ended and self.ended[0] <= now - self.limit.seconds:
            self.ended.popleft()
        over = self.on_the_way + len(self.ended) - self.limit.most
        if over < 0:
            return 0
        return self.ended[over] + self.limit.seconds - now if over < len(self.ended) else inf

    def begin(self) -> None:
        self.on_the_way += 1

    def end(self, now: float) -> None:
        self.on_the_way -= 1
        self.ended.append(now)


@dataclass(slots=True, order=True)
class _Waiter:
    priority: Priority
    number: int
    turn: asyncio.Future[None] = field(compare=False)


@dataclass(slots=True)
class _Chat:
    window: Window
    waiting: list[_Waiter] = field(default_factory=list)

    def head(self) -> _Waiter | None:
        """Whose turn is next; those who gave up are left out."""
        while self.waiting and self.waiting[0].turn.done():
            heapq.heappop(self.waiting)
        return self.waiting[0] if self.waiting else None

    def wait(self, now: float, priority: Priority) -> float:
        """What merely keeps a screen fresh comes evenly and never uses up the burst that an answer may need."""
        if self.window.on_the_way:
            return inf
        wait = self.window.wait(now)
        if priority >= Priority.REDRAW and self.window.ended:
            wait = max(wait, self.window.ended[-1] + self.window.limit.seconds / self.window.limit.most - now)
        return wait

    def quiet(self, now: float) -> bool:
        return not self.window.on_the_way and self.head() is None and self.window.wait(now) == 0 and not self.window.ended


class Budget:
    """`async with budget.turn(...)` around every send. Nothing in it outlives a cancelled caller."""

    def __init__(self, everything: Limit, chat: Limit, group: Limit, timer: Timer | None = None) -> None:
        self._all = Window(everything)
        self._limits = {False: chat, True: group}
        self._own_timer = timer
        self._chats: dict[str, _Chat] = {}
        self._asked: dict[str, _Chat] = {}
        self._numbers = count()
        self._resumes_at = -inf
        self._alarm: Handle | None = None
        self._closed = False

    @asynccontextmanager
    async def turn(self, chat: str, priority: Priority, patience: float, *, group: bool = False) -> AsyncIterator[None]:
        """Waits for a place, at most about `patience` seconds. Raises Busy, with a better moment, when it takes longer."""
        place = self._place(chat, group=group)
        if self._closed:
            raise Busy(timedelta())
        expected = self._expected(place, priority)
        if expected > patience:
            raise Busy(timedelta(seconds=expected))
        await self._wait(chat, place, priority, patience)
        try:
            yield
        finally:
            now = self._timer.time()
            self._all.end(now)
            place.window.end(now)
            self._hand_out()

    def pause(self, seconds: float) -> None:
        """The messenger asked for silence: nothing is sent until then."""
        self._resumes_at = max(self._resumes_at, self._timer.time() + seconds)
        self._hand_out()

    @property
    def paused_for(self) -> float:
        """Seconds of silence that are left."""
        return max(0.0, self._resumes_at - self._timer.time())

    def close(self) -> None:
        """Nobody waits any more: who does, and who comes, is told Busy."""
        self._closed = True
        for place in self._asked.values():
            while waiter := place.head():
                waiter.turn.set_exception(Busy(timedelta()))
        self._ring_in(inf)

    async def _wait(self, chat: str, place: _Chat, priority: Priority, patience: float) -> None:
        waiter = _Waiter(priority, next(self._numbers), asyncio.get_running_loop().create_future())
        heapq.heappush(place.waiting, waiter)
        self._asked[chat] = place
        self._hand_out()
        try:
            async with asyncio.timeout(patience if not waiter.turn.done() else None):
                await waiter.turn
        except TimeoutError:
            self._take_back(place, waiter)
            limit = place.window.limit
            raise Busy(timedelta(seconds=max(self._expected(place, priority), limit.seconds / limit.most))) from None
        except asyncio.CancelledError:
            self._take_back(place, waiter)
            raise

    def _take_back(self, place: _Chat, waiter: _Waiter) -> None:
        """The turn may have been given in the very moment its waiter left."""
        if waiter.turn.done() and not waiter.turn.cancelled() and not waiter.turn.exception():
            self._all.on_the_way -= 1
            place.window.on_the_way -= 1
            self._hand_out()

    def _expected(self, place: _Chat, priority: Priority) -> float:
        """Seconds until a newcomer's turn, by what is known now."""
        limit = place.window.limit
        wait = place.wait(self._timer.time(), priority)
        if 0 < wait < inf:
            wait += len(place.waiting) * limit.seconds / limit.most
        return max(self.paused_for, wait if wait < inf else 0.0)

    def _hand_out(self) -> None:
        """Give every turn that can be given now, the most urgent first, and come back when the next one can."""
        now = self._timer.time()
        whole = max(self._resumes_at - now, self._all.wait(now))
        if whole > 0:
            self._ring_in(whole if self._asked else inf)
            return
        soonest = inf
        for waiter, chat, place in self._heads():
            wait = max(place.wait(now, waiter.priority), self._all.wait(now))
            if wait > 0:
                soonest = min(soonest, wait)
                continue
            self._all.begin()
            place.window.begin()
            waiter.turn.set_result(None)
            if place.head() is None:
                del self._asked[chat]
        self._ring_in(soonest)

    def _heads(self) -> list[tuple[_Waiter, str, _Chat]]:
        heads = []
        for chat, place in list(self._asked.items()):
            if waiter := place.head():
                heads.append((waiter, chat, place))
            else:
                del self._asked[chat]
        return sorted(heads, key=lambda head: head[0])

    def _ring_in(self, seconds: float) -> None:
        if self._alarm:
            self._alarm.cancel()
        self._alarm = self._timer.call_later(seconds, self._hand_out) if seconds < inf else None

    def _place(self, chat: str, *, group: bool) -> _Chat:
        place = self._chats.get(chat)
        if place is None:
            if len(self._chats) >= CHATS_KEPT:
                now = self._timer.time()
                self._chats = {name: known for name, known in self._chats.items() if not known.quiet(now)}
            place = self._chats[chat] = _Chat(Window(self._limits[group]))
        return place

    @property
    def _timer(self) -> Timer:
        return self._own_timer or asyncio.get_running_loop()
