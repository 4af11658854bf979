"""Who one is: the first view, the switcher, two phones at once, strangers found by name."""

from playwright.async_api import expect

from tests.browser.phone import WIDE, OpenPhone, Phone, address
from tests.browser.world import BOT, BOT_ID, MAX, OLGA, PAVEL, World


async def test_the_first_view_is_the_newcomer_with_the_invite_in_sight(world: World, phone: OpenPhone) -> None:
    await world.act(MAX, "send", chat=OLGA, text=f"Join us: https://t.me/{BOT}?start=inv_1")
    await world.says("A newer message without an invite")
    olga = await phone(OLGA, size=WIDE)
    await olga.page.goto("about:blank")
    await olga.page.goto(world.url)
    await expect(await olga.sees("Join us")).to_be_in_viewport()
    await expect(olga.page.locator(".intro")).to_contain_text("Be the newcomer")
    assert olga.page.url.endswith(f"#as={OLGA}&chat={MAX}")
    await expect(olga.page.locator(".person-card")).to_have_count(4)


async def test_the_first_view_speaks_russian_to_a_russian_browser(world: World, phone: OpenPhone) -> None:
    olga = await phone(OLGA, language="ru-RU")
    await expect(olga.root.get_by_role("heading", name="Чаты")).to_be_visible()
    await expect(olga.page.locator(".intro")).to_contain_text("Будьте новичком")
    await expect(olga.page.locator("html")).to_have_attribute("lang", "ru")


async def test_one_becomes_another_person(world: World, phone: OpenPhone) -> None:
    olga = await phone(OLGA)
    await olga.root.get_by_role("button", name="Olga Novikova: be someone else").click()
    rows = olga.sheet.locator(".person-row")
    await expect(rows).to_have_count(4)
    await expect(rows.filter(has_text="Newcomer")).to_contain_text("Holds an invite")
    await rows.filter(has_text="Head of sales").locator(".menu-row").click()
    await expect(olga.root).to_have_attribute("data-as", str(MAX))
    assert olga.page.url.endswith(f"#as={MAX}")
    await olga.page.go_back()
    await expect(olga.root).to_have_attribute("data-as", str(OLGA))


async def test_two_phones_stand_side_by_side(world: World, phone: OpenPhone) -> None:
    olga = await phone(OLGA, size=(1440, 900))
    await olga.page.goto(address(world.url, {"as": OLGA, "chat": PAVEL}, {"as": PAVEL, "chat": OLGA}))
    pavel = Phone(olga.page, olga.watch, place=1)
    await olga.says("Petrov wants a discount")
    await pavel.sees("Petrov wants a discount")
    await pavel.says("5 %, no more")
    await olga.sees("5 %, no more")
    await olga.page.get_by_role("button", name="Put this phone away").first.click()
    await expect(olga.page.locator(".phone")).to_have_count(1)
    assert olga.page.url.endswith(f"#as={PAVEL}&chat={OLGA}")


async def test_a_customer_finds_the_bot_by_its_name(world: World, phone: OpenPhone) -> None:
    await world.bot("setMyDescription", description="Ask us about windows")
    pavel = await phone(PAVEL)
    await pavel.root.get_by_role("searchbox").fill("voron")
    await pavel.opens("Voronka")
    await expect(pavel.root.locator(".notice")).to_contain_text("Ask us about windows")
    await pavel.taps("START")
    assert (await world.next("message"))["text"] == "/start"
    await expect(pavel.field).to_be_visible()


async def test_a_blocked_bot_is_restarted(world: World, phone: OpenPhone) -> None:
    olga = await phone(OLGA, chat=BOT_ID)
    await olga.root.get_by_role("button", name="Chat menu").click()
    await olga.sheet.locator(".menu-row").filter(has_text="Stop and block").click()
    await olga.taps("Restart the bot")
    await olga.says("back again")
    assert (await world.next("message"))["text"] == "back again"


async def test_a_forum_shows_its_topics_and_writes_into_them(world: World, phone: OpenPhone) -> None:
    forum = await world.post("/sim/chats", type="supergroup", title="Customers", is_forum=True, members=[OLGA, PAVEL], admins=[BOT])
    topic = await world.bot("createForumTopic", chat_id=forum["id"], name="Petrov, 3 windows")
    olga = await phone(OLGA, chat=forum["id"])
    await olga.root.locator(".chat-row").filter(has_text="Petrov, 3 windows").click()
    await expect(olga.root.locator(".who-title")).to_have_text("Petrov, 3 windows")
    await world.bot("sendMessage", chat_id=forum["id"], message_thread_id=topic["message_thread_id"], text="He asks for a price")
    message = await olga.sees("He asks for a price")
    await expect(message.locator(".quote")).to_have_count(0)
    await olga.says("120k")
    assert (await world.next("message", "text"))["message_thread_id"] == topic["message_thread_id"]
    await olga.goes_back()
    await olga.root.locator(".chat-row").filter(has_text="General").click()
    await olga.says("hello, all")
    await olga.sees_no("He asks for a price")
    await world.bot("closeForumTopic", chat_id=forum["id"], message_thread_id=topic["message_thread_id"])
    await olga.goes_back()
    await expect(olga.root.locator(".chat-row").filter(has_text="Petrov")).to_contain_text("This topic is closed")


async def test_a_group_names_who_writes(world: World, phone: OpenPhone) -> None:
    group = await world.post("/sim/chats", type="group", title="Team North", members=[OLGA, PAVEL, BOT])
    await world.act(PAVEL, "send", chat=group["id"], text="morning")
    olga = await phone(OLGA, chat=group["id"])
    await expect((await olga.sees("morning")).locator(".sender")).to_have_text("Павел")
    await expect(olga.root.locator(".message.service")).to_contain_text("added Voronka")
