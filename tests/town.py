"""A small town for stories: the simulator, the real bot on a real base, and named people with phones, all in one loop."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal

from aiogram.client.session.aiohttp import AiohttpSession

from bots.build import open_house
from bots.conversation.delivery.bell import Bell, ring
from bots.conversation.founding import found
from bots.conversation.house import House
from bots.settings import Settings
from bots.settings.model import Budget, Company, Database, Telegram
from bots.telegram.app import TelegramApp
from core.crm.people import Identity, Person, Role, Team
from core.ports import Store
from simulator.clock import Clock
from simulator.server import Simulator
from tests.phone import Phone, Phones
from tests.protocols.telegram.validate import Witness
from tests.stores import sqlite_url

TOKEN = "42:STORY"
BOT = "voronka_bot"

Language = Literal["ru", "en"]

PEOPLE = {
    "olga": (101, "Ольга", "Смирнова", Role.REP, "north"),
    "pavel": (102, "Павел", "Орлов", Role.REP, "south"),
    "max": (103, "Максим", "Ветров", Role.MANAGER, "north"),
    "anna": (104, "Анна", "Крылова", Role.ADMINISTRATOR, None),
    "clara": (105, "Клара", "Клиентова", None, None),
    "stan": (106, "Стан", "", None, None),
}
"""Account, names, role and team; without a role they are no colleagues: a customer and a stranger."""


@dataclass(frozen=True)
class WorldClock:
    """The house lives in the simulator's time, so that a story can move both."""

    clock: Clock

    def now(self) -> datetime:
        return self.clock.now()


@dataclass
class Town:
    """`life` holds what ends with the bot's process."""

    simulator: Simulator
    settings: Settings
    language: Language
    life: AsyncExitStack
    phones: dict[str, Phone] = field(default_factory=dict)
    house: House = field(init=False)
    app: TelegramApp = field(init=False)
    running: asyncio.Task[None] = field(init=False)

    async def begins(self, *, staffed: bool = False) -> None:
        self.house = await self.life.enter_async_context(open_house(self.settings, WorldClock(self.simulator.world.clock)))
        await found(self.house)
        if staffed:
            await staff(self.house.store, self.language)
        self.app = TelegramApp(self.house, TOKEN)
        self.life.push_async_callback(_close, self.app)
        self.running = asyncio.create_task(_run(self.app, Bell(self.house)))
        self.life.push_async_callback(_end, self.running)

    async def restarts(self) -> None:
        """The process ends, and another one begins on the same base."""
        await self.life.aclose()
        await self.begins()

    @property
    def store(self) -> Store:
        return self.house.store

    def __getattr__(self, name: str) -> Phone:
        """town.olga, town.max …"""
        try:
            return self.phones[name]
        except KeyError:
            raise AttributeError(name) from None

    def say(self, key: str, **facts: object) -> str:
        """A text of the story's language."""
        return self.house.texts.words(self.language, "Europe/Moscow").say(key, **facts)  # type: ignore[arg-type]  # tests pass what fits

    async def quiet(self) -> None:
        """Until every update was answered and nothing due waits."""
        while True:
            while self.simulator.telegram.bot_named(BOT).updates or not self.app.inbox.idle:  # noqa: ASYNC110  # nobody tells
                await asyncio.sleep(0.005)
            if not await ring(self.house) and not self.house.in_hand:
                return
            await asyncio.sleep(0)

    async def later(self, **by: float) -> None:
        """Move the clock and ring what is due."""
        self.simulator.world.clock.advance(timedelta(**by).total_seconds())
        await self.quiet()

    async def person(self, name: str) -> Person:
        async with self.store.reading() as reads:
            found = await reads.people.of_identity("telegram", str(PEOPLE[name][0]))
        assert found is not None
        return found


@asynccontextmanager
async def build_town(
    folder: Path, language: Language = "ru", *, url: str | None = None, staffed: bool = True
) -> AsyncIterator[Town]:
    """`staffed` False: nobody has joined yet."""
    async with await Simulator.start() as simulator, Phones(simulator.url, BOT) as phones:
        witness = Witness(simulator)
        settings = Settings(
            company=Company(language=language, time_zone="Europe/Moscow"),
            database=Database(url=url or await sqlite_url(folder, folder.parent)),
            telegram=Telegram(api=simulator.url, budget=Budget(per_second=1000, per_chat_per_second=30, per_group_per_minute=600)),
        )
        await phones.post("/sim/bots", {"token": TOKEN, "username": BOT, "name": "Voronka"})
        async with AsyncExitStack() as life:
            town = Town(simulator, settings, language, life)
            await town.begins(staffed=staffed)
            phones.quiet = town.quiet
            for name, (account, first, last, _role, _team) in PEOPLE.items():
                town.phones[name] = await phones.of(first, last_name=last, id=account, language_code=language)
            yield town
            assert not town.running.done(), "the bot has stopped"
            assert not witness.complaints


async def _close(app: TelegramApp) -> None:
    """Not app.close(): aiogram's waits a quarter of a second for TLS, which a story has not."""
    assert isinstance(app.bot.session, AiohttpSession)
    await (await app.bot.session.create_session()).close()


async def _end(running: asyncio.Task[None]) -> None:
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


async def _run(app: TelegramApp, bell: Bell) -> None:
    async with asyncio.TaskGroup() as group:
        group.create_task(app.inbox.run())
        group.create_task(bell.run())


async def staff(store: Store, language: Language) -> None:
    """Two teams and four colleagues who have been here for long."""
    async with store.work("staff") as work:
        teams = {}
        for name in ("north", "south"):
            teams[name] = work.save(Team(id=work.new_id(), created_at=work.now, name=name.title())).id
        for account, first, last, role, team in PEOPLE.values():
            if role is None:
                continue
            person = Person(
                id=work.new_id(),
                created_at=work.now,
                name=f"{first} {last}",
                role=role,
                team_id=teams.get(team or ""),
                language=language,
                time_zone="Europe/Moscow",
                onboarded=True,
            )
            work.save(person)
            work.save(
                Identity(
                    id=work.new_id(),
                    created_at=work.now,
                    messenger="telegram",
                    external_id=str(account),
                    chat=str(account),
                    person_id=person.id,
                )
            )
        work.record("staffed", None, [])
