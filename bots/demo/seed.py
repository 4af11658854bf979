"""A new base with the demo company in it, made by the core's own operations under a clock that runs through three months."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from bots.conversation.texts import Texts
from bots.demo.agenda import agenda
from bots.demo.business import DAYS, Happening, happenings
from bots.demo.company import Founded, found_company
from bots.settings import Settings
from core.crm.access import Actor, actor_of
from core.ports import Store
from storage import open_store

SEED = 20
LEASE = timedelta(minutes=1)
Progress = Callable[[int, int], None]
"""Told how many of how many happenings are played."""


class SeedClock:
    """Stands where it is put."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def now(self) -> datetime:
        return self.moment


async def seed(path: Path, settings: Settings, now: datetime, progress: Progress) -> None:
    """Written beside `path` and moved there when whole, so that an interrupted start leaves no half company."""
    unfinished = path.with_name(f"{path.name}.unfinished")
    forget(unfinished)
    clock = SeedClock(now - timedelta(days=DAYS + 1))
    store = await open_store(f"sqlite:///{unfinished}", clock)
    try:
        await _play(store, clock, settings, now, progress)
        await _silence(store, now)
    finally:
        await store.close()
    forget(path)
    unfinished.rename(path)


async def _play(store: Store, clock: SeedClock, settings: Settings, now: datetime, progress: Progress) -> None:
    random = Random(SEED)  # noqa: S311  # a story that repeats, no secret
    async with store.work("demo:founded") as work:
        founded = found_company(work, Texts())
    actors = _actors(founded, settings)
    story = happenings(random, now, founded)
    for number, happening in enumerate(story, 1):
        await _happen(store, clock, actors, happening, f"demo:{number}")
        progress(number, len(story))
    async with store.reading() as reads:
        plans = await agenda(reads, actors, random, now)
    for number, happening in enumerate(plans, 1):
        await _happen(store, clock, actors, happening, f"demo:agenda:{number}")


async def _happen(store: Store, clock: SeedClock, actors: dict[str, Actor], happening: Happening, request: str) -> None:
    clock.moment = happening.at
    async with store.work(request) as work:
        await happening.do(work, actors[happening.who])


def _actors(founded: Founded, settings: Settings) -> dict[str, Actor]:
    people, teams = list(founded.people.values()), list(founded.teams.values())
    return {key: actor_of(person, people, teams, settings.rights()) for key, person in founded.people.items()}


async def _silence(store: Store, now: datetime) -> None:
    """What would have rung before the demo began does not ring all at once when it begins."""
    while due := await store.outbox.claim(["telegram"], now, 500, LEASE):
        for outgoing in due:
            await store.outbox.dropped(outgoing, "rang before the demo began")


def forget(path: Path) -> None:
    """The base and what SQLite keeps beside it."""
    for ending in ("", "-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)
