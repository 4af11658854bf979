"""Three months of business, as happenings in the order of time: who did what with the core's own operations."""

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random
from typing import TypeAlias
from zoneinfo import ZoneInfo

from bots.demo.company import Founded
from bots.demo.vocabulary import Invented, invent, words
from core.crm.access import Actor
from core.crm.companies import create_company
from core.crm.contacts import NewContact, change_contact, create_contact
from core.crm.deals import NewDeal, create_deal, move_deal
from core.crm.notes import add_note
from core.crm.pipelines import Stage, StageKind
from core.money import Money
from core.ports import Work
from core.records import Ref
from core.tasks.due import due_of
from core.tasks.tasks import NewTask, TaskKind, create_task, finish_task

DAYS = 90
CUSTOMERS = (("olga", "ru", 105), ("irina", "ru", 105), ("max", "ru", 12), ("pavel", "en", 80), ("tom", "en", 55))
"""Whose customers, in which language, how many."""

WITH_A_DEAL = 0.42
FINAL_STAGES = (("open", 0, 17), ("open", 1, 17), ("open", 2, 17), ("open", 3, 13), ("won", 4, 21), ("lost", 5, 15))
"""Kind, place in the pipeline, how many of a hundred deals come to stand there."""

CALLED = 0.4
UNOWNED = 0.04
TASKS = (("calls", TaskKind.CALL), ("meetings", TaskKind.MEETING), ("messages", TaskKind.MESSAGE))
CURRENCY = {"ru": "RUB", "en": "EUR"}
SOURCES = {"ru": ("Сайт", "Рекомендация", "Выставка", "Звонок"), "en": ("Website", "Referral", "Trade fair", "Call")}
UTC = ZoneInfo("UTC")
LAST_HOUR = timedelta(hours=1)

Do: TypeAlias = Callable[[Work, Actor], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Happening:
    """At a moment, one colleague does one thing in one work."""

    at: datetime
    who: str
    do: Do


@dataclass(slots=True)
class Memory:
    """Ids of what has been made so far."""

    contacts: dict[int, int] = field(default_factory=dict)
    deals: dict[int, int] = field(default_factory=dict)
    tasks: dict[int, int] = field(default_factory=dict)


def happenings(random: Random, now: datetime, founded: Founded) -> list[Happening]:
    """All of them, in order; none within the last hour, which belongs to the visitor."""
    memory = Memory()
    found: list[Happening] = []
    number = 0
    for who, language, count in CUSTOMERS:
        for _ in range(count):
            number += 1
            life = _Life(random, memory, founded, who, invent(random, language, number), number)
            found += life.from_moment(now - timedelta(days=DAYS * random.random() ** 1.3), now)
    return sorted(found, key=lambda happening: happening.at)


class _Life:
    """One customer from the first call on."""

    def __init__(self, random: Random, memory: Memory, founded: Founded, who: str, customer: Invented, number: int) -> None:
        self._random = random
        self._memory = memory
        self._founded = founded
        self._who = who
        self._customer = customer
        self._number = number
        self._language = customer.language

    def from_moment(self, met: datetime, now: datetime) -> Iterator[Happening]:
        last = now - LAST_HOUR
        moment = min(working(met), last)
        yield Happening(moment, self._who, self._meet())
        if self._random.random() < UNOWNED:
            yield Happening(moment, self._who, self._leave())
            return
        if self._random.random() < 0.35:
            yield Happening(self._later(moment, 2, last), self._who, self._note())
        if self._random.random() < WITH_A_DEAL:
            yield from self._deal(moment, last)

    def _deal(self, moment: datetime, last: datetime) -> Iterator[Happening]:
        moment = self._later(moment, 2, last)
        yield Happening(moment, self._who, self._offer(last))
        if self._random.random() < CALLED:
            called = self._later(moment, 3, last)
            yield Happening(moment, self._who, self._call(called))
            yield Happening(called, self._who, self._called())
        weights = [weight for _, _, weight in FINAL_STAGES]
        kind, place, _ = self._random.choices(FINAL_STAGES, weights)[0]
        way = list(range(1, place + 1)) if kind == "open" else [*range(1, self._random.randint(1, 3) + 1), place]
        for position in way:
            moment = self._later(moment, 9, last)
            if moment >= last:
                return
            yield Happening(moment, self._who, self._advance(self._founded.stages[self._language][position]))

    def _later(self, moment: datetime, days: float, last: datetime) -> datetime:
        return min(working(moment + timedelta(days=0.05 + days * self._random.random())), last)

    def _meet(self) -> Do:
        customer, source = self._customer, self._random.choice(SOURCES[self._language])

        async def do(work: Work, actor: Actor) -> None:
            company_id = await self._company(work, actor, customer.company) if customer.company else None
            new = NewContact(
                customer.first_name,
                customer.last_name,
                phones=(customer.phone,),
                emails=(customer.email,),
                company_id=company_id,
                job_title=customer.job_title,
                source=source,
            )
            self._memory.contacts[self._number] = (await create_contact(work, actor, new)).contact.id

        return do

    async def _company(self, work: Work, actor: Actor, name: str) -> int:
        known = await work.companies.named(name, actor.scope)
        return known[0].id if known else (await create_company(work, actor, name)).company.id

    def _leave(self) -> Do:
        async def do(work: Work, actor: Actor) -> None:
            await change_contact(work, actor, self._memory.contacts[self._number], None, owner_id=None)

        return do

    def _note(self) -> Do:
        text = self._random.choice(words(self._language, "notes"))

        async def do(work: Work, actor: Actor) -> None:
            await add_note(work, actor, Ref("contact", self._memory.contacts[self._number]), text)

        return do

    def _call(self, due: datetime) -> Do:
        text, kind = task_words(self._random, self._language)

        async def do(work: Work, actor: Actor) -> None:
            new = NewTask(text=text, kind=kind, due=due_of(due, UTC), about=Ref("deal", self._memory.deals[self._number]))
            self._memory.tasks[self._number] = (await create_task(work, actor, new)).task.id

        return do

    def _called(self) -> Do:
        result = self._random.choice(words(self._language, "results"))

        async def do(work: Work, actor: Actor) -> None:
            await finish_task(work, actor, self._memory.tasks[self._number], None, result)

        return do

    def _offer(self, last: datetime) -> Do:
        title = self._random.choice(words(self._language, "deals")).format(n=self._random.randint(2, 24))
        amount = Money(Decimal(self._random.randint(8, 160) * (5000 if self._language == "ru" else 250)), CURRENCY[self._language])
        close = (last + timedelta(days=self._random.randint(5, 60))).date()
        pipeline_id = self._founded.stages[self._language][0].pipeline_id

        async def do(work: Work, actor: Actor) -> None:
            contact = await work.contacts.get(self._memory.contacts[self._number], actor.scope)
            new = NewDeal(title, amount, (contact.id,), contact.company_id, pipeline_id, close, source=contact.source)
            self._memory.deals[self._number] = (await create_deal(work, actor, new)).deal.id

        return do

    def _advance(self, stage: Stage) -> Do:
        lost = stage.kind is StageKind.LOST
        reason = self._random.choice(self._founded.reasons).id if lost else None
        note = self._random.choice(words(self._language, "loss_notes")) if lost else ""

        async def do(work: Work, actor: Actor) -> None:
            await move_deal(work, actor, self._memory.deals[self._number], stage.id, None, reason, note or None)

        return do


def task_words(random: Random, language: str) -> tuple[str, TaskKind]:
    """What is to be done, and which kind of doing that is."""
    kind_words, kind = random.choice(TASKS)
    return random.choice(words(language, kind_words)), kind


def working(moment: datetime) -> datetime:
    """Moved on to the next office hour (7 to 16 UTC, Monday to Friday)."""
    if moment.hour >= 16:
        moment = (moment + timedelta(days=1)).replace(hour=7)
    elif moment.hour < 7:
        moment = moment.replace(hour=7 + moment.hour)
    while moment.weekday() > 4:
        moment += timedelta(days=1)
    return moment
