"""The world is looked at again when a row is delivered; and what a crash left uncertain is settled by kind."""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bots.conversation.views import View
from bots.settings import Settings
from bots.settings.model import Budget
from core.records import Ref
from core.tasks.delivery import Delivery
from core.tasks.tasks import Task
from tests.delivery.office import Office, open_office, to, until

LEASE = timedelta(seconds=60)


async def reminder(office: Office, due: datetime, whose: str = "olga") -> tuple[Task, int]:
    """A task of somebody's, and the row that rings for it."""
    async with office.house.store.work(f"task:{due}:{whose}") as work:
        owner = await office.person(whose)
        task = work.save(
            Task(id=work.new_id(), created_at=work.now, text="Позвонить", due_time=due.time(), due_at=due, owner_id=owner.id)
        )
        work.record("task.created", owner.id, [task.ref])
    (row,) = office.ask("SELECT id FROM outbox WHERE key = ?", f"reminder:{task.id}")
    return task, row[0]


def left_behind(office: Office, row: int, *, begun: bool) -> None:
    """As a process leaves it that dies while it sends, or while the row waits for its turn."""
    until = int((office.house.clock.now() + LEASE).timestamp() * 1_000_000)
    payload = '{"begun": true}' if begun else "{}"
    office.ask("UPDATE outbox SET state = 1, attempts = 1, payload = ?, lease_until = ? WHERE id = ?", payload, until, row)


def soon(office: Office, seconds: float = 0.4) -> datetime:
    return office.house.clock.now() + timedelta(seconds=seconds)


async def test_a_reminder_rings_at_its_moment(office: Office) -> None:
    due = soon(office)
    _task, row = await reminder(office, due)
    message = await office.olga.sees("Позвонить")
    assert timedelta() <= office.house.clock.now() - due < timedelta(seconds=0.5)
    assert await office.ends(row) is Delivery.SENT
    assert "опоздан" not in message.text


@pytest.mark.parametrize(
    "change",
    ["done_at = 1", "deleted_at = 1", "due_at = due_at + 3600000000", "due_at = NULL", "owner_id = {max}"],
    ids=["done", "deleted", "put off", "without a date", "handed over"],
)
async def test_a_reminder_that_is_no_longer_due_does_not_ring(office: Office, change: str) -> None:
    """The base forgets such rows by itself; here the change comes when the row is already in hand."""
    task, row = await reminder(office, soon(office))
    office.ask(f"UPDATE tasks SET {change.format(max=(await office.person('max')).id)} WHERE id = ?", task.id)
    assert await office.ends(row) is Delivery.DROPPED
    await office.olga.does_not_see("Позвонить")


async def test_a_late_reminder_says_for_when_it_was(office: Office) -> None:
    due = soon(office, 600)
    await reminder(office, due)
    office.simulator.world.clock.advance(3600)
    message = await office.olga.sees("Позвонить")
    assert office.house.texts.words("ru", "Europe/Moscow").say("mark.late", moment=due) in message.text


async def test_a_moved_clock_rings_what_is_due_by_it(office: Office) -> None:
    _task, row = await reminder(office, soon(office, 3600))
    office.simulator.world.clock.advance(3601)
    assert await office.ends(row) is Delivery.SENT


async def test_a_leap_of_the_clock_doubles_nothing_that_is_on_its_way(office: Office) -> None:
    office.fault("sendMessage", "slow", times=1, seconds=1)
    _task, row = await reminder(office, soon(office, 0))
    await until(lambda: row in office.house.in_hand)
    office.simulator.world.clock.advance(3 * LEASE.total_seconds())
    assert await office.ends(row) is Delivery.SENT
    assert sum("Позвонить" in message.text for message in office.olga.messages()) == 1


async def test_a_clock_set_back_stops_nothing(office: Office) -> None:
    before = await office.post("до", "olga")
    office.simulator.world.clock.advance(-3600)
    after = await office.post("после", "olga")
    assert after.id > before.id, "ids go on growing"
    assert await office.ends(after) is Delivery.SENT
    await office.olga.says("привет")
    await office.olga.sees()


@pytest.mark.parametrize("begun", [True, False])
async def test_a_reminder_of_a_dead_process_rings_with_a_mark_if_it_may_have_rung(office: Office, begun: bool) -> None:
    _task, row = await reminder(office, soon(office, 30))
    left_behind(office, row, begun=begun)
    office.simulator.world.clock.advance(LEASE.total_seconds() + 1)
    message = await office.olga.sees("Позвонить")
    assert (office.house.texts.words("ru").say("mark.again") in message.text) is begun
    assert await office.ends(row) is Delivery.SENT


async def test_an_answer_of_a_dead_process_is_sent_without_a_word(office: Office) -> None:
    row = await office.post("ответ", "olga", kind="answer", state=Delivery.SENDING, address=to(office.olga))
    office.simulator.world.clock.advance(LEASE.total_seconds() + 1)
    message = await office.olga.sees("ответ")
    assert office.house.texts.words("ru").say("mark.again") not in message.text
    assert await office.ends(row) is Delivery.SENT


async def test_a_late_answer_does_not_draw_over_a_newer_one(office: Office) -> None:
    deal = await office.new_deal("olga", "Крыша")
    await office.shows_deal("olga", deal, "Крыша")
    card = office.olga.last()
    old = await office.post("старый", "olga", kind="answer", state=Delivery.SENDING, address=to(office.olga), edits=str(card.id))
    new = await office.post(
        "новый",
        "olga",
        kind="answer",
        view=View("deal", deal),
        address=to(office.olga),
        edits=str(card.id),
        about=Ref("deal", deal),
    )
    assert await office.ends(new) is Delivery.SENT
    office.simulator.world.clock.advance(LEASE.total_seconds() + 1)
    assert await office.ends(old) is Delivery.DROPPED
    await office.olga.sees("новый")


async def test_another_ones_card_changes_within_a_second_and_ten_changes_cost_few_edits(tmp_path: Path) -> None:
    def real(settings: Settings) -> Settings:
        return settings.changed("telegram", budget=Budget())

    async with open_office(tmp_path, real, people=("olga", "max")) as office:
        deal = await office.new_deal("olga", "Крыша")
        for name in ("olga", "max"):
            await office.shows_deal(name, deal, "Крыша")
        await asyncio.sleep(1.2)
        stage = await office.move("olga", deal, 2)
        await office.max.sees(f"· {stage}", patience=1)
        edits = len(office.calls("editMessageText"))
        for number in (1, 3, 0, 2, 1, 3, 1, 2, 0, 3):
            stage = await office.move("olga", deal, number)
        await until(lambda: not office.ask("SELECT 1 FROM outbox WHERE kind = 'redraw' AND state IN (0, 1)"))
        for phone in (office.olga, office.max):
            await phone.sees(f"· {stage}")
        assert len(office.calls("editMessageText")) - edits <= 4, "ten changes on two phones"


async def test_what_changes_while_a_card_is_on_its_way_is_drawn_too(office: Office) -> None:
    deal = await office.new_deal("olga", "Крыша")
    office.fault("sendMessage", "slow", times=1, seconds=0.5)
    row = await office.post("карточка", "max", view=View("deal", deal))
    await until(lambda: row.id in office.house.in_hand)
    await asyncio.sleep(0.2)
    name = await office.move("olga", deal, 2)
    await office.max.sees(name)


async def test_a_redraw_whose_record_is_gone_is_dropped(office: Office) -> None:
    deal = await office.new_deal("olga", "Крыша")
    await office.shows_deal("max", deal, "Крыша")
    async with office.house.store.work("gone") as work:
        (known,) = await work.deals.some([deal], (await office.house.actor(work, await office.person("anna"))).scope)
        work.save(replace(known, deleted_at=work.now))
        work.record("deal.deleted", None, [known.ref])
    await until(lambda: office.ask("SELECT DISTINCT state FROM outbox WHERE kind = 'redraw'") == [(Delivery.DROPPED,)])
