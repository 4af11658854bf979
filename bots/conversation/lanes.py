"""In order within one chat, in parallel between chats: one lane a chat, alive only while it has something to do."""

import asyncio
import heapq
from collections.abc import Awaitable, Callable
from itertools import count
from typing import Generic, TypeVar

T = TypeVar("T")


class Lanes(Generic[T]):
    """`handle` must deal with its own exceptions: one bad item must not cancel its siblings in the task group."""

    def __init__(self, group: asyncio.TaskGroup, handle: Callable[[T], Awaitable[None]], most: int = 2000) -> None:
        self._group = group
        self._handle = handle
        self._lanes: dict[str, list[tuple[int, int, T]]] = {}
        self._room = asyncio.Semaphore(most)
        self._numbers = count()
        self._closed = False

    async def put(self, lane: str, item: T, order: int = 0) -> None:
        """Of the items that wait in a lane the lowest `order` goes first. Waits itself while `most` items are in hand, so that a
        flood stays in the messenger's queue and not in memory."""
        await self._room.acquire()
        if self._closed:
            return
        entry = (order, next(self._numbers), item)
        if lane in self._lanes:
            heapq.heappush(self._lanes[lane], entry)
            return
        self._lanes[lane] = [entry]
        self._group.create_task(self._run(lane), name=f"lane {lane}")

    def close(self) -> None:
        """Each lane ends with the item it has in hand; the others stay in the inbox."""
        self._closed = True

    async def _run(self, lane: str) -> None:
        waiting = self._lanes[lane]
        while waiting and not self._closed:
            _order, _number, item = heapq.heappop(waiting)
            try:
                await self._handle(item)
            finally:
                self._room.release()
        del self._lanes[lane]

    @property
    def idle(self) -> bool:
        return not self._lanes
