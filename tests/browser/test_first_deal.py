"""A newcomer's first minute on the page, against the real bot: from a colleague's message with the invite to a deal in the base."""

from collections.abc import AsyncIterator
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.async_api import expect

from bots.conversation.flows.people.joining import INVITE
from bots.conversation.founding import first_invite
from core.crm.access import EVERYTHING
from core.money import Money
from tests.browser.phone import NARROW, WIDE, OpenPhone, Phone
from tests.town import BOT, PEOPLE, Language, Town, build_town

OLGA = PEOPLE["olga"][0]


class Written(NamedTuple):
    """What people write in a language."""

    browser: str
    tongue: str
    invitation: str
    start: str
    title: str
    amount: str


WRITTEN: dict[Language, Written] = {
    "ru": Written("ru-RU", "Русский", "Привет! Вот ссылка в рабочего бота:", "СТАРТ", "Окна для кафе", "120к"),
    "en": Written("en-GB", "English", "Hi! Here is the link to our work bot:", "START", "Windows for the café", "120k"),
}


@pytest.fixture(params=["ru", "en"])
async def village(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Town]:
    """Nobody has joined yet."""
    async with build_town(tmp_path, request.param, staffed=False) as village:
        yield village


@pytest.fixture
def page_url(village: Town) -> str:
    return village.simulator.url


@pytest.fixture(params=[NARROW, WIDE], ids=["phone", "desktop"])
async def olga(request: pytest.FixtureRequest, village: Town, phone: OpenPhone) -> Phone:
    """The page as it opens by itself: the newcomer's phone, with the invite in sight."""
    written = WRITTEN[village.language]
    invite = await first_invite(village.house)
    assert invite is not None
    text = f"{written.invitation} https://t.me/{BOT}?start={INVITE}{invite.code}"
    await village.anna.in_chat(OLGA).says(text)
    return await phone.by_itself(size=request.param, language=written.browser)


async def test_a_newcomers_first_deal(village: Town, olga: Phone) -> None:
    written, say = WRITTEN[village.language], village.say
    await expect(olga.root).to_have_attribute("data-as", str(OLGA))
    invitation = await olga.sees(written.invitation)
    await expect(invitation).to_be_in_viewport()
    await invitation.get_by_role("link").click()

    await olga.taps(written.start)
    await olga.sees(say("welcome.language"))
    await olga.taps(written.tongue)
    await olga.sees(say("welcome.zone"))
    await olga.taps(say("zone.Europe/Moscow"))
    await olga.sees(say("hello.try"))

    await olga.says(f"/new {written.title} {written.amount}")
    card = await olga.sees(written.title)
    await expect(card).to_contain_text(say("founding.stage.new"))
    await olga.taps(say("founding.stage.offer"))
    await expect(card).to_contain_text(say("founding.stage.offer"))
    await olga.taps(say("preset.tomorrow"))
    await expect(card).to_contain_text(say("touch.task", name=written.title))
    await olga.taps(say("action.undo"))
    await expect(card).to_contain_text(say("deal.no_step"))

    await the_base_holds_exactly_this_deal(village)


async def the_base_holds_exactly_this_deal(village: Town) -> None:
    written = WRITTEN[village.language]
    person = await village.person("olga")
    async with village.store.reading() as reads:
        board = [held for pipeline in await reads.pipelines.all() for held in await reads.deals.board(pipeline.id, EVERYTHING)]
        [deal] = await reads.deals.owned(person.id)
        stage = await reads.stages.get(deal.stage_id)
        tasks = await reads.tasks.open_of(deal.ref, EVERYTHING)
    assert sum(held.count for held in board) == 1
    assert (deal.title, deal.amount) == (written.title, Money(Decimal(120_000), "RUB"))
    assert stage.name == village.say("founding.stage.offer")
    assert tasks == []
