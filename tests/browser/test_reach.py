"""With the keyboard alone, with a finger on a small screen, by ear, in the dark."""

import pytest
from playwright.async_api import expect

from tests.browser.phone import NARROW, WIDE, OpenPhone
from tests.browser.world import BOT_ID, OLGA, PAVEL, World

CARD = {"inline_keyboard": [[{"text": "Talks", "callback_data": "s:2"}, {"text": "Won", "callback_data": "s:3"}]]}


async def test_a_deal_is_moved_with_the_keyboard_alone(world: World, phone: OpenPhone) -> None:
    await world.act(PAVEL, "send", chat=OLGA, text="hi")
    await world.says("Deal 7", reply_markup=CARD)
    olga = await phone(OLGA, size=WIDE)
    keyboard = olga.page.keyboard
    await expect(olga.root.locator(".chat-row")).to_have_count(2)
    await olga.root.get_by_role("searchbox").focus()
    await keyboard.press("ArrowDown")
    await keyboard.press("ArrowDown")
    await expect(olga.root.locator(".chat-row").last).to_be_focused()
    await keyboard.press("ArrowUp")
    await keyboard.press("Enter")
    await expect(olga.field).to_be_focused()
    await keyboard.type("one line")
    await keyboard.press("Shift+Enter")
    await keyboard.type("and another")
    await keyboard.press("Enter")
    assert (await world.next("message"))["text"] == "one line\nand another"
    await olga.sees("one line")
    await olga.message("one line").focus()
    await keyboard.press("ArrowUp")
    await expect(olga.message("Deal 7")).to_be_focused()
    for _ in range(10):
        await keyboard.press("Tab")
        if await olga.button("Won").evaluate("node => node === document.activeElement"):
            break
    await expect(olga.button("Won")).to_have_css("outline-style", "solid")
    await keyboard.press("Enter")
    assert (await world.next("callback_query"))["data"] == "s:3"
    await keyboard.press("Escape")
    await expect(olga.root.locator(".chat-row").filter(has_text="Voronka")).to_be_focused()


async def test_the_menu_of_a_message_opens_by_key_and_gives_the_focus_back(world: World, phone: OpenPhone) -> None:
    await world.says("Deal 7")
    olga = await phone(OLGA, chat=BOT_ID, size=WIDE)
    await (await olga.sees("Deal 7")).focus()
    await olga.page.keyboard.press("Enter")
    await expect(olga.root.get_by_role("dialog")).to_have_attribute("aria-modal", "true")
    await expect(olga.root.locator(".screens")).to_have_js_property("inert", value=True)
    await olga.page.keyboard.press("Escape")
    await expect(olga.message("Deal 7")).to_be_focused()


@pytest.mark.parametrize("dark", [False, True])
async def test_everything_to_tap_is_large_enough_for_a_finger(world: World, phone: OpenPhone, *, dark: bool) -> None:
    await world.bot("setMyCommands", commands=[{"command": "deals", "description": "My funnel"}])
    await world.says("Deal 7", reply_markup=CARD)
    await world.says("What now?", reply_markup={"keyboard": [[{"text": "Deals"}, {"text": "Today"}]], "resize_keyboard": True})
    olga = await phone(OLGA, chat=BOT_ID, dark=dark)
    await olga.sees("What now?")
    small = []
    for node in await olga.page.locator("button:visible, textarea:visible, input:visible").all():
        box = await node.bounding_box()
        assert box is not None
        if box["height"] < 44 or box["width"] < 44:
            small.append((await node.get_attribute("class"), box))
    assert [name for name, _ in small if name != "menu-commands"] == []
    assert await olga.page.evaluate("document.documentElement.scrollWidth") == NARROW[0]
    box = await olga.root.bounding_box()
    assert box is not None
    assert (box["x"], box["width"], box["y"] + box["height"]) == (0, *NARROW)


async def test_the_wide_page_keeps_room_beside_the_phone(world: World, phone: OpenPhone) -> None:
    olga = await phone(OLGA, size=(1440, 900))
    phone_box = await olga.page.locator(".frame").bounding_box()
    desk = await olga.page.locator("#desk").bounding_box()
    assert phone_box is not None
    assert desk is not None
    assert phone_box["x"] + phone_box["width"] < desk["x"]
    assert desk["width"] > 800


async def test_controls_have_names_and_messages_are_announced(world: World, phone: OpenPhone) -> None:
    olga = await phone(OLGA, chat=BOT_ID)
    await world.says("Deal 7", reply_markup=CARD)
    await olga.sees("Deal 7")
    nameless = await olga.page.evaluate("""() => [...document.querySelectorAll("button, input, textarea, a")]
        .filter((node) => !(node.getAttribute("aria-label") || node.textContent.trim() || node.labels?.length))
        .map((node) => node.outerHTML)""")
    assert nameless == []
    await expect(olga.page.locator("[aria-live=polite]").filter(has_text="Voronka: Deal 7")).to_have_count(1)
    await expect(olga.message("Deal 7")).to_have_attribute(
        "aria-label", "Voronka, Deal 7, " + str(await olga.message("Deal 7").locator("time").inner_text())
    )


async def test_both_languages_say_everything(world: World, phone: OpenPhone) -> None:
    olga = await phone(OLGA)
    missing = await olga.page.evaluate("""async () => {
        const [{en}, {ru}] = await Promise.all([import("/page/texts/en.js"), import("/page/texts/ru.js")]);
        const named = (text) => [...JSON.stringify(text).matchAll(/\\{(\\w+)\\}/g)].map((match) => match[1]);
        const values = (text) => [...new Set(named(text))].sort().join();
        const keys = new Set([...Object.keys(en), ...Object.keys(ru)]);
        return [...keys].filter((key) => !(key in en && key in ru) || values(en[key]) !== values(ru[key]));
    }""")
    assert missing == []
