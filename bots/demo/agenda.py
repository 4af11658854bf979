"""What is to be done next: tasks overdue, due today, in a few minutes and later; and a deal that two teams share."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from bots.demo.business import Do, Happening, task_words
from core.crm.access import Actor
from core.crm.dealing import let_in
from core.crm.deals import Deal
from core.paging import Page
from core.ports import Reads, Work
from core.tasks.due import Due, due_of
from core.tasks.tasks import NewTask, create_task

WHO = (("olga", "ru"), ("pavel", "en"), ("max", "ru"))
DAYS_AHEAD = (-6, -2, -1, 0, 0, 0, 1, 1, 2, 3, 5, 8, 13)
SHARE = 0.8
"""Of the open deals, how many have a next step."""
RINGS_IN = timedelta(minutes=3)
MOST = Page(0, 60)


async def agenda(reads: Reads, actors: dict[str, Actor], random: Random, now: datetime) -> list[Happening]:
    """Written within the last hour; one task of each rings a few minutes after `now`."""
    found: list[Happening] = []
    written = now - timedelta(minutes=50)
    for who, language in WHO:
        actor = actors[who]
        deals = await _open_deals(reads, actor)
        for deal, due in zip(deals, _dues(random, now, ZoneInfo(actor.person.time_zone)), strict=False):
            if due is not None:
                text, kind = task_words(random, language)
                found.append(Happening(written, who, _writes(NewTask(text=text, kind=kind, due=due, about=deal.ref))))
                written += timedelta(seconds=20)
        if who == "olga" and deals:
            found.append(Happening(written, who, _shares(deals[0], actors["pavel"])))
    return found


def _dues(random: Random, now: datetime, zone: ZoneInfo) -> Iterator[Due | None]:
    yield due_of(now + RINGS_IN, zone)
    today = now.astimezone(zone).date()
    while True:
        yield _due(random, today) if random.random() < SHARE else None


def _due(random: Random, today: date) -> Due:
    at = time(random.randint(9, 17), random.choice((0, 15, 30, 45))) if random.random() < 0.7 else None
    return Due(today + timedelta(days=random.choice(DAYS_AHEAD)), at)


async def _open_deals(reads: Reads, actor: Actor) -> list[Deal]:
    found: list[Deal] = []
    for stage in await reads.stages.all():
        page = await reads.deals.in_stage(stage.id, actor.scope, MOST)
        found += [deal for deal in page.items if deal.owner_id == actor.id and deal.closed_at is None]
    return found


def _writes(new: NewTask) -> Do:
    async def do(work: Work, actor: Actor) -> None:
        await create_task(work, actor, new)

    return do


def _shares(deal: Deal, guest: Actor) -> Do:
    async def do(work: Work, actor: Actor) -> None:
        await let_in(work, actor, deal.id, guest.id)

    return do
