"""Outgoing rows that are no message but background work, done as surely as a delivery: claimed, tried again, marked."""

from collections.abc import Awaitable, Callable

from bots.conversation.house import House
from core.tasks.delivery import Outgoing

Chore = Callable[[House, Outgoing], Awaitable[None]]
"""Raises what bots.conversation.delivery.sending names; done twice it must do no harm."""

chores: dict[str, Chore] = {}


def chore(kind: str) -> Callable[[Chore], Chore]:
    def register(flow: Chore) -> Chore:
        chores[kind] = flow
        return flow

    return register
