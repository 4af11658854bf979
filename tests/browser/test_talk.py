"""Writing, reading, replying, forwarding, editing, deleting."""

from playwright.async_api import expect

from tests.browser.phone import OpenPhone
from tests.browser.world import BOT_ID, MAX, OLGA, PAVEL, World


async def test_a_message_goes_to_the_bot_and_its_answer_comes_back(world: World, phone: OpenPhone) -> None:
    olga = await phone(OLGA, chat=BOT_ID)
    await olga.says("Ivan Petrov, 3 windows")
    assert (await world.next("message"))["text"] == "Ivan Petrov, 3 windows"
    await world.says("Saved")
    await olga.sees("Saved")
    await expect(olga.field).to_have_value("")
    await expect(olga.message("Ivan Petrov").get_by_role("img", name="Read")).to_be_visible()


async def test_a_reply_quotes_what_it_answers_and_leads_back_to_it(world: World, phone: OpenPhone) -> None:
    await world.says("A card")
    for number in range(30):
        await world.act(OLGA, "send", chat=BOT_ID, text=f"line {number}")
    olga = await phone(OLGA, chat=BOT_ID)
    await olga.sees("line 29")
    await olga.chooses("A card", "Reply")
    await expect(olga.root.locator(".reply-bar")).to_contain_text("A card")
    await olga.says("a note")
    while (message := await world.next("message"))["text"] != "a note":
        pass
    assert message["reply_to_message"]["text"] == "A card"
    await olga.message("a note").locator(".quote").click()
    card = olga.messages.filter(has_text="A card").first
    await expect(card).to_be_in_viewport()
    await expect(card).to_be_focused()


async def test_a_reply_is_called_off_with_escape(world: World, phone: OpenPhone) -> None:
    await world.says("A card")
    olga = await phone(OLGA, chat=BOT_ID)
    await olga.chooses("A card", "Reply")
    await olga.field.press("Escape")
    await expect(olga.root.locator(".reply-bar")).to_be_hidden()
    await olga.says("no note")
    assert "reply_to_message" not in await world.next("message")


async def test_a_swipe_to_the_left_replies(world: World, phone: OpenPhone) -> None:
    await world.says("A card to be answered by hand")
    olga = await phone(OLGA, chat=BOT_ID)
    message = await olga.sees("A card to be answered")
    await message.evaluate("""(node) => {
        const touch = (type, x) =>
            node.dispatchEvent(new PointerEvent(type, {pointerType: "touch", clientX: x, clientY: 300, bubbles: true}));
        touch("pointerdown", 300); touch("pointermove", 260); touch("pointermove", 220); touch("pointerup", 220);
    }""")
    await expect(olga.root.locator(".reply-bar")).to_contain_text("A card to be answered")


async def test_a_message_is_forwarded_with_its_sender_named(world: World, phone: OpenPhone) -> None:
    await world.act(MAX, "send", chat=OLGA, text="A lead: Anna, +7 916 000-11-22")
    olga = await phone(OLGA, chat=MAX)
    await olga.chooses("A lead", "Forward")
    await olga.sheet.locator(".menu-row").filter(has_text="Voronka").click()
    await olga.sees_toast("Forwarded to Voronka")
    message = await world.next("message")
    assert message["text"].startswith("A lead")
    assert message["forward_origin"]["sender_user"]["first_name"] == "Max"
    await olga.goes_back()
    await olga.opens("Voronka")
    await expect((await olga.sees("A lead")).locator(".forwarded")).to_have_text("Forwarded from Max")


async def test_ones_own_message_is_edited_from_the_empty_field(world: World, phone: OpenPhone) -> None:
    olga = await phone(OLGA, chat=BOT_ID)
    await olga.says("3 windos")
    await olga.field.press("ArrowUp")
    await expect(olga.field).to_have_value("3 windos")
    await olga.field.fill("3 windows")
    await olga.field.press("Enter")
    await expect((await olga.sees("3 windows")).locator(".edited")).to_have_text("edited")
    assert (await world.next("edited_message"))["text"] == "3 windows"
    await expect(olga.field).to_have_value("")


async def test_ones_own_message_is_deleted_after_a_question(world: World, phone: OpenPhone) -> None:
    olga = await phone(OLGA, chat=BOT_ID)
    await olga.says("not for you")
    await olga.chooses("not for you", "Delete")
    await olga.sheet.get_by_role("button", name="Delete").click()
    await olga.sees_no("not for you")


async def test_what_the_bot_edits_and_deletes_changes_in_place(world: World, phone: OpenPhone) -> None:
    sent = await world.says("stage: new")
    gone = await world.says("a moment...")
    olga = await phone(OLGA, chat=BOT_ID)
    await olga.sees("a moment")
    await world.bot("editMessageText", chat_id=OLGA, message_id=sent["message_id"], text="stage: won")
    await world.bot("deleteMessage", chat_id=OLGA, message_id=gone["message_id"])
    await expect((await olga.sees("stage: won")).locator(".edited")).to_be_visible()
    await olga.sees_no("stage: new")
    await olga.sees_no("a moment")


async def test_reactions_are_set_and_shown(world: World, phone: OpenPhone) -> None:
    sent = await world.says("Deal won")
    olga = await phone(OLGA, chat=BOT_ID)
    await (await olga.sees("Deal won")).locator(".bubble").click(button="right")
    await olga.sheet.get_by_role("button", name="🔥").click()
    await expect(olga.message("Deal won").locator(".reaction")).to_have_attribute("aria-pressed", "true")
    await world.bot("setMessageReaction", chat_id=OLGA, message_id=sent["message_id"], reaction=[{"type": "emoji", "emoji": "🎉"}])
    await expect(olga.message("Deal won").locator(".reaction")).to_have_count(2)


async def test_a_pinned_message_stands_over_the_chat(world: World, phone: OpenPhone) -> None:
    sent = await world.says("Read me first")
    olga = await phone(OLGA, chat=BOT_ID)
    await world.bot("pinChatMessage", chat_id=OLGA, message_id=sent["message_id"])
    await expect(olga.root.locator(".pinned-bar")).to_contain_text("Read me first")
    await expect(olga.root.locator(".message.service")).to_contain_text("pinned a message")


async def test_unread_messages_are_counted_until_they_are_seen(world: World, phone: OpenPhone) -> None:
    olga = await phone(OLGA)
    for text in ("one", "two", "three"):
        await world.says(text)
    row = olga.root.locator(".chat-row").filter(has_text="Voronka")
    await expect(row.locator(".badge")).to_have_text("3")
    await expect(olga.page).to_have_title("(3) Olga Novikova - Voronka")
    await olga.opens("Voronka")
    await olga.sees("three")
    await olga.goes_back()
    await expect(row).to_be_visible()
    await expect(row.locator(".badge")).to_have_count(0)
    [chat] = [chat for chat in await world.get("/sim/chats", **{"as": OLGA}) if chat["id"] == BOT_ID]
    assert chat["unread"] == 0


async def test_typing_is_shown_until_the_message_comes(world: World, phone: OpenPhone) -> None:
    olga = await phone(OLGA, chat=BOT_ID)
    await expect(olga.root.locator(".who-state")).to_have_text("bot")
    await world.bot("sendChatAction", chat_id=OLGA, action="typing")
    await expect(olga.root.locator(".who-state")).to_have_text("typing")
    await world.says("done")
    await expect(olga.root.locator(".who-state")).to_have_text("bot")


async def test_a_draft_stays_with_its_chat(world: World, phone: OpenPhone) -> None:
    olga = await phone(OLGA, chat=BOT_ID)
    await olga.field.fill("half a thou")
    await olga.goes_back()
    await expect(olga.root.locator(".chat-row").filter(has_text="Voronka")).to_contain_text("Draft: half a thou")
    await olga.page.reload()
    await olga.opens("Voronka")
    await expect(olga.field).to_have_value("half a thou")


async def test_older_messages_are_loaded_by_scrolling_up(world: World, phone: OpenPhone) -> None:
    for number in range(120):
        await world.act(OLGA, "send", chat=BOT_ID, text=f"line {number}.")
    olga = await phone(OLGA, chat=BOT_ID)
    await olga.sees("line 119.")
    await expect(olga.messages.filter(has_text="line 3.")).to_have_count(0)
    for _ in range(8):
        await olga.root.locator(".scroller").evaluate("node => { node.scrollTop = 0; }")
        await olga.page.wait_for_timeout(100)
    await olga.sees("line 3.")
    await olga.root.get_by_role("button", name="To the newest message").click()
    await expect(olga.message("line 119.")).to_be_in_viewport()


async def test_two_people_write_to_each_other(world: World, phone: OpenPhone) -> None:
    olga = await phone(OLGA, chat=PAVEL)
    await olga.says("Take over Petrov?")
    pavel = await phone(PAVEL, chat=OLGA, language="ru-RU")
    await pavel.sees("Take over Petrov?")
    await pavel.says("Беру")
    await olga.sees("Беру")
    await expect(olga.page.locator("[aria-live]").filter(has_text="Павел: Беру")).to_have_count(1)
