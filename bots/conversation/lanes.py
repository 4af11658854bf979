"""In order within one chat, in parallel between chats: one lane a chat, alive only while it has something to do."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Lanes(Generic[T]):
    """`handle` must deal with its own exceptions: one bad item must not cancel its siblings in the task group."""

    def __init__(self, group: asyncio.TaskGroup, handle: Callable[[T], Awaitable[None]], most: int = 2000) -> None:
        self._group = group
        self._handle = handle
        self._lanes: dict[str, deque[T]] = {}
        self._room = asyncio.Semaphore(most)

    async def put(self, lane: str, item: T) -> None:
        """Waits while `most` items are in hand, so that a flood stays in the messenger's queue and not in memory."""
        await self._room.acquire()
        if lane in self._lanes:
            self._lanes[lane].append(item)
            return
        self._lanes[lane] = deque([item])
        self._group.create_task(self._run(lane), name=f"lane {lane}")

    async def _run(self, lane: str) -> None:
        waiting = self._lanes[lane]
        while waiting:
            try:
                await self._handle(waiting[0])
            finally:
                waiting.popleft()
                self._room.release()
        del self._lanes[lane]

    @property
    def idle(self) -> bool:
        return not self._lanes
