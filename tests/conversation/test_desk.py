"""The front desk on both engines: many at once, and who is answered what."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from bots.conversation import flows
from bots.conversation.desk import receive
from bots.conversation.house import House
from bots.conversation.said import Incoming, Said, Sender, Text
from bots.conversation.texts import Texts
from bots.settings import Settings
from core.tasks.delivery import Address
from storage.folder import ContentFolder
from storage.store import DatabaseStore
from tests.stores import TestClock
from tests.town import staff

__all__ = ["flows"]
MORE_THAN_CONNECTIONS = 20


@pytest.fixture
async def house(store: DatabaseStore, clock: TestClock, tmp_path: Path) -> House:
    await staff(store, "en")
    return House(store=store, clock=clock, settings=Settings(), texts=Texts(), folder=ContentFolder(tmp_path))


def says(account: int, number: int, said: Said, clock: TestClock) -> Incoming:
    return Incoming(
        request=f"tg:{number}",
        sender=Sender("telegram", str(account), "Somebody", "en", None),
        address=Address("telegram", str(account)),
        private=True,
        said=said,
        at=clock.now(),
        message=str(number),
    )


async def test_a_crowd_of_strangers_is_answered(house: House, clock: TestClock) -> None:
    async with asyncio.timeout(20):
        crowd = [receive(house, says(1000 + number, number, Text("hello"), clock)) for number in range(MORE_THAN_CONNECTIONS)]
        answers = await asyncio.gather(*crowd)
    assert all(answer.outgoing is not None for answer in answers)


async def test_who_is_let_go_while_the_work_waits_changes_nothing(
    sqlite_store: DatabaseStore, clock: TestClock, tmp_path: Path
) -> None:
    """The look found a colleague; before the work got its turn an administrator had closed the door."""
    await staff(sqlite_store, "en")
    house = House(store=sqlite_store, clock=clock, settings=Settings(), texts=Texts(), folder=ContentFolder(tmp_path))
    async with sqlite_store.work("an administrator") as holding:
        olga = await holding.people.of_identity("telegram", "101")
        assert olga is not None
        asking = asyncio.create_task(receive(house, says(101, 1, Text("/new deal Late 100"), clock)))
        await asyncio.sleep(0.2)
        holding.save(replace(await holding.people.get(olga.id), active=False))
        holding.record("person.left", None, [olga.ref], name=olga.name)
    answer = await asking
    assert answer.outgoing is not None
    async with sqlite_store.reading() as reads:
        assert await reads.deals.newest(olga.id) is None
