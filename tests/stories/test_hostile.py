"""What should not come in, comes: forged and doubled taps, strange letters, amounts in every writing."""

import asyncio
import re

import pytest

from bots.conversation.actions.codec import encode
from bots.conversation.actions.deals import MoveDeal
from core.crm.access import EVERYTHING
from core.crm.deals import Deal
from core.paging import FIRST
from tests.town import Town


async def the_deal(town: Town) -> Deal:
    async with town.store.reading() as reads:
        (deal,) = await reads.deals.owned((await town.person("olga")).id)
    return deal


async def kinds_of(town: Town, deal: Deal) -> list[str]:
    async with town.store.reading() as reads:
        return [event.kind for event in (await reads.timeline.of(deal.ref, EVERYTHING, FIRST)).items]


async def test_a_stranger_s_tap_does_nothing(town: Town) -> None:
    await town.olga.says("/new Окна")
    await town.olga.sees("Окна")
    before = await the_deal(town)
    async with town.store.reading() as reads:
        offer = next(stage for stage in await reads.stages.all() if stage.name == town.say("founding.stage.offer"))
    forged = encode(MoveDeal(before.id, offer.id, before.version))
    hello = town.say("visitor.hello", company=town.house.settings.company.name)
    await town.stan.says("привет")
    line = await town.stan.sees(hello)
    answer = await town.stan.does("tap", message=line.id, data=forged, wait=5)
    assert answer["answer"]["text"] == hello
    assert await the_deal(town) == before


async def test_a_double_tap_moves_once(town: Town) -> None:
    await town.olga.says("/new Окна")
    card = await town.olga.sees("Окна")
    stage = town.say("founding.stage.offer")
    toasts = await asyncio.gather(*(town.olga.taps(stage, on=card) for _ in range(3)))
    await town.olga.sees(f"· {stage}")
    assert sorted(toasts).count(town.say("deal.moved.toast", stage=stage)) == 1
    assert (await kinds_of(town, await the_deal(town))).count("deal.moved") == 1


@pytest.mark.parametrize(
    ("typed", "ru", "en"),
    [("1.234,50", "1 234,50 ₽", "RUB 1,234.50"), ("120к", "120 000 ₽", "RUB 120,000"), ("$5k", "5 000 $", "$5,000")],
)
async def test_an_amount_in_any_writing(town: Town, typed: str, ru: str, en: str) -> None:
    await town.olga.says("/new Окна")
    await town.olga.sees("Окна")
    await town.olga.taps(town.say("action.edit"))
    await town.olga.taps(town.say("deal.field.amount"))
    await town.olga.sees(town.say("deal.ask.amount"))
    for wrong in ("🙂", "-5", "1.234.50,1"):
        await town.olga.says(wrong)
        await town.olga.sees(town.say("deal.ask.amount"))
    await town.olga.says(typed)
    await town.olga.sees("Окна", {"ru": ru, "en": en}[town.language])


STRANGE = ["👩‍🚀🔥", "\u202eשלום עולם\u202c", "a\u200bb\u2060c", "<b>жирно</b> & *звезда* _низ_ `код` [x](y)", "ﷺ" * 40]


@pytest.mark.parametrize("words", STRANGE)
async def test_strange_letters_everywhere(town: Town, words: str) -> None:
    clean = words.translate(dict.fromkeys(map(ord, "\u202e\u202c\u200b\u2060")))
    olga = town.olga
    await olga.says(f"/new company {words}")
    await olga.sees(f"🏢 {clean}", town.say("company.created"))
    await olga.says(f"/new deal {words}")
    card = await olga.sees(f"💼 {clean}")
    await olga.says(words, reply_to=card)
    await olga.sees(town.say("note.saved"))
    await olga.says("/new task")
    await olga.sees(town.say("task.ask.text"))
    await olga.says(words)
    await olga.sees(town.say("task.ask.when"))
    await olga.taps(town.say("action.someday"))
    await olga.sees(re.compile(re.escape(clean), re.IGNORECASE), town.say("task.someday"))
    await olga.says(f"/find {words}")
    await olga.sees()
    await olga.says("/settings")
    await olga.taps(town.say("settings.set.name", value="Ольга Смирнова"))
    await olga.sees(town.say("settings.ask.name"))
    await olga.says(words)
    await olga.sees(town.say("settings.title"), clean)
