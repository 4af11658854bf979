"""What a bot may send: about 30 messages a second in all, one a second to a person, twenty a minute to a group."""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from simulator.telegram.errors import ApiError

if TYPE_CHECKING:
    from simulator.telegram.model import Bot, Chat

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024


@dataclass(slots=True, frozen=True)
class Rates:
    """`burst` messages to a person pass at once before one a second holds."""

    all_per_second: int = 30
    group_per_minute: int = 20
    person_per_second: float = 1.0
    person_burst: int = 5


@dataclass(slots=True)
class Budgets:
    """Off unless `rates` is set. Counts what was accepted; what is over the budget is refused with the wait in seconds."""

    rates: Rates | None = None
    _all: dict[int, deque[float]] = field(default_factory=dict)
    _chats: dict[tuple[int, int], deque[float]] = field(default_factory=dict)

    def spend(self, bot: Bot, chat: Chat, now: float, messages: int = 1) -> None:
        rates = self.rates
        if rates is None:
            return
        whole = self._all.setdefault(bot.id, deque())
        own = self._chats.setdefault((bot.id, chat.id_for(bot.id)), deque())
        group = chat.peers is None
        window = 60.0 if group else rates.person_burst / rates.person_per_second
        limit = rates.group_per_minute if group else rates.person_burst
        wait = max(_wait(whole, now, 1.0, rates.all_per_second), _wait(own, now, window, limit))
        if wait > 0:
            seconds = max(1, math.ceil(wait))
            raise ApiError(429, f"Too Many Requests: retry after {seconds}", {"retry_after": seconds})
        for _ in range(messages):
            whole.append(now)
            own.append(now)


def _wait(sent: deque[float], now: float, window: float, limit: int) -> float:
    while sent and sent[0] <= now - window:
        sent.popleft()
    return sent[len(sent) - limit] + window - now if len(sent) >= limit else 0.0
