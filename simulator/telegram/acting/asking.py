"""Inline mode from a person's side."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from simulator.telegram.inline import LIFETIME_SECONDS
from simulator.world import WorldError

if TYPE_CHECKING:
    from simulator.telegram.acting.acts import Act
    from simulator.telegram.model import Shape


async def inline(act: Act) -> Shape:
    """What the bot offers; `query_id` is needed to choose."""
    bot = act.bot()
    if not bot.supports_inline:
        raise WorldError(f"{bot.username} has no inline mode")
    chat = act.chat() if act.told.get("chat") else None
    query = act.telegram.inline.ask(act.person.id, bot, str(act.told.get("query") or ""), str(act.told.get("offset") or ""), chat)
    await asyncio.wait([query.answered], timeout=float(act.told.get("wait") or LIFETIME_SECONDS))
    if not query.answered.done():
        return {"query_id": query.id, "results": [], "next_offset": "", "answered": False}
    return {"query_id": query.id, **query.answered.result(), "answered": True}


async def choose(act: Act) -> Shape:
    message = act.telegram.inline.choose(act.person.id, str(act.told["query_id"]), str(act.told["result_id"]), act.chat())
    return act.shown(message)


VERBS = {"inline": inline, "choose": choose}
