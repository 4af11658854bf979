"""Answers to what people tapped and asked inline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.telegram.inline import check_results
from simulator.telegram.refusals import Refusal, refused
from simulator.telegram.text.links import checked_link

if TYPE_CHECKING:
    from simulator.telegram.calls import Call
    from simulator.telegram.model import Shape

_LONGEST_ANSWER = 200


def answer_callback_query(call: Call) -> bool:
    params = call.params
    callback = call.telegram.callbacks.open(params.text("callback_query_id"), call.bot)
    if callback is None:
        raise refused(Refusal.QUERY_TOO_OLD)
    if len(params.text("text")) > _LONGEST_ANSWER:
        raise refused(Refusal.MESSAGE_TOO_LONG)
    url = params.text("url")
    if url and checked_link(url) is None:
        raise refused(Refusal.URL_INVALID)
    call.telegram.callbacks.answer(callback, {"text": params.text("text"), "show_alert": params.flag("show_alert"), "url": url})
    return True


def answer_inline_query(call: Call) -> bool:
    params = call.params
    results = check_results(call, params.json("results", Refusal.BAD_RESULTS_JSON))
    button = _button(call)
    query = call.telegram.inline.open(params.text("inline_query_id"), call.bot)
    if query is None:
        raise refused(Refusal.QUERY_TOO_OLD)
    answer: Shape = {"results": results, "next_offset": params.text("next_offset")}
    call.telegram.inline.answer(query, {**answer, "button": button} if button else answer)
    return True


def _button(call: Call) -> Shape | None:
    given = call.params.json("button", Refusal.BAD_RESULTS_BUTTON_JSON)
    if given is None:
        return None
    if not isinstance(given, dict):
        raise refused(Refusal.RESULTS_BUTTON_NO_OBJECT)
    if ("web_app" in given) == ("start_parameter" in given):
        raise refused(Refusal.RESULTS_BUTTON_FIELDS)
    return given


METHODS = {"answerCallbackQuery": answer_callback_query, "answerInlineQuery": answer_inline_query}
