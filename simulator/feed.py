"""What happens in the world, told to whoever looks at it through a person's eyes."""

from __future__ import annotations

import asyncio
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

Event = dict[str, Any]


class Feed:
    def __init__(self) -> None:
        self._watchers: dict[int, list[asyncio.Queue[Event]]] = {}
        self.seq = 0

    @contextmanager
    def watch(self, person_id: int) -> Iterator[asyncio.Queue[Event]]:
        """A queue of this person's events from now on."""
        queue: asyncio.Queue[Event] = asyncio.Queue()
        self._watchers.setdefault(person_id, []).append(queue)
        try:
            yield queue
        finally:
            self._watchers[person_id].remove(queue)
            if not self._watchers[person_id]:
                del self._watchers[person_id]

    def watched(self, person_id: int) -> bool:
        return person_id in self._watchers

    def tell(self, person_id: int, event: Event) -> None:
        """Each event carries a number of its own, rising over the whole world."""
        self.seq += 1
        event = {"seq": self.seq, **event}
        for queue in self._watchers.get(person_id, ()):
            queue.put_nowait(event)

    def tell_all(self, event: Event) -> None:
        for person_id in list(self._watchers):
            self.tell(person_id, event)
