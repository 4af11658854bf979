"""What text looks like, and that nothing in it becomes a part of the page."""

import re

import pytest
from playwright.async_api import expect

from tests.browser.phone import OpenPhone
from tests.browser.world import BOT, BOT_ID, EVIL_NAME, HOSTILE, OLGA, PAVEL, World

STYLED = (
    "<b>bold</b> <i>italic</i> <u>under</u> <s>struck</s> <code>code()</code> <tg-spoiler>secret</tg-spoiler> "
    '<a href="https://example.org/a">a link</a> <pre><code class="language-python">print(1)</code></pre>'
    "<blockquote>said</blockquote>"
)
TAGS = {"strong": "bold", "em": "italic", "u": "under", "s": "struck", "blockquote": "said", ".pre code": "print(1)"}


async def test_every_entity_has_its_look(world: World, phone: OpenPhone) -> None:
    await world.says(STYLED, parse_mode="HTML")
    olga = await phone(OLGA, chat=BOT_ID)
    text = (await olga.sees("bold")).locator(".text")
    for tag, content in TAGS.items():
        await expect(text.locator(tag).first).to_have_text(content)
    await expect(text.locator(".pre-head")).to_contain_text("python")
    await expect(text.get_by_role("link", name="a link")).to_have_attribute("href", "https://example.org/a")
    await expect(text.get_by_role("link", name="a link")).to_have_attribute("rel", "noopener noreferrer")


async def test_a_spoiler_hides_until_it_is_tapped(world: World, phone: OpenPhone) -> None:
    await world.says("the price is <tg-spoiler>120 000</tg-spoiler>", parse_mode="HTML")
    olga = await phone(OLGA, chat=BOT_ID)
    await (await olga.sees("the price")).get_by_role("button", name="Hidden text, show").click()
    await expect(olga.message("the price").locator(".spoiler.revealed")).to_have_text("120 000")


async def test_offsets_count_utf16_and_entities_nest(world: World, phone: OpenPhone) -> None:
    text = "🙂🙂 bold and both"
    entities = [{"type": "bold", "offset": 5, "length": 13}, {"type": "italic", "offset": 14, "length": 4}]
    await world.says(text, entities=entities)
    olga = await phone(OLGA, chat=BOT_ID)
    await expect((await olga.sees("🙂🙂")).locator(".text > strong")).to_have_text(["bold and ", "both"])
    await expect(olga.message("🙂🙂").locator("strong > em")).to_have_text("both")


async def test_a_long_quote_unfolds(world: World, phone: OpenPhone) -> None:
    await world.says(f"<blockquote expandable>{'many words ' * 60}</blockquote>", parse_mode="HTML")
    olga = await phone(OLGA, chat=BOT_ID)
    quote = (await olga.sees("many words")).locator("blockquote")
    folded = await quote.evaluate("node => node.clientHeight")
    await quote.get_by_role("button", name="Show more").click()
    assert await quote.evaluate("node => node.clientHeight") > folded * 2


async def test_a_command_in_a_text_is_sent_when_tapped(world: World, phone: OpenPhone) -> None:
    await world.says("See /deals for the rest")
    olga = await phone(OLGA, chat=BOT_ID)
    await (await olga.sees("See /deals")).get_by_role("link", name="/deals").click()
    assert (await world.next("message"))["text"] == "/deals"


async def test_a_mention_opens_that_chat(world: World, phone: OpenPhone) -> None:
    await world.act(PAVEL, "send", chat=OLGA, text="hello")
    await world.says("Ask @pavel_s")
    olga = await phone(OLGA, chat=BOT_ID)
    await (await olga.sees("Ask")).get_by_role("link", name="@pavel_s").click()
    await expect(olga.root.locator(".who-title")).to_have_text("Павел")


async def test_an_invite_opens_the_bot_with_start_and_carries_its_payload(world: World, phone: OpenPhone) -> None:
    await world.act(OLGA, "send", chat=PAVEL, text=f"Your invite: https://t.me/{BOT}?start=inv_7")
    pavel = await phone(PAVEL, chat=OLGA)
    await (await pavel.sees("Your invite")).get_by_role("link").click()
    await expect(pavel.root.locator(".who-title")).to_have_text("Voronka")
    await pavel.taps("START")
    message = await world.next("message")
    assert (message["text"], message["from"]["id"]) == ("/start inv_7", PAVEL)
    await pavel.says("and on we go")


async def test_a_link_whose_text_hides_it_is_asked_about(world: World, phone: OpenPhone) -> None:
    await world.says('<a href="https://example.org/elsewhere">our site</a>', parse_mode="HTML")
    olga = await phone(OLGA, chat=BOT_ID)
    await (await olga.sees("our site")).get_by_role("link").click()
    await olga.sees_dialog("https://example.org/elsewhere")
    await olga.sheet.get_by_role("button", name="Cancel").click()
    await expect(olga.root.locator(".sheet-layer")).to_have_count(0)


HOSTILE_TEXTS = [
    "<img src=x onerror=alert(1)>", "<script>document.title='owned'</script>", EVIL_NAME, "&lt;b&gt; &amp;amp;", "</div></article>",
    "javascript:alert(1)", "{{7*7}} ${7*7}",
]  # fmt: skip


@pytest.mark.parametrize("size", [(390, 844), (1280, 800)])
async def test_hostile_words_stay_words(world: World, phone: OpenPhone, size: tuple[int, int]) -> None:
    for text in HOSTILE_TEXTS:
        await world.act(HOSTILE, "send", chat=OLGA, text=text)
        await world.says(text, reply_markup={"inline_keyboard": [[{"text": text, "callback_data": "x"}]]})
    await world.act(HOSTILE, "send", chat=OLGA, contact={"phone_number": "+1<b>", "first_name": EVIL_NAME, "vcard": EVIL_NAME})
    olga = await phone(OLGA, chat=HOSTILE, size=size)
    await olga.sees("{{7*7}}")
    await expect(olga.root.locator(".who-title")).to_have_text(re.compile(re.escape(EVIL_NAME)))
    await olga.goes_back()
    await expect(olga.root.locator(".row-title").filter(has_text="onclick")).to_have_count(1)
    await olga.opens("Voronka")
    for text in HOSTILE_TEXTS:
        await expect(olga.message(text).locator(".text")).to_have_text(text)
    injected = olga.page.locator("body script, .phone b, img[src=x], [onclick], [onerror], a[href^=javascript]")
    await expect(injected).to_have_count(0)
    assert "owned" not in await olga.page.title()


async def test_long_words_and_turned_text_stay_inside(world: World, phone: OpenPhone) -> None:
    await world.says(
        "w" * 300,
        reply_markup={"inline_keyboard": [[{"text": "k" * 300, "callback_data": "x"}, {"text": "b", "callback_data": "y"}]]},
    )
    await world.says("שלום עולם")
    await world.says("\u202e turned \u2067 and never turned back")
    olga = await phone(OLGA, chat=BOT_ID)
    await expect((await olga.sees("שלום")).locator(".text")).to_have_css("direction", "rtl")
    assert await olga.page.evaluate("document.documentElement.scrollWidth") == 390
    for node in await olga.root.locator(".bubble, .inline-key").all():
        box = await node.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
