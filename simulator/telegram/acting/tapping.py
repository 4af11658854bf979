"""Taps on inline buttons."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from simulator.world import WorldError

if TYPE_CHECKING:
    from simulator.telegram.acting.acts import Act
    from simulator.telegram.model import Bot, Message, Shape

_OPENING = (
    "url", "login_url", "web_app", "switch_inline_query", "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat", "copy_text",
)  # fmt: skip


async def tap(act: Act) -> Shape:
    """A callback is answered by the bot some time later, `wait` seconds of it here; other buttons open something."""
    chat = act.chat()
    message = act.message(chat)
    button = _button(message, act.told)
    if "callback_data" not in button:
        return {"open": {name: button[name] for name in _OPENING if name in button}}
    callback = act.telegram.callbacks.tap(act.person.id, _bot_of(act, message), message, button["callback_data"])
    result: Shape = {"callback_id": callback.id}
    if act.told.get("wait"):
        await asyncio.wait([callback.answered], timeout=float(act.told["wait"]))
        answered = callback.answered.done() and not callback.answered.cancelled()
        result["answer"] = callback.answered.result() if answered else None
    return result


def _bot_of(act: Act, message: Message) -> Bot:
    via = message.content.get("via_bot", {}).get("id", message.sender_id)
    bot = act.telegram.bots.get(via or 0)
    if bot is None:
        raise WorldError(f"message {message.id} is no bot's")
    return bot


def _button(message: Message, told: Shape) -> Shape:
    """By its data (also of a button that is gone: old screens are tapped, too), by its text, or by its place."""
    rows: list[list[Shape]] = (message.markup or {}).get("inline_keyboard", [])
    if "data" in told:
        return {"callback_data": str(told["data"])}
    if "text" in told:
        found = [button for row in rows for button in row if button["text"] == told["text"]]
        if found:
            return found[0]
    elif "row" in told and int(told["row"]) < len(rows) and int(told["col"]) < len(rows[int(told["row"])]):
        return rows[int(told["row"])][int(told["col"])]
    raise WorldError(f"message {message.id} has no such button; it has {[b['text'] for row in rows for b in row]}")


VERBS = {"tap": tap}
