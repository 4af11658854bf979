"""How a send can end: every outcome, seen on the phone and in the row."""

import asyncio
from dataclasses import replace

import pytest

from core.tasks.delivery import Address, Delivery, Placement
from tests.delivery.office import Office, to, until


async def test_what_is_posted_goes_out_at_once(office: Office) -> None:
    row = await office.post("новость", "olga")
    await office.olga.sees("новость", patience=0.5)
    assert await office.ends(row) is Delivery.SENT


async def test_a_server_error_is_tried_again(office: Office) -> None:
    office.fault("sendMessage", "5xx", times=1)
    row = await office.post("новость", "olga")
    assert await office.ends(row) is Delivery.SENT
    await office.olga.sees("новость")
    assert len(office.calls("sendMessage")) - _greetings(office) == 2


async def test_a_429_stops_the_whole_bot_for_as_long_as_it_says(office: Office) -> None:
    office.fault("sendMessage", "429", times=1, retry_after=2)
    first = await office.post("первая", "olga")
    await until(lambda: office.app.budget.paused_for)
    asked = len(office.calls("sendMessage"))
    second = await office.post("вторая", "max")
    await asyncio.sleep(1)
    assert len(office.calls("sendMessage")) == asked, "nobody is written to while the bot keeps silent"
    assert await office.ends(first) is Delivery.SENT
    assert await office.ends(second) is Delivery.SENT


async def test_a_lost_connection_leaves_a_notice_to_be_sent_with_a_mark(office: Office) -> None:
    office.fault("sendMessage", "drop_after", times=1)
    row = await office.post("новость", "olga")
    assert await office.ends(row) is Delivery.SENT
    marked = office.house.texts.words("ru").say("mark.again")
    texts = [message.text for message in office.olga.messages() if "новость" in message.text]
    assert [marked in text for text in texts] == [False, True]


async def test_a_block_marks_the_address_and_tells_the_author(office: Office) -> None:
    await office.olga.blocks()
    row = await office.post("новость", "olga", payload={"author": (await office.person("max")).id})
    assert await office.ends(row) is Delivery.FAILED
    await office.max.sees("Не дошло", "Ольга")
    assert office.ask("SELECT reachable FROM identities WHERE external_id = '101'") == [(0,)]


async def test_who_lets_the_bot_in_again_is_reached_again(office: Office) -> None:
    await office.olga.blocks()
    await office.ends(await office.post("новость", "olga"))
    later = await office.post("позже", "olga")
    assert await office.ends(later) is Delivery.FAILED
    await office.olga.unblocks()
    await until(lambda: office.ask("SELECT reachable FROM identities WHERE external_id = '101'") == [(1,)])
    assert await office.ends(await office.post("снова", "olga")) is Delivery.SENT


async def test_a_chat_that_moves_is_followed(office: Office) -> None:
    group = await office.olga.phones.group("Продажи", [office.olga], type="group")
    old = Address("telegram", str(group))
    waiting = await office.post("завтра", address=old, due_at=office.house.clock.now().replace(year=2090))
    new = await office.olga.phones.post("/sim/migrate", {"chat": group})
    row = await office.post("новость", address=old)
    assert await office.ends(row) is Delivery.SENT
    chat = int(new["chat"] if isinstance(new, dict) else new)
    await office.olga.in_chat(chat).sees("новость")
    assert office.ask("SELECT chat FROM outbox WHERE id = ?", waiting.id) == [(str(chat),)]


async def test_an_edit_that_changes_nothing_counts_as_sent(office: Office) -> None:
    await office.ends(await office.post("новость", "olga"))
    message = await office.olga.sees("новость")
    row = await office.post("новость", address=to(office.olga), kind="answer", edits=str(message.id))
    assert await office.ends(row) is Delivery.SENT


@pytest.mark.parametrize("kind", ["answer", "redraw"])
async def test_what_cannot_be_edited_is_sent_anew_unless_it_is_only_a_redraw(office: Office, kind: str) -> None:
    await office.ends(await office.post("старая", "olga"))
    message = await office.olga.sees("старая")
    if kind == "redraw":
        olga = await office.person("olga")
        first = await office.post("x", "olga", due_at=office.house.clock.now().replace(year=2090))
        placement = Placement(
            address=to(office.olga),
            message=str(message.id),
            person_id=olga.id,
            about=None,
            payload={"notice": first.payload["notice"]},
            shown_at=office.house.clock.now(),
        )
        await office.house.store.outbox.sent(replace(first, id=0), office.house.clock.now(), placement)
    await office.olga.deletes(message)
    row = await office.post("новая", "olga", kind=kind, address=to(office.olga), edits=str(message.id))
    if kind == "answer":
        assert await office.ends(row) is Delivery.SENT
        await office.olga.sees("новая")
    else:
        assert await office.ends(row) is Delivery.DROPPED
        await office.olga.does_not_see("новая")


async def test_nobody_writes_to_a_colleague_who_has_left(office: Office) -> None:
    olga = await office.person("olga")
    async with office.house.store.work("leaves") as work:
        person = await work.people.get(olga.id)
        work.save(replace(person, active=False))
        work.record("person.left", None, [person.ref])
    row = await office.post("новость", person_id=olga.id)
    assert await office.ends(row) is Delivery.DROPPED


async def test_a_slow_chat_keeps_no_other_waiting(office: Office) -> None:
    office.fault("sendMessage", "slow", times=1, seconds=3)
    await office.post("медленно", "olga")
    await until(lambda: office.house.in_hand)
    await office.post("быстро", "max")
    await office.max.sees("быстро", patience=0.5)


def _greetings(office: Office) -> int:
    return len(office.phones)
