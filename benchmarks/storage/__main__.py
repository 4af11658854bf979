"""python -m benchmarks.storage URL [CONTACTS]: measure one base, which is filled first if it is empty, and print a table."""

import asyncio
import sys

from benchmarks.storage import bulk, delivery, search, writes
from benchmarks.storage.world import House, WallClock, found
from benchmarks.table import Figure, show
from core.crm.people import Role
from storage import open_store
from storage.store import DatabaseStore
from storage.urls import place_of

OF_REP = 200


async def measure(url: str, contacts: int) -> list[Figure]:
    """All figures of the storage on a base with so many contacts and as many waiting reminders."""
    store = await open_store(url, WallClock())
    try:
        house = await _filled(store, url, contacts)
        place = place_of(url)
        engine = "postgresql" if place.path is None else "sqlite"
        return [
            *await search.figures(store, engine, house.rep.id),
            *await delivery.figures(store),
            *await writes.figures(store, place, await found(store)),
        ]
    finally:
        await store.close()


async def _filled(store: DatabaseStore, url: str, contacts: int) -> House:
    async with store.reading() as reads:
        people = sorted((person for person in await reads.people.all() if person.role is Role.REP), key=lambda one: one.id)
        if people:
            return House(people[0], tuple(people[1:51]), (await reads.stages.all())[0])
    house = await found(store)
    await bulk.load(url, bulk.contact_rows(house, contacts, OF_REP))
    await bulk.load(url, bulk.reminder_rows(house, contacts, WallClock()))
    return house


def main() -> None:
    url, contacts = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000
    show(asyncio.run(measure(url, contacts)))


if __name__ == "__main__":
    main()
