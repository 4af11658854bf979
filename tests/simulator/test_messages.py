"""Sending, answering, changing and deleting."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from simulator.server import Simulator
    from tests.phone import Phone
    from tests.simulator.conftest import Api

KEYS = {"inline_keyboard": [[{"text": "Да", "callback_data": "y"}]]}


async def test_a_message_reaches_the_person(api: Api, olga: Phone) -> None:
    sent = await api("sendMessage", chat_id=olga.id, text="<b>Привет</b>, Ольга", parse_mode="HTML", reply_markup=KEYS)
    assert sent["text"] == "Привет, Ольга"
    assert sent["entities"] == [{"type": "bold", "offset": 0, "length": 6}]
    assert sent["chat"] == {
        "id": olga.id, "type": "private", "first_name": "Ольга", "last_name": "Смирнова", "username": "olga_s",
    }  # fmt: skip
    seen = await olga.sees("Привет, Ольга")
    assert seen.buttons == [["Да"]]


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({"text": ""}, "Bad Request: message text is empty"),
        ({"text": "  "}, "Bad Request: text must be non-empty"),
        ({"text": "x" * 4097}, "Bad Request: message is too long"),
        ({"text": "x" * 33000}, "Bad Request: text is too long"),
        ({"text": "x", "chat_id": ""}, "Bad Request: chat_id is empty"),
        ({"text": "x", "chat_id": 404}, "Bad Request: chat not found"),
        ({"text": "x", "chat_id": "@nobody"}, "Bad Request: chat not found"),
        ({"text": "x", "chat_id": 4200}, "Forbidden: the bot can't send messages to the bot"),
        ({"text": "x", "reply_to_message_id": 999}, "Bad Request: message to be replied not found"),
        ({"text": "x", "reply_parameters": "{"}, "Bad Request: can't parse reply parameters JSON object"),
        ({"text": "x", "reply_markup": "{"}, "Bad Request: can't parse reply keyboard markup JSON object"),
    ],
)
async def test_what_cannot_be_sent(api: Api, olga: Phone, params: dict[str, object], words: str) -> None:
    assert await api.refused("sendMessage", **{"chat_id": olga.id, **params}) == words


async def test_the_longest_text_counts_letters_after_the_markup(api: Api, olga: Phone) -> None:
    sent = await api("sendMessage", chat_id=olga.id, text="<b>" + "😀" * 4096 + "</b>", parse_mode="HTML")
    assert sent["entities"][0]["length"] == 8192


async def test_who_never_started_cannot_be_written_to(api: Api, olga: Phone, max_: Phone) -> None:
    assert await api.refused("sendMessage", chat_id=max_.id, text="x") == "Bad Request: chat not found"
    await olga.phones.group("Отдел", [olga, max_])
    assert await api.refused("sendMessage", chat_id=max_.id, text="x") == ("Forbidden: bot can't initiate conversation with a user")


async def test_who_blocked_the_bot(api: Api, olga: Phone) -> None:
    await api.updates()
    await olga.blocks()
    assert await api.refused("sendMessage", chat_id=olga.id, text="x") == "Forbidden: bot was blocked by the user"
    (update,) = await api.updates()
    assert update["my_chat_member"]["new_chat_member"]["status"] == "kicked"
    await olga.unblocks()
    await api("sendMessage", chat_id=olga.id, text="с возвращением")
    await olga.sees("с возвращением")


async def test_replies_and_quotes(api: Api, olga: Phone) -> None:
    question = await olga.says("Сколько стоит *окно* сегодня?")
    sent = await api(
        "sendMessage",
        chat_id=olga.id,
        text="9000",
        reply_parameters={"message_id": question.id, "quote": "стоит", "chat_id": olga.id},
    )
    assert sent["reply_to_message"]["message_id"] == question.id
    assert sent["quote"] == {"text": "стоит", "position": 8, "is_manual": True}
    refusal = await api.refused(
        "sendMessage", chat_id=olga.id, text="x", reply_parameters={"message_id": question.id, "quote": "дверь"}
    )
    assert refusal == "Bad Request: QUOTE_TEXT_INVALID"
    lost = {"message_id": 999, "allow_sending_without_reply": True}
    assert "reply_to_message" not in await api("sendMessage", chat_id=olga.id, text="x", reply_parameters=lost)


async def test_an_answer_to_a_deleted_message_shows_no_reply(api: Api, olga: Phone) -> None:
    question = await olga.says("?")
    sent = await api("sendMessage", chat_id=olga.id, text="!", reply_to_message_id=question.id)
    await api("deleteMessage", chat_id=olga.id, message_id=question.id)
    edited = await api("editMessageText", chat_id=olga.id, message_id=sent["message_id"], text="!!")
    assert "reply_to_message" not in edited


async def test_edits(api: Api, olga: Phone) -> None:
    sent = await api("sendMessage", chat_id=olga.id, text="один", reply_markup=KEYS)
    place = {"chat_id": olga.id, "message_id": sent["message_id"]}
    edited = await api("editMessageText", **place, text="два", reply_markup=KEYS)
    assert edited["edit_date"]
    assert (await olga.sees("два")).buttons == [["Да"]]
    same = await api.refused("editMessageText", **place, text="два", reply_markup=KEYS)
    assert same.startswith("Bad Request: message is not modified: specified new message content")
    assert "reply_markup" not in await api("editMessageText", **place, text="два")
    assert (await api("editMessageReplyMarkup", **place, reply_markup=KEYS))["reply_markup"] == KEYS


async def test_what_cannot_be_edited(api: Api, olga: Phone) -> None:
    theirs = await olga.says("моё")
    keyed = await api("sendMessage", chat_id=olga.id, text="x", reply_markup={"keyboard": [["a"]]})
    for number in (theirs.id, keyed["message_id"]):
        refusal = await api.refused("editMessageText", chat_id=olga.id, message_id=number, text="y")
        assert refusal == "Bad Request: message can't be edited"
    for method, params in (
        ("editMessageText", {"text": "y"}),
        ("editMessageReplyMarkup", {}),
        ("editMessageCaption", {"caption": "y"}),
    ):
        refusal = await api.refused(method, chat_id=olga.id, message_id=999, **params)
        assert refusal == "Bad Request: message to edit not found"
    assert await api.refused("editMessageText", text="y") == "Bad Request: message identifier is not specified"
    plain = await api("sendMessage", chat_id=olga.id, text="x")
    refusal = await api.refused("editMessageCaption", chat_id=olga.id, message_id=plain["message_id"], caption="y")
    assert refusal == "Bad Request: there is no caption in the message to edit"


async def test_deleting(api: Api, olga: Phone, simulator: Simulator) -> None:
    sent = await api("sendMessage", chat_id=olga.id, text="лишнее")
    await olga.sees("лишнее")
    assert await api("deleteMessage", chat_id=olga.id, message_id=sent["message_id"]) is True
    await olga.does_not_see("лишнее")
    gone = await api.refused("deleteMessage", chat_id=olga.id, message_id=sent["message_id"])
    assert gone == "Bad Request: message to delete not found"
    old = await api("sendMessage", chat_id=olga.id, text="старое")
    simulator.world.clock.advance(48 * 3600 + 1)
    for method, which in (("deleteMessage", {"message_id": old["message_id"]}),
                          ("deleteMessages", {"message_ids": [old["message_id"]]})):  # fmt: skip
        refusal = await api.refused(method, chat_id=olga.id, **which)
        assert refusal == "Bad Request: message can't be deleted for everyone"


async def test_many_are_deleted_at_once(api: Api, olga: Phone) -> None:
    numbers = [(await api("sendMessage", chat_id=olga.id, text=str(n)))["message_id"] for n in range(3)]
    assert await api("deleteMessages", chat_id=olga.id, message_ids=[*numbers, 999]) is True
    await olga.does_not_see()
    assert await api.refused("deleteMessages", chat_id=olga.id) == "Bad Request: message identifiers are not specified"


async def test_forwarding_keeps_the_author_and_copying_does_not(api: Api, olga: Phone, max_: Phone) -> None:
    await max_.starts()
    written = await olga.says("Привет от *Ольги*")
    place = {"from_chat_id": olga.id, "message_id": written.id, "chat_id": max_.id}
    copied = await api("copyMessage", **place)
    assert set(copied) == {"message_id"}
    seen = await max_.sees("Привет от")
    assert seen.id == copied["message_id"]
    assert "forward_origin" not in seen.raw
    forwarded = await api("forwardMessage", **place)
    assert forwarded["forward_origin"]["type"] == "user"
    assert forwarded["forward_origin"]["sender_user"]["id"] == olga.id
    assert await api.refused("copyMessage", **{**place, "message_id": 999}) == "Bad Request: message to copy not found"
    assert len(await api("copyMessages", from_chat_id=olga.id, chat_id=max_.id, message_ids=[written.id, 999])) == 1


async def test_a_hidden_author_is_a_name_only(api: Api, olga: Phone, simulator: Simulator) -> None:
    simulator.world.people[olga.id].hides_in_forwards = True
    written = await olga.says("тайна")
    await olga.forwards(written)
    update = (await api.updates())[-1]
    assert update["message"]["forward_origin"] == {
        "type": "hidden_user", "date": written.raw["date"], "sender_user_name": "Ольга Смирнова",
    }  # fmt: skip


async def test_pins_say_so(api: Api, olga: Phone) -> None:
    sent = await api("sendMessage", chat_id=olga.id, text="важно")
    await api.updates()
    await api("pinChatMessage", chat_id=olga.id, message_id=sent["message_id"])
    (update,) = await api.updates()
    assert update["message"]["pinned_message"]["text"] == "важно"
    assert (await api("getChat", chat_id=olga.id))["pinned_message"]["message_id"] == sent["message_id"]
    await api("unpinChatMessage", chat_id=olga.id)
    assert "pinned_message" not in await api("getChat", chat_id=olga.id)
    assert await api.refused("unpinChatMessage", chat_id=olga.id) == "Bad Request: message to unpin not found"


async def test_reactions_go_both_ways(api: Api, olga: Phone) -> None:
    await api.updates(allowed_updates=["message", "message_reaction"])
    written = await olga.says("готово")
    reaction = [{"type": "emoji", "emoji": "👍"}]
    assert await api("setMessageReaction", chat_id=olga.id, message_id=written.id, reaction=reaction) is True
    await olga.reacts(written, "🔥")
    update = (await api.updates())[-1]["message_reaction"]
    assert (update["old_reaction"], update["new_reaction"]) == ([], [{"type": "emoji", "emoji": "🔥"}])
    wrong = [{"type": "emoji", "emoji": "🧱"}]
    refusal = await api.refused("setMessageReaction", chat_id=olga.id, message_id=written.id, reaction=wrong)
    assert refusal == "Bad Request: REACTION_INVALID"


async def test_a_person_edits_and_the_bot_hears(api: Api, olga: Phone) -> None:
    written = await olga.says("10к")
    await api.updates()
    await olga.edits(written, "12к")
    (update,) = await api.updates()
    assert update["edited_message"]["text"] == "12к"
    assert update["edited_message"]["edit_date"] >= update["edited_message"]["date"]


async def test_things_to_send(api: Api, olga: Phone) -> None:
    await api("sendContact", chat_id=olga.id, phone_number="+7", first_name="Иван")
    await api("sendLocation", chat_id=olga.id, latitude=55.75, longitude=37.6)
    venue = await api("sendVenue", chat_id=olga.id, latitude=1, longitude=2, title="Офис", address="Дом 1")
    assert venue["venue"]["title"] == "Офис"
    assert await api("sendChatAction", chat_id=olga.id, action="typing") is True
    assert 1 <= (await api("sendDice", chat_id=olga.id))["dice"]["value"] <= 6
    assert await api.refused("sendLocation", chat_id=olga.id, latitude=1) == "Bad Request: longitude is empty"
    refusal = await api.refused("sendChatAction", chat_id=olga.id, action="dance")
    assert refusal == "Bad Request: wrong parameter action in request"
