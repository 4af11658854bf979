"""A process that writes until it is killed, and says on its standard output what it knows to be on the disk."""

import asyncio
import os
import sys
from datetime import UTC, datetime

from core.tasks.delivery import Received
from storage import open_store
from storage.store import DatabaseStore
from tests.storage.people import Office, contact, deal, open_office


class WallClock:
    def now(self) -> datetime:
        return datetime.now(UTC)


async def main(url: str, lanes: int, most: int) -> None:
    store = await open_store(url, WallClock(), upgrade=False)
    office = await open_office(store)
    try:
        await asyncio.gather(*(_lane(store, office, lane, most) for lane in range(lanes)))
    finally:
        await store.close()


async def _lane(store: DatabaseStore, office: Office, lane: int, most: int) -> None:
    for number in range(most):
        name = f"{lane}.{number}"
        update = Received(request=name, messenger="t", lane=str(lane), payload="{}", received_at=WallClock().now())
        await store.inbox.put([update])
        _say(f"stored {name}")
        async with store.work(name) as work:
            ivan = work.save(contact(work, office.olga, "Иван", f"Петров{name}"))
            work.save(deal(work, office, office.olga, title=name, contacts=(ivan.id,)))
            work.record("deal.created", office.olga.id, [ivan.ref])
        _say(f"done {name}")


def _say(what: str) -> None:
    os.write(1, f"{what}\n".encode())


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))
