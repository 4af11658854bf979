"""Inbox, outbox, reminders and redraws."""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from core.errors import AlreadyDone
from core.records import Ref
from core.tasks.delivery import Address, Delivery, Outgoing, Placement, Priority, Received
from storage.housekeeping import Keep
from storage.store import DatabaseStore
from tests.storage.people import change, contact, delete, open_office, request, task
from tests.stores import TestClock

LEASE = timedelta(minutes=1)
HERE = Address("telegram", "chat of Olga")


def update(name: str, clock: TestClock, messenger: str = "telegram") -> Received:
    return Received(request=name, messenger=messenger, lane="1", payload="{}", received_at=clock.at)


async def post(store: DatabaseStore, *made: dict[str, Any]) -> list[Outgoing]:
    async with store.work(request()) as work:
        usual: dict[str, Any] = {"kind": "notice", "priority": Priority.NOTICE, "due_at": work.now}
        rows = [Outgoing(id=work.new_id(), **(usual | one)) for one in made]
        for row in rows:
            work.post(row)
    return rows


async def claim(store: DatabaseStore, now: datetime, *messengers: str, most: int = 50) -> list[Outgoing]:
    return await store.outbox.claim(messengers or ("telegram",), now, most, LEASE)


async def test_an_update_is_stored_once_and_waits_in_order(store: DatabaseStore, clock: TestClock) -> None:
    first = [update(name, clock) for name in ("c", "a", "b")]
    assert await store.inbox.put([*first, first[0]]) == first
    assert await store.inbox.put([first[1], update("d", clock), update("s", clock, "slack")]) == [
        update("d", clock),
        update("s", clock, "slack"),
    ]
    assert [waiting.request for waiting in await store.inbox.waiting("telegram")] == ["c", "a", "b", "d"]


async def test_a_work_marks_its_update_done(store: DatabaseStore, clock: TestClock) -> None:
    await store.inbox.put([update("a", clock), update("b", clock)])
    async with store.work("a"):
        pass
    with pytest.raises(ZeroDivisionError):
        async with store.work("b"):
            raise ZeroDivisionError
    assert [waiting.request for waiting in await store.inbox.waiting("telegram")] == ["b"]
    assert await store.inbox.put([update("a", clock)]) == []
    with pytest.raises(AlreadyDone):
        async with store.work("a"):
            pytest.fail("again")


async def test_what_keeps_failing_is_set_aside_and_can_be_retried(store: DatabaseStore, clock: TestClock) -> None:
    await store.inbox.put([update("a", clock)])
    assert [await store.inbox.failed("a", "boom", 3) for _ in range(3)] == [False, False, True]
    assert await store.inbox.waiting("telegram") == []
    (aside,) = await store.inbox.aside()
    assert (aside.request, aside.attempts, aside.error) == ("a", 3, "boom")
    assert await store.inbox.retry("a")
    assert not await store.inbox.retry("a")
    assert [waiting.attempts for waiting in await store.inbox.waiting("telegram")] == [0]
    assert not await store.inbox.failed("unknown", "boom", 1)


async def test_due_rows_are_claimed_by_priority_then_age(store: DatabaseStore, clock: TestClock) -> None:
    now = clock.at
    rows = await post(
        store,
        {"address": HERE, "priority": Priority.DIGEST},
        {"address": HERE, "priority": Priority.REMINDER, "due_at": now - timedelta(hours=1)},
        {"address": HERE, "priority": Priority.ANSWER},
        {"address": HERE, "priority": Priority.REMINDER, "due_at": now - timedelta(hours=2)},
        {"address": HERE, "due_at": now + timedelta(seconds=1)},
        {"address": Address("slack", "C1")},
    )
    assert await store.outbox.next_due(["telegram"]) == now - timedelta(hours=2)
    assert await store.outbox.next_due(["slack"]) == now
    assert await store.outbox.next_due(["max"]) is None
    first = await claim(store, now, most=3)
    assert [row.id for row in first] == [rows[2].id, rows[3].id, rows[1].id]
    assert first[0] == replace(rows[2], attempts=1, state=Delivery.SENDING)
    assert [row.id for row in await claim(store, now)] == [rows[0].id]
    assert await claim(store, now) == []
    assert await store.outbox.next_due(["telegram"]) == now + timedelta(seconds=1)


async def test_a_persons_row_goes_where_the_person_is_reached(store: DatabaseStore, clock: TestClock) -> None:
    office = await open_office(store)
    async with store.work(request()) as work:
        (olga,) = await work.people.identities(office.olga.id)
        slack = work.save(replace(olga, id=work.new_id(), version=0, messenger="slack", chat="D1"))
        (pavel,) = await work.people.identities(office.pavel.id)
        work.save(replace(pavel, reachable=False))
        work.record("test", None, [slack.ref])
    rows = await post(store, {"person_id": office.olga.id}, {"person_id": office.olga.id}, {"person_id": office.pavel.id})
    assert await store.outbox.next_due(["max"]) == clock.at, "somebody must say that Pavel is reached nowhere"
    (nowhere,) = await claim(store, clock.at, "max")
    assert (nowhere.id, nowhere.address) == (rows[2].id, None)
    (first,) = await claim(store, clock.at, "slack", "telegram", most=1)
    assert first.address == Address("slack", "D1")
    (second,) = await claim(store, clock.at, "telegram", "slack", most=1)
    assert second.address == HERE


async def test_concurrent_claims_never_share_a_row(store: DatabaseStore, clock: TestClock) -> None:
    await post(store, *({"address": HERE} for _ in range(60)))
    claimed = await asyncio.gather(*(claim(store, clock.at, most=7) for _ in range(12)))
    ids = [row.id for rows in claimed for row in rows]
    assert len(ids) == len(set(ids)) == 60


async def test_outcomes(store: DatabaseStore, clock: TestClock) -> None:
    await post(store, *({"address": HERE} for _ in range(4)))
    sent, again, failed, dropped = await claim(store, clock.at)
    shown = Placement(address=HERE, message="7", person_id=None, about=None, payload={"v": 1}, shown_at=clock.at)
    later = clock.at + timedelta(minutes=5)
    await asyncio.gather(
        store.outbox.sent(sent, clock.at, shown),
        store.outbox.again(again, later, "429"),
        store.outbox.failed(failed, "blocked"),
        store.outbox.dropped(dropped, "nothing to say"),
    )
    assert await claim(store, clock.at) == []
    assert [(row.id, row.attempts, row.due_at) for row in await claim(store, later)] == [(again.id, 2, later)]
    async with store.reading() as reads:
        assert await reads.placements.at(Address("telegram", HERE.chat, thread="x"), "7") == shown
        assert await reads.placements.at(HERE, "8") is None


async def test_what_a_dead_process_left_is_uncertain_at_once(store: DatabaseStore, clock: TestClock) -> None:
    row, waiting = await post(store, {"state": Delivery.SENDING, "address": HERE}, {"address": HERE})
    assert await store.outbox.uncertain(clock.at, 10, LEASE) == []
    await store.outbox.left(clock.at)
    assert [lost.id for lost in await store.outbox.uncertain(clock.at, 10, LEASE)] == [row.id]
    assert [claimed.id for claimed in await claim(store, clock.at)] == [waiting.id]


async def test_a_lost_lease_is_uncertain(store: DatabaseStore, clock: TestClock) -> None:
    posted = await post(store, {"address": HERE}, {"address": HERE, "state": Delivery.SENDING})
    await claim(store, clock.at)
    assert await store.outbox.uncertain(clock.at + LEASE - timedelta(microseconds=1), 10, LEASE) == []
    lost = await store.outbox.uncertain(clock.at + LEASE, 10, LEASE)
    assert {row.id for row in lost} == {row.id for row in posted}
    assert {row.state for row in lost} == {Delivery.UNCERTAIN}
    assert await store.outbox.uncertain(clock.at + LEASE, 10, LEASE) == []
    assert len(await store.outbox.uncertain(clock.at + 2 * LEASE, 10, LEASE)) == 2, "nobody settled them"
    await store.outbox.again(lost[0], clock.at + LEASE, "uncertain")
    assert [row.id for row in await claim(store, clock.at + LEASE)] == [lost[0].id]


async def test_of_waiting_rows_with_one_key_the_newest_stands(store: DatabaseStore, clock: TestClock) -> None:
    await post(store, {"address": HERE, "key": "k"}, {"address": HERE, "key": "k", "payload": {"n": 2}})
    (claimed,) = await claim(store, clock.at)
    assert claimed.payload == {"n": 2}
    (newer,) = await post(store, {"address": HERE, "key": "k", "payload": {"n": 3}})
    await store.outbox.again(claimed, clock.at, "429")
    assert [row.id for row in await claim(store, clock.at)] == [newer.id], "the older gave way"


async def test_a_task_rings_while_it_is_open_and_dated(store: DatabaseStore, clock: TestClock) -> None:
    office = await open_office(store)
    due = clock.at + timedelta(hours=1)

    async def rings() -> list[tuple[datetime, int | None]]:
        """As if it had not been looked at."""
        rows = await claim(store, clock.at + timedelta(days=9))
        for row in rows:
            assert (row.kind, row.priority, row.about) == ("reminder", Priority.REMINDER, call.ref)
            await store.outbox.again(row, row.due_at, "")
        return [(row.due_at, row.person_id) for row in rows]

    async with store.work(request()) as work:
        call = work.save(task(work, office.olga, due_at=due))
        work.record("test", None, [call.ref])
    assert await rings() == [(due, office.olga.id)]
    await change(store, call, due_at=due + LEASE)
    assert await rings() == [(due + LEASE, office.olga.id)]
    await change(store, call, due_at=due, owner_id=office.pavel.id)
    assert await rings() == [(due, office.pavel.id)]
    for gone in ({"done_at": clock.at}, {"due_at": None}, {"owner_id": None}, {"deleted_at": clock.at}):
        await change(store, call, **({"due_at": due} | gone))
        assert await rings() == []
        await change(store, call, due_at=due)
        assert await rings() == [(due, office.olga.id)]


async def test_what_has_rung_rings_again_only_at_another_moment(store: DatabaseStore, clock: TestClock) -> None:
    office = await open_office(store)
    due = clock.at + LEASE
    async with store.work(request()) as work:
        call = work.save(task(work, office.olga, due_at=due))
        work.record("test", None, [call.ref])
    (rung,) = await claim(store, due)
    await store.outbox.sent(rung, due, None)
    await change(store, call, done_at=due)
    await change(store, call, text="Позвонить ещё раз")
    assert await claim(store, due) == []
    await change(store, call, due_at=due + LEASE)
    assert len(await claim(store, due + LEASE)) == 1


async def test_what_shows_a_changed_card_is_drawn_anew(store: DatabaseStore, clock: TestClock) -> None:
    office = await open_office(store)
    async with store.work(request()) as work:
        ivan = work.save(contact(work, office.olga))
        other = work.save(contact(work, office.olga))
        work.record("test", None, [ivan.ref, other.ref])
    for number in range(5):
        await _show(store, clock, str(number), office.olga.id, ivan.ref)
    await _show(store, clock, "p", office.pavel.id, ivan.ref)
    await _show(store, clock, "o", office.olga.id, other.ref)
    await _show(store, clock, "4", office.olga.id, other.ref)
    async with store.work(request()) as work:
        seen = await work.contacts.get(ivan.id, office.for_olga)
        work.record("contact.changed", office.olga.id, [work.save(replace(seen, job_title="Директор")).ref])
        edit = Outgoing(id=work.new_id(), kind="answer", priority=Priority.ANSWER, due_at=work.now, address=HERE, edits="3")
        work.post(edit)
    drawn = [row for row in await claim(store, clock.at) if row.kind == "redraw"]
    assert {row.edits for row in drawn} == {"2", "1", "p"}
    assert {(row.about, row.priority, row.address) for row in drawn} == {(ivan.ref, Priority.REDRAW, HERE)}
    assert drawn[0].payload == {"view": "contact"}


async def test_waiting_redraws_of_a_message_are_one(store: DatabaseStore, clock: TestClock) -> None:
    office = await open_office(store)
    async with store.work(request()) as work:
        ivan = work.save(contact(work, office.olga))
        work.record("test", None, [ivan.ref])
    await _show(store, clock, "1", office.olga.id, ivan.ref)
    for title in "abc":
        await change(store, ivan, job_title=title)
    assert [row.key for row in await claim(store, clock.at)] == ["redraw:telegram:chat of Olga:1"]
    await delete(store, ivan)
    assert len(await claim(store, clock.at)) == 1


async def _show(store: DatabaseStore, clock: TestClock, message: str, person_id: int, about: Ref) -> None:
    (row,) = await post(store, {"address": HERE})
    (claimed,) = await claim(store, clock.passes(timedelta(seconds=1)))
    assert claimed.id == row.id
    shown = Placement(
        address=HERE, message=message, person_id=person_id, about=about, payload={"view": "contact"}, shown_at=clock.at
    )
    await store.outbox.sent(claimed, clock.at, shown)


async def test_house_is_kept(store: DatabaseStore, clock: TestClock) -> None:
    await open_office(store)
    await store.inbox.put([update(f"u{number}", clock) for number in range(3)])
    for number in range(2):
        async with store.work(f"u{number}") as work:
            work.keep_draft(HERE, f"olga{number}", {"a": 1}, clock.at + timedelta(days=number))
    await post(store, {"address": HERE}, {"address": HERE}, {"address": HERE, "due_at": clock.at + timedelta(days=90)})
    first, second = await claim(store, clock.at)
    await store.outbox.sent(first, clock.at, None)
    assert await store.housekeeping(clock.at, Keep()) == 0
    clock.passes(timedelta(days=8))
    assert await store.housekeeping(clock.at, Keep()) == 2 + 2, "done updates and drafts"
    assert [waiting.request for waiting in await store.inbox.waiting("telegram")] == ["u2"]
    clock.passes(timedelta(days=30))
    assert await store.housekeeping(clock.at, Keep()) == 1 + 2, "the sent row, the requests of the office and of `post`"
    async with store.reading() as reads:
        assert len(await reads.people.all()) == 2
    assert second.state is Delivery.SENDING
