"""Answers to what people tapped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.telegram.refusals import Refusal

if TYPE_CHECKING:
    from simulator.telegram.calls import Call


def answer_callback_query(call: Call) -> bool:
    params = call.params
    callback = call.telegram.callbacks.open(params.text("callback_query_id"), call.bot)
    if callback is None:
        raise Refusal.QUERY_TOO_OLD()
    call.telegram.callbacks.answer(
        callback, {"text": params.text("text"), "show_alert": params.flag("show_alert"), "url": params.text("url")}
    )
    return True


METHODS = {"answerCallbackQuery": answer_callback_query}
