"""The phone of story tests, with a small bot at the other end."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.phone import Phone
    from tests.simulator.conftest import Api

KEYS = {"inline_keyboard": [[{"text": "Купить окно", "callback_data": "a"}], [{"text": "Окно", "callback_data": "b"}]]}


@pytest.fixture
async def bot(api: Api) -> AsyncIterator[None]:
    """Repeats what it hears with two buttons, and answers taps with their data."""

    async def serve() -> None:
        while True:
            for update in await api.updates(timeout=20):
                await _answer(api, update)

    serving = asyncio.ensure_future(serve())
    yield
    serving.cancel()
    await asyncio.gather(serving, return_exceptions=True)


async def _answer(api: Api, update: dict[str, Any]) -> None:
    if message := update.get("message"):
        await api("sendMessage", chat_id=message["chat"]["id"], text=f"эхо: {message.get('text')}", reply_markup=KEYS)
    elif query := update.get("callback_query"):
        await api("answerCallbackQuery", callback_query_id=query["id"], text=query["data"])


@pytest.mark.usefixtures("bot")
async def test_a_story(olga: Phone) -> None:
    await olga.sees("эхо: /start")
    await olga.says("привет")
    seen = await olga.sees("эхо", "привет")
    assert olga.buttons(seen) == ["Купить окно", "Окно"]
    assert await olga.taps("Окно") == "b"
    assert await olga.taps("Купить") == "a"
    assert olga.toasts() == ["b", "a"]
    await olga.does_not_see("привет")
    assert olga.last().text == "эхо: привет"


@pytest.mark.usefixtures("bot")
async def test_what_is_not_seen_is_told_with_the_chat(olga: Phone) -> None:
    await olga.sees("эхо")
    with pytest.raises(AssertionError) as failure:
        await olga.sees("счёт", patience=0.1)
    told = str(failure.value)
    assert "Ольга does not see 'счёт'" in told
    assert "Voronka: эхо: /start\n    [Купить окно]\n    [Окно]" in told
    with pytest.raises(AssertionError, match="sees"):
        await olga.does_not_see("эхо")


async def test_a_missing_button_is_told(olga: Phone, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.phone.PATIENCE", 0.1)
    with pytest.raises(AssertionError, match="has no button 'Окно'"):
        await olga.taps("Окно")
    with pytest.raises(AssertionError, match="the simulator refuses"):
        await olga.presses("Окно")


async def test_all_that_a_person_sends(api: Api, olga: Phone, max_: Phone) -> None:
    await api.updates()
    first = await olga.says("раз")
    await olga.sends_photo(caption="вид")
    await olga.sends_document(b"x", name="a.txt", reply_to=first)
    await olga.sends_voice()
    await olga.sends_location(55.7, 37.6)
    await olga.sends_vcard("BEGIN:VCARD\nEND:VCARD", "+7916", "Иван")
    await olga.shares_contact(max_, phone_number="+1")
    await olga.forwards(first)
    kinds = ("text", "photo", "document", "voice", "location", "contact", "contact", "text")
    messages = [update["message"] for update in await api.updates()]
    assert all(kind in message for kind, message in zip(kinds, messages, strict=True))
    assert messages[2]["reply_to_message"]["text"] == "раз"
    assert messages[5]["contact"]["vcard"].startswith("BEGIN:VCARD")
    assert messages[6]["contact"]["user_id"] == max_.id
    assert messages[7]["forward_origin"]["sender_user"]["id"] == olga.id


async def test_unread_messages_are_counted_until_read(api: Api, olga: Phone) -> None:
    for text in ("1", "2"):
        await api("sendMessage", chat_id=olga.id, text=text)
    assert (await olga.in_list())["unread"] == 2
    await olga.does("read")
    assert (await olga.in_list())["unread"] == 0
