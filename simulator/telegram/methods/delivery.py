"""How updates reach the bot: long polling."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from simulator.telegram.refusals import Refusal
from simulator.telegram.updates import ALL_KINDS, DEFAULT_KINDS

if TYPE_CHECKING:
    from simulator.telegram.calls import Call

_LONGEST_POLL = 50


async def get_updates(call: Call) -> list[dict[str, Any]]:
    params, queue = call.params, call.bot.updates
    take_allowed_updates(call)
    offset = params.integer("offset")
    limit = params.integer("limit", 100, low=1, high=100)
    timeout = params.integer("timeout", low=0, high=_LONGEST_POLL)
    return [update.shape() for update in await queue.poll(offset, limit, timeout)]


def take_allowed_updates(call: Call) -> None:
    """Absent keeps the former choice; an empty list is the default one; unknown names are passed over."""
    wanted = call.params.json("allowed_updates", Refusal.BAD_ALLOWED_UPDATES)
    if isinstance(wanted, list):
        named = frozenset(kind for kind in ALL_KINDS if kind in wanted)
        call.bot.updates.kinds = named or DEFAULT_KINDS


def delete_webhook(call: Call) -> bool:
    if call.params.flag("drop_pending_updates"):
        call.bot.updates.forget()
    return True


METHODS = {"getUpdates": get_updates, "deleteWebhook": delete_webhook}
