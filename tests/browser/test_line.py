"""What happens when the line to the world breaks, and when the world's time or luck is changed."""

import asyncio
from datetime import datetime

from playwright.async_api import Route, WebSocketRoute, expect

from tests.browser.phone import WIDE, OpenPhone
from tests.browser.world import BOT_ID, OLGA, World


async def test_after_a_break_the_phone_catches_up(world: World, phone: OpenPhone) -> None:
    sent = await world.says("before")
    lines: list[WebSocketRoute] = []
    broken = False

    async def through(line: WebSocketRoute) -> None:
        if broken:
            await line.close()
        else:
            line.connect_to_server()
            lines.append(line)

    olga = await phone(OLGA)
    await olga.page.route_web_socket("**/sim/events*", through)
    await olga.page.reload()
    await olga.opens("Voronka")
    await olga.sees("before")
    broken = True
    for line in lines:
        await line.close()
    await expect(olga.root.locator(".who-state")).to_have_text("Connecting…")
    await world.says("meanwhile")
    await world.bot("editMessageText", chat_id=OLGA, message_id=sent["message_id"], text="before, corrected")
    await olga.sees_no("meanwhile")
    broken = False
    await olga.sees("meanwhile")
    await olga.sees("before, corrected")
    await expect(olga.root.locator(".who-state")).to_have_text("bot")


async def test_what_could_not_be_sent_stays_in_the_field(world: World, phone: OpenPhone) -> None:
    olga = await phone(OLGA, chat=BOT_ID)
    olga.watch.allowed.append("Failed to load resource")
    await olga.says("first")
    await olga.page.route("**/sim/act", lambda route: route.abort())
    await olga.field.fill("do not lose me")
    await olga.field.press("Enter")
    await olga.sees_toast("No connection")
    await expect(olga.field).to_have_value("do not lose me")
    await olga.page.unroute("**/sim/act")
    await olga.field.press("Enter")
    await olga.sees("do not lose me")


async def test_messages_written_in_haste_leave_in_their_order(world: World, phone: OpenPhone) -> None:
    olga = await phone(OLGA, chat=BOT_ID)

    async def slow(route: Route) -> None:
        await asyncio.sleep(0.5)
        await route.continue_()

    await olga.says("zero")
    await olga.page.route("**/sim/act", slow)
    for text in ("one", "two", "three"):
        await olga.field.fill(text)
        await olga.field.press("Enter")
    await expect(olga.root.locator(".sending")).to_contain_text("one")
    assert [(await world.next("message"))["text"] for _ in range(4)] == ["zero", "one", "two", "three"]
    await olga.sees("three")
    await expect(olga.root.locator(".sending")).to_have_count(0)


async def test_the_clock_is_moved_from_the_page(world: World, phone: OpenPhone) -> None:
    before = datetime.fromisoformat((await world.get("/sim/clock"))["now"])
    olga = await phone(OLGA, chat=BOT_ID, size=WIDE)
    await olga.page.get_by_role("button", name="Clock and faults").click()
    panel = olga.page.get_by_role("complementary", name="Clock and faults")
    await panel.get_by_role("button", name="+1 day").click()
    await panel.get_by_role("button", name="+1 h").click()
    await panel.get_by_role("button", name="Stop", exact=True).click()
    await expect(panel.get_by_role("button", name="Let it run")).to_be_visible()
    clock = await world.get("/sim/clock")
    assert 25 * 3600 <= (datetime.fromisoformat(clock["now"]) - before).total_seconds() < 25 * 3600 + 60
    assert clock["running"] is False
    await panel.get_by_label("Set the clock to").fill("2027-03-01T09:00")
    await panel.get_by_role("button", name="Set", exact=True).click()
    await expect(panel.locator(".world-time")).to_contain_text("Mar 1, 2027")
    assert (await world.get("/sim/clock"))["now"].startswith("2027-03-01T06:00")
    await panel.press("Escape")
    await expect(panel).to_be_hidden()
    await world.says("on a new day")
    await expect(olga.root.locator(".day-line").last).to_have_text("Today")
    await expect(olga.page.locator(".status-time")).to_have_text("09:00 AM")


async def test_failure_is_played_from_the_page(world: World, phone: OpenPhone) -> None:
    olga = await phone(OLGA, chat=BOT_ID)
    await olga.root.get_by_role("button", name="Chat menu").click()
    await olga.sheet.locator(".menu-row").filter(has_text="Clock and faults").click()
    panel = olga.page.get_by_role("complementary", name="Clock and faults")
    await panel.get_by_role("button", name="Telegram fails (5xx)").click()
    await panel.get_by_role("button", name="No connection").click()
    await expect(panel.get_by_role("button", name="No connection")).to_have_attribute("aria-pressed", "true")
    assert {fault["kind"] for fault in await world.get("/sim/faults")} == {"5xx", "disconnect"}
    await panel.get_by_role("button", name="All well again").click()
    await expect(panel.locator(".planned li")).to_have_count(0)
    assert await world.get("/sim/faults") == []
