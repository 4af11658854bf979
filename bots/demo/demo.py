"""The demo from the first line it prints to the last process it ends."""

import asyncio
import os
import sqlite3
import webbrowser
from collections.abc import Awaitable, Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from pydantic import SecretStr
from rich.console import Console
from rich.progress import Progress

from bots.clock import SystemClock
from bots.demo import cast
from bots.demo.cast import Persona
from bots.demo.company import COMPANY_NAME, MESSENGER, TEAMS
from bots.demo.seed import forget, seed
from bots.demo.simulated import Simulated, simulator
from bots.settings import Secrets, Settings
from core.crm.joining import make_invite
from core.ports import Reads
from storage import open_store

BASE = "demo.sqlite3"
INVITE_LASTS = timedelta(days=30)
OF_THE_LAST_WORLD = ("inbox", "requests WHERE request LIKE 'tg:%'", "placements", "drafts", "outbox WHERE edits IS NOT NULL")
"""Rows that speak of messages, and so of a simulated Telegram that was gone when the last demo ended."""

Run = Callable[[Settings, Secrets], Awaitable[None]]
"""Runs the bots until cancelled."""


@dataclass(frozen=True)
class Demo:
    settings: Settings
    folder: Path
    port: int
    fresh: bool
    open_page: bool

    @property
    def base(self) -> Path:
        return self.folder / BASE

    async def run(self, run: Run, console: Console) -> None:
        """Until cancelled. Raises SimulatorEnded."""
        async with simulator(self.port) as world:
            settings = self._settings(world.url)
            await self._prepare(settings, console)
            await self._people(world, settings)
            self._announce(world.url, console)
            async with asyncio.TaskGroup() as group:
                watch = group.create_task(world.ended())
                await run(settings, Secrets(telegram_token=SecretStr(cast.BOT_TOKEN)))
                watch.cancel()

    def _settings(self, api: str) -> Settings:
        """The installation's, but for what makes it the demo."""
        return (
            self.settings.changed("company", name=COMPANY_NAME)
            .changed("database", url=f"sqlite:///{self.base}")
            .changed("files", folder=str(self.folder / "demo-files"))
            .changed("telegram", api=api, mode="polling")
        )

    async def _prepare(self, settings: Settings, console: Console) -> None:
        if self.base.exists() and not self.fresh:
            console.print(f"The company of last time is kept in {self.base} (voronka demo --fresh makes it anew).")
            _forget_the_last_world(self.base)
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        forget(self.base)
        with Progress(console=console, transient=True, disable=not console.is_terminal) as bar:
            task = bar.add_task("Three months of business ...", total=None)
            await seed(self.base, settings, SystemClock().now(), lambda done, total: bar.update(task, completed=done, total=total))

    async def _people(self, world: Simulated, settings: Settings) -> None:
        await world.add_bot(cast.BOT_TOKEN, cast.BOT_USERNAME, cast.BOT_NAME)
        for persona in cast.in_order(_machine_language()):
            await world.add_person(persona.told())
        store = await open_store(settings.database.url, SystemClock())
        try:
            async with store.reading() as reads:
                joined = [persona for persona in cast.CAST if await _is_colleague(reads, persona)]
                teams = {team.name: team.id for team in await reads.teams.all()}
            for persona in joined:
                await world.act(persona.id, "start", bot=cast.BOT_USERNAME)
            for persona in cast.NEWCOMERS:
                if persona not in joined and persona.role and persona.team:
                    async with store.work(f"demo:invite:{persona.key}:{SystemClock().now().isoformat()}") as work:
                        code = make_invite(work, None, persona.role, teams.get(TEAMS[persona.team][0]), INVITE_LASTS).code
                    await _invite(world, persona, code)
        finally:
            await store.close()

    def _announce(self, url: str, console: Console) -> None:
        console.print(f"\nVoronka is running. Open {url} and be a newcomer. Ctrl-C ends it.\n", style="bold", soft_wrap=True)
        if self.open_page:
            webbrowser.open(url)


def _machine_language() -> str:
    """That of the person who started the demo."""
    said = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "en")
    return "ru" if said.startswith("ru") else "en"


async def _is_colleague(reads: Reads, persona: Persona) -> bool:
    return await reads.people.of_identity(MESSENGER, str(persona.id)) is not None


async def _invite(world: Simulated, persona: Persona, code: str) -> None:
    link = f"t.me/{cast.BOT_USERNAME}?start=inv_{code}"
    text = cast.INVITATIONS[persona.language].format(name=persona.first_name, link=link)
    await world.act(cast.ANNA.id, "send", chat=persona.id, text=text)


def _forget_the_last_world(base: Path) -> None:
    """The simulated Telegram is new at every start and counts its updates and messages from the beginning."""
    with closing(sqlite3.connect(base)) as connection, connection:
        for rows in OF_THE_LAST_WORLD:
            connection.execute(f"DELETE FROM {rows}")  # noqa: S608  # words of ours
