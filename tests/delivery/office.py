"""A small office for delivery tests: the simulator, the real bot on a real base and the bell, in one loop; what is posted goes out
by itself, in real time."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bots.build import open_house
from bots.conversation.delivery.bell import Bell
from bots.conversation.founding import found
from bots.conversation.house import House
from bots.conversation.views import View, dump_shown
from bots.settings import Settings
from bots.settings.model import Budget, Company, Database, Telegram
from bots.telegram.app import TelegramApp
from core.crm.deals import NewDeal, create_deal, move_deal
from core.crm.people import Person
from core.tasks.delivery import Address, Delivery, Notice, Outgoing, Priority
from simulator.server import Simulator
from tests.phone import Phone, Phones
from tests.town import BOT, PEOPLE, TOKEN, WorldClock, staff

Change = Callable[[Settings], Settings]

PATIENCE = 8.0
WIDE = Budget(per_second=1000, per_chat_per_second=30, per_group_per_minute=600)


@dataclass
class Office:
    simulator: Simulator
    house: House
    app: TelegramApp
    base: Path
    phones: dict[str, Phone] = field(default_factory=dict)
    group: asyncio.TaskGroup = field(default_factory=asyncio.TaskGroup)

    def __getattr__(self, name: str) -> Phone:
        try:
            return self.phones[name]
        except KeyError:
            raise AttributeError(name) from None

    async def person(self, name: str) -> Person:
        async with self.house.store.reading() as reads:
            found = await reads.people.of_identity("telegram", str(PEOPLE[name][0]))
        assert found is not None
        return found

    async def post(self, text: str, to: str | None = None, kind: str = "notice", **how: Any) -> Outgoing:
        """A row that says `text` (any words: they fill a sentence) to a person, or to an address given as `address`."""
        payload = dump_shown(how.pop("view", None), Notice("visitor.hello", {"company": text})) | how.pop("payload", {})
        async with self.house.store.work(f"post:{text}:{self.house.clock.now().isoformat()}") as work:
            outgoing = Outgoing(
                id=work.new_id(),
                kind=kind,
                priority=how.pop("priority", Priority.NOTICE),
                due_at=how.pop("due_at", work.now),
                person_id=(await self.person(to)).id if to else how.pop("person_id", None),
                payload=payload,
                **how,
            )
            work.post(outgoing)
        return outgoing

    async def new_deal(self, owner: str, title: str) -> int:
        async with self.house.store.work(f"deal:{title}") as work:
            actor = await self.house.actor(work, await self.person(owner))
            return (await create_deal(work, actor, NewDeal(title=title))).deal.id

    async def move(self, who: str, deal_id: int, stage: int) -> str:
        """To the stage of this number; answers its name."""
        async with self.house.store.work(f"move:{deal_id}:{stage}:{self.house.clock.now().isoformat()}") as work:
            stages = sorted(await work.stages.all(), key=lambda stage: stage.position)
            await move_deal(work, await self.house.actor(work, await self.person(who)), deal_id, stages[stage].id, None)
            return stages[stage].name

    async def shows_deal(self, to: str, deal_id: int, title: str) -> None:
        await self.post(f"card for {to}", to, view=View("deal", deal_id), about=None)
        await self.phones[to].sees(title)

    def state(self, row: Outgoing | int) -> Delivery:
        row_id = row if isinstance(row, int) else row.id
        return Delivery(self.ask("SELECT state FROM outbox WHERE id = ?", row_id)[0][0])

    async def ends(self, row: Outgoing | int) -> Delivery:
        """How the row ended, once it has."""
        await until(lambda: self.state(row) in {Delivery.SENT, Delivery.FAILED, Delivery.DROPPED})
        return self.state(row)

    def ask(self, question: str, *values: object) -> list[Any]:
        """Straight from the file, as another process would."""
        with sqlite3.connect(self.base, isolation_level=None, timeout=PATIENCE) as connection:
            answer = connection.execute(question, values).fetchall()
        connection.close()
        return answer

    def calls(self, *methods: str) -> list[dict[str, Any]]:
        """What the bot asked of Telegram, oldest first."""
        wanted = {method.lower() for method in methods}
        return [call for call in self.simulator.api.calls if call["method"].lower() in wanted]

    def fault(self, on: str, kind: str, **how: Any) -> None:
        self.simulator.world.faults.plan(on, kind, **how)


async def until(true: Callable[[], object], patience: float = PATIENCE) -> None:
    async with asyncio.timeout(patience):
        while not true():  # noqa: ASYNC110  # of what stands in the base nobody tells
            await asyncio.sleep(0.01)


@asynccontextmanager
async def open_office(
    folder: Path,
    change: Change = lambda settings: settings,
    *,
    bell: bool = True,
    people: Iterable[str] = PEOPLE,
    staffed: bool = True,
) -> AsyncIterator[Office]:
    """`change` makes other settings; without `bell` nothing is delivered but what lanes send; `staffed` False:
    the base has its people already."""
    base = folder / "office.sqlite3"
    async with await Simulator.start() as simulator, Phones(simulator.url, BOT) as phones:
        settings = change(
            Settings(
                company=Company(language="ru", time_zone="Europe/Moscow"),
                database=Database(url=f"sqlite:///{base}"),
                telegram=Telegram(api=simulator.url, polling_seconds=1, budget=WIDE),
            )
        )
        await phones.post("/sim/bots", {"token": TOKEN, "username": BOT, "name": "Voronka"})
        async with open_house(settings, WorldClock(simulator.world.clock)) as house:
            await found(house)
            if staffed:
                await staff(house.store, "ru")
            app = TelegramApp(house, TOKEN)
            async with asyncio.TaskGroup() as group:
                office = Office(simulator, house, app, base, group=group)
                for name in people:
                    account, first, last, _role, _team = PEOPLE[name]
                    office.phones[name] = await phones.of(first, last_name=last, id=account, language_code="ru")
                    await office.phones[name].starts()
                serving = [group.create_task(app.run())]
                serving += [group.create_task(Bell(house).run())] if bell else []
                try:
                    for name in people:
                        await office.phones[name].sees()
                    yield office
                finally:
                    for task in serving:
                        task.cancel()
            await app.close()


def to(phone: Phone) -> Address:
    return Address("telegram", str(phone.id))
