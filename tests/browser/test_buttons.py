"""Inline keyboards, reply keyboards, the menu of commands, inline mode."""

from typing import Any

from playwright.async_api import expect

from tests.browser.phone import OpenPhone
from tests.browser.world import BOT, BOT_ID, OLGA, World

CARD = {
    "inline_keyboard": [
        [
            {"text": "New", "callback_data": "s:1"},
            {"text": "Talks", "callback_data": "s:2"},
            {"text": "Won", "callback_data": "s:3"},
        ],
        [
            {"text": "Ask the site", "url": "https://example.org/deal/7"},
            {"text": "Copy the phone", "copy_text": {"text": "+79161234567"}},
        ],
        [{"text": "Find here", "switch_inline_query_current_chat": "ivan"}],
    ]
}


def inline(text: str, data: str) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": text, "callback_data": data}]]}


async def test_buttons_stand_in_the_rows_in_which_they_were_sent(world: World, phone: OpenPhone) -> None:
    await world.says("Deal 7", reply_markup=CARD)
    olga = await phone(OLGA, chat=BOT_ID)
    rows = (await olga.sees("Deal 7")).locator(".keyboard-row")
    assert [await row.locator(".inline-key").all_inner_texts() for row in await rows.all()] == [
        ["New", "Talks", "Won"], ["Ask the site", "Copy the phone"], ["Find here"],
    ]  # fmt: skip


async def test_a_tap_waits_for_its_answer_and_shows_it_as_a_toast(world: World, phone: OpenPhone) -> None:
    await world.says("Deal 7", reply_markup=CARD)
    olga = await phone(OLGA, chat=BOT_ID)
    await olga.taps("Talks")
    await expect(olga.button("Talks")).to_have_attribute("aria-busy", "true")
    query = await world.next("callback_query")
    assert query["data"] == "s:2"
    await world.bot("answerCallbackQuery", callback_query_id=query["id"], text="Moved to Talks")
    await olga.sees_toast("Moved to Talks")
    await expect(olga.button("Talks")).to_have_attribute("aria-busy", "false")


async def test_an_alert_must_be_acknowledged(world: World, phone: OpenPhone) -> None:
    await world.says("Deal 7", reply_markup=CARD)
    olga = await phone(OLGA, chat=BOT_ID)
    await olga.taps("Won")
    query = await world.next("callback_query")
    await world.bot("answerCallbackQuery", callback_query_id=query["id"], text="Only a manager may do this", show_alert=True)
    dialog = olga.root.get_by_role("alertdialog")
    await expect(dialog).to_contain_text("Only a manager may do this")
    await dialog.get_by_role("button", name="OK").press("Enter")
    await expect(dialog).to_have_count(0)
    await expect(olga.button("Won")).to_be_focused()


async def test_an_edited_card_keeps_the_focus_where_it_was(world: World, phone: OpenPhone) -> None:
    sent = await world.says("Deal 7: New", reply_markup=CARD)
    olga = await phone(OLGA, chat=BOT_ID)
    await olga.button("Talks").focus()
    await olga.page.keyboard.press("Enter")
    query = await world.next("callback_query")
    await world.bot("editMessageText", chat_id=OLGA, message_id=sent["message_id"], text="Deal 7: Talks", reply_markup=CARD)
    await world.bot("answerCallbackQuery", callback_query_id=query["id"])
    await olga.sees("Deal 7: Talks")
    await expect(olga.messages.filter(has_text="Deal 7")).to_have_count(1)
    await expect(olga.button("Talks")).to_be_focused()


async def test_links_copies_and_inline_queries_need_no_bot(world: World, phone: OpenPhone) -> None:
    await world.says("Deal 7", reply_markup=CARD)
    olga = await phone(OLGA, chat=BOT_ID)
    await olga.taps("Copy the phone")
    await olga.sees_toast("Copied")
    assert await olga.page.evaluate("navigator.clipboard.readText()") == "+79161234567"
    await olga.taps("Find here")
    await expect(olga.field).to_have_value(f"@{BOT} ivan")


async def test_the_reply_keyboard_types_for_one(world: World, phone: OpenPhone) -> None:
    keys = {
        "keyboard": [[{"text": "Deals"}, {"text": "Today"}]],
        "resize_keyboard": True,
        "one_time_keyboard": True,
        "input_field_placeholder": "Name, phone",
    }
    await world.says("What now?", reply_markup=keys)
    olga = await phone(OLGA, chat=BOT_ID)
    await expect(olga.field).to_have_attribute("placeholder", "Name, phone")
    await olga.taps("Today")
    assert (await world.next("message"))["text"] == "Today"
    await expect(olga.root.locator(".reply-keyboard")).to_be_hidden()
    await world.says("Nothing more", reply_markup={"remove_keyboard": True})
    await expect(olga.root.locator(".keyboard-toggle")).to_be_hidden()


async def test_the_phone_number_is_given_only_after_a_yes(world: World, phone: OpenPhone) -> None:
    await world.says(
        "Your number?", reply_markup={"keyboard": [[{"text": "Share my number", "request_contact": True}]], "resize_keyboard": True}
    )
    olga = await phone(OLGA, chat=BOT_ID)
    await olga.taps("Share my number")
    await olga.sees_dialog("+79161234567")
    await olga.sheet.get_by_role("button", name="Cancel").click()
    await expect(olga.root.locator(".sheet-layer")).to_have_count(0)
    await expect(olga.root.locator(".message .contact-card")).to_have_count(0)
    await olga.taps("Share my number")
    await olga.sheet.get_by_role("button", name="Share").click()
    contact = (await world.next("message"))["contact"]
    assert (contact["phone_number"].lstrip("+"), contact["user_id"]) == ("79161234567", OLGA)
    await expect(olga.root.locator(".message .contact-card")).to_contain_text("Olga Novikova")


async def test_a_location_is_given_when_asked(world: World, phone: OpenPhone) -> None:
    await world.says("Where?", reply_markup={"keyboard": [[{"text": "I am here", "request_location": True}]]})
    olga = await phone(OLGA, chat=BOT_ID)
    await olga.taps("I am here")
    await olga.sheet.get_by_role("button", name="Vladivostok").click()
    location = (await world.next("message"))["location"]
    assert (round(location["latitude"]), round(location["longitude"])) == (43, 132)
    await expect(olga.root.locator(".message .map")).to_be_visible()


async def test_a_forced_reply_answers_the_question(world: World, phone: OpenPhone) -> None:
    olga = await phone(OLGA, chat=BOT_ID)
    await world.says("The amount?", reply_markup={"force_reply": True, "input_field_placeholder": "120k"})
    await expect(olga.root.locator(".reply-bar")).to_contain_text("The amount?")
    await expect(olga.field).to_have_attribute("placeholder", "120k")
    await world.says("Take your time")
    await olga.sees("Take your time")
    await olga.says("120k")
    assert (await world.next("message"))["reply_to_message"]["text"] == "The amount?"


async def test_the_menu_lists_the_commands(world: World, phone: OpenPhone) -> None:
    await world.bot(
        "setMyCommands",
        commands=[{"command": "deals", "description": "My funnel"}, {"command": "today", "description": "Due today"}],
    )
    olga = await phone(OLGA, chat=BOT_ID)
    await olga.root.get_by_role("button", name="Menu of commands").click()
    await olga.taps("/today")
    assert (await world.next("message"))["text"] == "/today"
    await olga.field.fill("/de")
    await expect(olga.root.locator(".suggestion")).to_have_count(1)
    await olga.field.press("ArrowUp")
    await olga.page.keyboard.press("Enter")
    assert (await world.next("message"))["text"] == "/deals"


async def test_inline_mode_asks_while_one_types_and_sends_what_is_chosen(world: World, phone: OpenPhone) -> None:
    olga = await phone(OLGA, chat=BOT_ID)
    await olga.field.fill(f"@{BOT} petr")
    query = await world.next("inline_query")
    assert query["query"] == "petr"
    article = {
        "type": "article",
        "id": "1",
        "title": "Petrov",
        "description": "3 windows",
        "input_message_content": {"message_text": "Petrov, 3 windows"},
    }
    await world.bot("answerInlineQuery", inline_query_id=query["id"], results=[article], cache_time=0)
    await olga.root.locator(".suggestion").filter(has_text="Petrov").click()
    await expect((await olga.sees("Petrov, 3 windows")).locator(".via")).to_have_text(f"via @{BOT}")
    await expect(olga.field).to_have_value("")
