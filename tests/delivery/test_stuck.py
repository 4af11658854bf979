"""Nothing stays stuck: what cannot be drawn, what another process set aside, what a crash left while everybody is busy."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from bots.conversation import builders
from bots.conversation.cards import Card
from bots.conversation.views import View
from bots.keeping import sweep
from core.tasks.delivery import Delivery
from tests.delivery.office import Office, to, until
from tests.delivery.test_incoming import arrives, broken


def left_behind(office: Office, row: int) -> None:
    """As a process leaves it that died a minute ago."""
    passed = int((office.house.clock.now() - timedelta(seconds=1)).timestamp() * 1_000_000)
    office.ask("UPDATE outbox SET state = 1, attempts = 1, lease_until = ? WHERE id = ?", passed, row)


async def test_what_a_crash_left_is_settled_however_busy_the_house_is(office: Office) -> None:
    row = await office.post("новость", "olga", due_at=office.house.clock.now() + timedelta(hours=1))

    async def posts() -> None:
        while True:
            office.house.store.on_posted()
            await asyncio.sleep(0.02)

    busy = asyncio.create_task(posts())
    await asyncio.sleep(0.3)
    left_behind(office, row.id)
    try:
        assert await office.ends(row) is Delivery.SENT
    finally:
        busy.cancel()


async def test_what_can_never_be_drawn_is_given_up_and_its_author_told(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    async def broken_builder(*_asked: object) -> Card:
        raise RuntimeError("a mistake of ours")

    monkeypatch.setitem(builders._builders, "broken", broken_builder)
    monkeypatch.setattr("bots.conversation.delivery.deliver.backoff", lambda _attempts, _chance: timedelta())
    author = (await office.person("max")).id
    row = await office.post("новость", "olga", view=View("broken", 1), payload={"author": author})
    assert await office.ends(row) is Delivery.FAILED
    await office.max.sees("Не дошло", "Ольга")


async def test_a_view_of_another_version_says_so(office: Office) -> None:
    row = await office.post("новость", "olga", view=View("no such view", 1))
    assert await office.ends(row) is Delivery.SENT
    await office.olga.sees(office.house.texts.words("ru").say("button.unknown"))


async def test_an_update_that_another_process_set_aside_holds_nobody_up(office: Office) -> None:
    arrives(office, "message", broken(office, office.olga.id))
    await until(lambda: office.ask("SELECT 1 FROM inbox WHERE attempts = 1"))
    office.ask("UPDATE inbox SET state = 2 WHERE attempts > 0")
    before = len(office.olga.messages())
    await office.olga.says("привет")
    await until(lambda: len(office.olga.messages()) > before + 1)


async def test_a_colleague_who_has_left_meanwhile_is_shown_no_card(office: Office) -> None:
    deal = await office.new_deal("olga", "Тайная сделка")
    olga = await office.person("olga")
    async with office.house.store.work("leaves") as work:
        person = await work.people.get(olga.id)
        work.save(replace(person, active=False))
        work.record("person.left", None, [person.ref])
    row = await office.post("ответ", person_id=olga.id, address=to(office.olga), kind="answer", view=View("deal", deal))
    assert await office.ends(row) is Delivery.DROPPED
    await office.olga.does_not_see("Тайная сделка")


async def test_a_notice_says_nothing_of_a_card_that_is_hidden_meanwhile(office: Office) -> None:
    deal = await office.new_deal("pavel", "Тайная сделка")
    row = await office.post("Тайная сделка", "olga", view=View("deal", deal))
    assert await office.ends(row) is Delivery.SENT
    await office.olga.sees(office.house.texts.words("ru").say("missing.deal"))
    await office.olga.does_not_see("Тайная")


async def test_a_round_of_housekeeping_that_fails_stops_nothing(office: Office) -> None:
    await asyncio.to_thread(office.ask, "ALTER TABLE drafts RENAME TO elsewhere")
    await sweep(office.house)
    await asyncio.to_thread(office.ask, "ALTER TABLE elsewhere RENAME TO drafts")
