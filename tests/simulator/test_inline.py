"""Inline mode: asked in any chat, answered within half a minute, sent via the bot."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from simulator.server import Simulator
    from tests.phone import Phone
    from tests.simulator.conftest import Api

KEYS = {"inline_keyboard": [[{"text": "Открыть", "callback_data": "o"}]]}


def article(number: str = "1", **more: Any) -> dict[str, Any]:
    content = {"message_text": "<b>Иван Петров</b>", "parse_mode": "HTML"}
    return {"type": "article", "id": number, "title": "Иван Петров", "input_message_content": content, **more}


async def asked(api: Api, olga: Phone, text: str = "иван") -> tuple[asyncio.Future[Any], dict[str, Any]]:
    await api.updates()
    asking = asyncio.ensure_future(olga.asks_inline(text))
    update = (await api.updates(timeout=5))[0]
    return asking, update["inline_query"]


async def test_a_card_is_found_chosen_and_changed_later(api: Api, olga: Phone, max_: Phone) -> None:
    asking, query = await asked(api, olga.in_chat(max_.id))
    assert (query["query"], query["chat_type"]) == ("иван", "private")
    await api("answerInlineQuery", inline_query_id=query["id"], results=[article(reply_markup=KEYS)], is_personal=True)
    (result,) = await asking
    sent = await olga.in_chat(max_.id).chooses(result)
    assert sent.raw["via_bot"]["username"] == "voronka_bot"
    seen = await max_.in_chat(olga.id).sees("Иван Петров")
    assert seen.buttons == [["Открыть"]]
    chosen = (await api.updates())[0]["chosen_inline_result"]
    assert chosen["result_id"] == "1"
    inline_id = chosen["inline_message_id"]
    assert await api("editMessageText", inline_message_id=inline_id, text="Иван, сделка", reply_markup=KEYS) is True
    tapping = asyncio.ensure_future(max_.in_chat(olga.id).taps("Открыть"))
    callback = (await api.updates(timeout=5))[0]["callback_query"]
    assert callback["inline_message_id"] == inline_id
    assert "message" not in callback
    await api("answerCallbackQuery", callback_query_id=callback["id"])
    assert await tapping == ""


async def test_an_answer_comes_within_thirty_seconds(api: Api, olga: Phone, simulator: Simulator) -> None:
    asking, query = await asked(api, olga)
    simulator.world.clock.advance(31)
    refusal = await api.refused("answerInlineQuery", inline_query_id=query["id"], results=[])
    assert refusal == "Bad Request: query is too old and response timeout expired or query ID is invalid"
    asking.cancel()


async def test_contacts_and_files_are_results_too(api: Api, olga: Phone) -> None:
    asking, query = await asked(api, olga)
    uploaded = (await api.form("sendDocument", {"document": ("d.pdf", b"x")}, chat_id=str(olga.id)))["result"]
    results = [
        {"type": "contact", "id": "c", "phone_number": "+7", "first_name": "Иван"},
        {"type": "document", "id": "d", "title": "Договор", "document_file_id": uploaded["document"]["file_id"]},
    ]
    await api("answerInlineQuery", inline_query_id=query["id"], results=results)
    contact, document = await asking
    assert (await olga.chooses(contact)).raw["contact"]["first_name"] == "Иван"
    assert (await olga.chooses(document)).raw["document"]["file_name"] == "d.pdf"


@pytest.mark.parametrize(
    ("results", "words"),
    [
        ([article("")], "RESULT_ID_INVALID"),
        ([article("я" * 33)], "RESULT_ID_INVALID"),
        ([article(), article()], "RESULT_ID_DUPLICATE"),
        ([article(title="")], "ARTICLE_TITLE_EMPTY"),
        ([{"type": "article", "id": "1", "title": "x"}],
         "can't parse inline query result: Input message content is not specified"),
        ([article(reply_markup={"inline_keyboard": [[{"text": "x", "callback_data": "x" * 65}]]})],
         "BUTTON_DATA_INVALID"),
        ([article(str(n)) for n in range(51)], "too many inline query results specified"),
        (["x"], "can't parse inline query result: Inline query result must be an object"),
        ({}, "expected an Array of inline query results"),
        ([{"type": "song", "id": "1"}], "RESULT_TYPE_INVALID"),
    ],
)  # fmt: skip
async def test_results_that_are_refused(api: Api, olga: Phone, results: object, words: str) -> None:
    asking, query = await asked(api, olga)
    assert await api.refused("answerInlineQuery", inline_query_id=query["id"], results=results) == f"Bad Request: {words}"
    asking.cancel()
