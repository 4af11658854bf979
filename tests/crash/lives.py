"""The lives of a bot: a simulated Telegram here, the real bot as a child that can be killed, a base that can be counted."""

import asyncio
import json
import os
import signal
import sqlite3
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import asyncpg
from sqlalchemy.engine import make_url

from bots.build import open_house
from bots.clock import SystemClock
from bots.conversation.founding import found
from bots.settings import Settings
from bots.settings.model import Budget, Company, Database, Delivery, Telegram
from core.tasks.tasks import Task
from simulator.server import Simulator
from tests.phone import Phone, Phones
from tests.town import BOT, PEOPLE, TOKEN, staff

LEASE_SECONDS = 5
NAMES = ("olga", "pavel", "max", "anna")


Nursery = subprocess.Popen[str]


@dataclass
class Lives:
    simulator: Simulator
    settings: Settings
    phones: dict[str, Phone]
    log: Path
    nursery: Nursery
    pid: int | None = None
    kills: int = 0
    on_the_way: dict[str, set[tuple[int, int]]] = field(default_factory=dict)
    """By kind, the rows (and which try) that were on their way at a kill."""

    async def begin(self) -> None:
        told = {"do": "start", "settings": self.settings.model_dump(mode="json"), "token": TOKEN, "log": str(self.log)}
        self.pid = (await self._tell(told))["pid"]

    async def kill(self) -> None:
        """-9, and count what it held."""
        await self._end(signal.SIGKILL)
        self.kills += 1
        for kind, row, attempt, payload in await self.ask("SELECT kind, id, attempts, payload FROM outbox WHERE state = 1"):
            if kind == "answer" or "begun" in json.loads(payload):
                self.on_the_way.setdefault(kind, set()).add((row, attempt))

    async def stop(self) -> int:
        """SIGTERM; answers the exit code."""
        return await self._end(signal.SIGTERM)

    async def _end(self, how: signal.Signals) -> int:
        assert self.pid is not None
        os.kill(self.pid, how)
        code: int = (await self._tell({"do": "wait", "pid": self.pid}))["code"]
        self.pid = None
        return code

    async def _tell(self, told: dict[str, Any]) -> dict[str, Any]:
        """In a thread: the dying bot may still need this loop, where its Telegram is."""

        def ask() -> dict[str, Any]:
            assert self.nursery.stdin
            assert self.nursery.stdout
            self.nursery.stdin.write(json.dumps(told) + "\n")
            self.nursery.stdin.flush()
            answer: dict[str, Any] = json.loads(self.nursery.stdout.readline())
            return answer

        return await asyncio.to_thread(ask)

    async def ask(self, question: str) -> list[Any]:
        """Straight from the base, as another process would."""
        url = self.settings.database.url
        if url.startswith("sqlite"):
            connection = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None, timeout=10)
            try:
                return connection.execute(question).fetchall()
            finally:
                connection.close()
        server = make_url(url)
        connected = await asyncpg.connect(server.difference_update_query(["schema"]).render_as_string(hide_password=False))
        try:
            await connected.execute(f"SET search_path TO {server.query['schema']}")
            return [tuple(row) for row in await connected.fetch(question)]
        finally:
            await connected.close()

    async def until_none(self, question: str, patience: float) -> None:
        """Until the question finds nothing any more."""
        async with asyncio.timeout(patience):
            while await self.ask(question):  # noqa: ASYNC110  # of what stands in the base nobody tells
                await asyncio.sleep(0.1)

    async def settled(self, patience: float = 30) -> None:
        """Until every update was handled and every due row has ended."""
        queue = self.simulator.telegram.bot_named(BOT).updates
        async with asyncio.timeout(patience):
            while queue:  # noqa: ASYNC110  # nor of the queue
                await asyncio.sleep(0.05)
        await self.until_none("SELECT request FROM inbox WHERE state = 0", patience)
        now = int((SystemClock().now() + timedelta(seconds=1)).timestamp() * 1_000_000)
        await self.until_none(f"SELECT * FROM outbox WHERE state IN (1, 4) OR (state = 0 AND due_at <= {now})", patience)

    async def remind(self, texts: list[str], whose: str, since: datetime, every: timedelta) -> None:
        """Tasks of one person that fall due one after the other."""
        async with open_house(self.settings) as house, house.store.work(f"agenda of {whose}") as work:
            owner = await work.people.of_identity("telegram", str(PEOPLE[whose][0]))
            assert owner is not None
            for number, text in enumerate(texts):
                due = since + number * every
                task = Task(id=work.new_id(), created_at=work.now, text=text, due_time=due.time(), due_at=due, owner_id=owner.id)
                work.record("task.created", owner.id, [work.save(task).ref])


@asynccontextmanager
async def lives(folder: Path, database: str, nursery: Nursery) -> AsyncIterator[Lives]:
    """A staffed company, with nobody serving it yet."""
    async with await Simulator.start() as simulator, Phones(simulator.url, BOT) as phones:
        settings = Settings(
            company=Company(language="ru"),
            database=Database(url=database),
            telegram=Telegram(
                api=simulator.url,
                polling_seconds=1,
                budget=Budget(per_second=1000, per_chat_per_second=30, per_group_per_minute=600),
            ),
            delivery=Delivery(lease_seconds=LEASE_SECONDS),
        )
        await phones.post("/sim/bots", {"token": TOKEN, "username": BOT, "name": "Voronka"})
        async with open_house(settings) as house:
            await found(house)
            await staff(house.store, "ru")
        people = {}
        for name in NAMES:
            account, first, last, _role, _team = PEOPLE[name]
            people[name] = await phones.of(first, last_name=last, id=account, language_code="ru")
            await people[name].starts()
        alive = Lives(simulator, settings, people, folder / "bot.log", nursery)
        try:
            yield alive
        finally:
            if alive.pid:
                await alive.kill()


def letters(number: int) -> str:
    """A word of its own for every number: digits in a line might be read as money."""
    return "".join("абвгдежзик"[int(digit)] for digit in f"{number:03}")
