"""A base of any size for measuring: people, a pipeline, contacts written in bulk with their documents, future reminders."""

import random
from dataclasses import dataclass
from datetime import UTC, datetime

from core.crm.contacts import Contact
from core.crm.deals import Deal
from core.crm.people import Identity, Person, Role
from core.crm.pipelines import Pipeline, Stage
from core.crm.timeline import Event
from core.money import Money
from core.ports import Work
from storage.store import DatabaseStore

FIRST = [
    "Иван",
    "Анна",
    "Пётр",
    "Мария",
    "Сергей",
    "Ольга",
    "Дмитрий",
    "Елена",
    "Алексей",
    "Наталья",
    "Андрей",
    "Татьяна",
    "Михаил",
    "Ирина",
    "Николай",
    "Светлана",
    "John",
    "Mary",
    "Peter",
    "Alice",
    "Robert",
    "Linda",
    "Michael",
    "Susan",
    "David",
    "Karen",
    "Thomas",
    "Nancy",
    "Артём",
    "Юлия",
    "Кирилл",
    "Дарья",
]
ROOTS = [
    "Иван",
    "Петр",
    "Сидор",
    "Кузнец",
    "Смирн",
    "Попов",
    "Васил",
    "Соколов",
    "Михайл",
    "Новик",
    "Фёдор",
    "Мороз",
    "Волк",
    "Алексе",
    "Лебед",
    "Семён",
    "Егор",
    "Павл",
    "Козл",
    "Степан",
    "Никол",
    "Орл",
    "Андре",
    "Макар",
    "Никит",
    "Захар",
    "Зайц",
    "Соловь",
    "Борис",
    "Яковл",
    "Григор",
    "Роман",
    "Воробь",
    "Серге",
    "Кузьм",
    "Фрол",
    "Александр",
    "Дмитри",
    "Корол",
    "Гус",
]
MIDDLES = ["ов", "ев", "ин", "ск", "чен", "енк", "арёв", "юк", "ушк", "ян", "ыш", "ал", "ыг", "ом", "ут", "ишк", "ищ", "ом", "ель"]
ENDS = ("ов", "ова", "ев", "ева", "ин", "ина", "ский", "ская", "енко", "ук", "ян", "дзе", "ич", "son", "man", "berg")


class WallClock:
    def now(self) -> datetime:
        return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class House:
    rep: Person
    others: tuple[Person, ...]
    stage: Stage


async def found(store: DatabaseStore) -> House:
    """A rep, fifty others, a pipeline with a stage."""
    async with store.work(f"benchmark:{WallClock().now().isoformat()}") as work:
        people = [work.save(Person(id=work.new_id(), created_at=work.now, name=f"Rep {n}", role=Role.REP)) for n in range(51)]
        for person in people:
            work.save(
                Identity(
                    id=work.new_id(),
                    created_at=work.now,
                    messenger="telegram",
                    external_id=str(person.id),
                    chat=str(person.id),
                    person_id=person.id,
                )
            )
        pipeline = work.save(Pipeline(id=work.new_id(), created_at=work.now, name="Sales", position=0))
        stage = work.save(Stage(id=work.new_id(), created_at=work.now, pipeline_id=pipeline.id, name="New", position=0))
        work.record("founded", None, [pipeline.ref])
    return House(people[0], tuple(people[1:]), stage)


def made_contact(dice: random.Random, record_id: int, now: datetime, owner_id: int) -> Contact:
    last = dice.choice(ROOTS) + dice.choice(MIDDLES) + dice.choice(ENDS)
    number = dice.randrange(10**9)
    return Contact(
        id=record_id,
        created_at=now,
        first_name=dice.choice(FIRST),
        last_name=last,
        phones=(f"+79{number:09d}",),
        emails=(f"u{number % 10**7}@example.com",),
        owner_id=owner_id,
    )


def contact_and_deal(work: Work, house: House, dice: random.Random) -> Event:
    """The operation that the floors are measured by."""
    contact = work.save(made_contact(dice, work.new_id(), work.now, house.rep.id))
    deal = work.save(
        Deal(
            id=work.new_id(),
            created_at=work.now,
            title="3 окна",
            pipeline_id=house.stage.pipeline_id,
            stage_id=house.stage.id,
            entered_stage_at=work.now,
            contacts=(contact.id,),
            amount=Money.of_minor(12_000_000, "RUB"),
            owner_id=house.rep.id,
        )
    )
    return work.record("deal.created", house.rep.id, [deal.ref, contact.ref], title=deal.title)


async def fill_contacts(store: DatabaseStore, house: House, count: int, of_rep: int, chunk: int = 2000) -> None:
    """`count` contacts through the unit of work, in chunks; every (count / of_rep)-th is the rep's. For more see bulk."""
    dice = random.Random(7)
    for start in range(0, count, chunk):
        async with store.work(f"fill:{house.rep.id}:{start}") as work:
            made = [
                work.save(made_contact(dice, work.new_id(), work.now, owner_of(house, dice, number, count // of_rep)))
                for number in range(start, min(start + chunk, count))
            ]
            work.record("import", None, [made[0].ref])


def owner_of(house: House, dice: random.Random, number: int, every: int) -> int:
    return house.rep.id if number % every == 0 else dice.choice(house.others).id
