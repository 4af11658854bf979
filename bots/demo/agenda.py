"""What is to be done: tasks overdue, due today, in the next minutes and later; and a few done ones."""

from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from bots.demo.vocabulary import words
from core.crm.access import Actor
from core.crm.deals import Deal
from core.paging import Page
from core.ports import Work
from core.tasks.due import due_at, due_of
from core.tasks.tasks import Task, TaskKind

KINDS = (("calls", TaskKind.CALL), ("meetings", TaskKind.MEETING), ("messages", TaskKind.MESSAGE))
DAYS_AHEAD = (-6, -2, -1, 0, 0, 0, 1, 1, 2, 3, 5, 8, 13)
SHARE = 0.8
SOON = timedelta(minutes=3)
WHO = (("olga", "ru"), ("pavel", "en"), ("max", "ru"))
MOST = Page(0, 60)


async def agenda(work: Work, actors: dict[str, Actor], random: Random, now: datetime) -> None:
    """Most open deals of those who have a phone get a next step; one rings a few minutes after the start."""
    for who, language in WHO:
        actor = actors[who]
        deals = await _open_deals(work, actor)
        zone = ZoneInfo(actor.person.time_zone)
        for number, deal in enumerate(deals):
            if number == 0:
                soon = due_of(now + SOON, zone)
                _task(work, actor, random, language, deal, soon.day, soon.time)
            elif random.random() < SHARE:
                day = (now.astimezone(zone) + timedelta(days=random.choice(DAYS_AHEAD))).date()
                at = time(random.randint(9, 17), random.choice((0, 15, 30, 45))) if random.random() < 0.7 else None
                _task(work, actor, random, language, deal, day, at)


async def _open_deals(work: Work, actor: Actor) -> list[Deal]:
    found: list[Deal] = []
    for stage in await work.stages.all():
        page = await work.deals.in_stage(stage.id, actor.scope, MOST)
        found += [deal for deal in page.items if deal.owner_id == actor.id and deal.closed_at is None]
    return found


def _task(work: Work, actor: Actor, random: Random, language: str, deal: Deal, day: date, at: time | None) -> None:
    kind_words, kind = random.choice(KINDS)
    person = actor.person
    task = work.save(
        Task(
            id=work.new_id(),
            created_at=work.now,
            text=random.choice(words(language, kind_words)),
            kind=kind,
            due_day=day,
            due_time=at,
            due_zone=person.time_zone,
            due_at=due_at(day, at, ZoneInfo(person.time_zone), person.day_starts),
            owner_id=person.id,
            author_id=person.id,
            about=deal.ref,
        )
    )
    work.record("task.created", person.id, [task.ref, deal.ref], text=task.text)
