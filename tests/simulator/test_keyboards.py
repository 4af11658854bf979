"""Buttons under messages and instead of the keyboard; taps and their answers."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from simulator.server import Simulator
    from tests.phone import Phone
    from tests.simulator.conftest import Api


def inline(**button: Any) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": "Да", **button}]]}


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        (inline(callback_data="я" * 33), "BUTTON_DATA_INVALID"),
        (inline(callback_data="x" * 65), "BUTTON_DATA_INVALID"),
        (inline(callback_data=""),
         "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"),
        (inline(), "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"),
        ({"inline_keyboard": [[{"callback_data": "x"}]]},
         "can't parse inline keyboard button: Can't find field \"text\""),
        ({"inline_keyboard": [["x"]]}, "can't parse inline keyboard button: InlineKeyboardButton must be an Object"),
        ({"inline_keyboard": ["x"]},
         'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays'),
        ({"keyboard": ["x"]}, 'field "keyboard" must be an Array of Arrays'),
        (inline(url="no link"), "inline keyboard button URL 'no link' is invalid: Wrong HTTP URL"),
        ([], "object expected as reply markup"),
    ],
)  # fmt: skip
async def test_keyboards_that_are_refused(api: Api, olga: Phone, markup: object, words: str) -> None:
    refusal = await api.refused("sendMessage", chat_id=olga.id, text="?", reply_markup=markup)
    assert refusal == f"Bad Request: {words}"


@pytest.mark.parametrize("data", ["x", "я" * 32, "x" * 64])
async def test_data_of_one_to_64_bytes_comes_back(api: Api, olga: Phone, data: str) -> None:
    await api("sendMessage", chat_id=olga.id, text="?", reply_markup=inline(callback_data=data))
    await api.updates()
    tapping = asyncio.ensure_future(olga.taps("Да"))
    query = (await api.updates(timeout=5))[0]["callback_query"]
    assert query["data"] == data
    assert query["message"]["text"] == "?"
    assert await api("answerCallbackQuery", callback_query_id=query["id"], text="Готово", show_alert=True) is True
    assert await tapping == "Готово"
    again = await api.refused("answerCallbackQuery", callback_query_id=query["id"])
    assert again == "Bad Request: query is too old and response timeout expired or query ID is invalid"


async def test_a_tap_is_answered_within_150_seconds_or_never(api: Api, olga: Phone, simulator: Simulator) -> None:
    sent = await api("sendMessage", chat_id=olga.id, text="?", reply_markup=inline(callback_data="x"))
    for seconds, in_time in ((149, True), (152, False)):
        await api.updates()
        await olga.does("tap", message=sent["message_id"], data="x")
        query = (await api.updates())[0]["callback_query"]
        simulator.world.clock.advance(seconds)
        assert (await api.raw("answerCallbackQuery", callback_query_id=query["id"]))["ok"] is in_time


async def test_a_tap_on_what_is_deleted_shows_an_inaccessible_message(api: Api, olga: Phone) -> None:
    sent = await api("sendMessage", chat_id=olga.id, text="?", reply_markup=inline(callback_data="x"))
    await api("deleteMessage", chat_id=olga.id, message_id=sent["message_id"])
    await api.updates()
    await olga.does("tap", message=sent["message_id"], data="x")
    (update,) = await api.updates()
    assert update["callback_query"]["message"]["date"] == 0
    assert "text" not in update["callback_query"]["message"]


async def test_links_open_without_the_bot(api: Api, olga: Phone) -> None:
    sent = await api("sendMessage", chat_id=olga.id, text="?", reply_markup=inline(url="example.com"))
    assert sent["reply_markup"]["inline_keyboard"][0][0]["url"] == "http://example.com/"
    await api.updates()
    assert await olga.taps("Да") == "http://example.com/"
    assert await api.updates() == []


async def test_a_reply_keyboard_stays_until_it_is_taken_away(api: Api, olga: Phone) -> None:
    keyboard = {"keyboard": [["Сделки", {"text": "Телефон", "request_contact": True}]], "resize_keyboard": True}
    sent = await api("sendMessage", chat_id=olga.id, text="меню", reply_markup=keyboard)
    assert "reply_markup" not in sent
    assert (await olga.in_list())["keyboard"]["keyboard"][0][0] == {"text": "Сделки"}
    await api.updates()
    await olga.presses("Сделки")
    await olga.presses("Телефон")
    pressed, shared = await api.updates()
    assert pressed["message"]["text"] == "Сделки"
    assert shared["message"]["contact"] == {
        "phone_number": "79161234567", "first_name": "Ольга", "last_name": "Смирнова", "user_id": olga.id,
    }  # fmt: skip
    await api("sendMessage", chat_id=olga.id, text="всё", reply_markup={"remove_keyboard": True})
    assert "keyboard" not in await olga.in_list()


async def test_phones_are_asked_for_in_private_only(api: Api, olga: Phone) -> None:
    group = await olga.phones.group("Отдел", [olga])
    keyboard = {"keyboard": [[{"text": "Телефон", "request_contact": True}]]}
    refusal = await api.refused("sendMessage", chat_id=group, text="?", reply_markup=keyboard)
    assert refusal == "Bad Request: phone number can be requested in private chats only"
