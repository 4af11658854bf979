"""Who and what the tests of the storage are about."""

from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import count
from typing import Any

from core.crm.access import Scope
from core.crm.contacts import Company, Contact
from core.crm.deals import Deal
from core.crm.people import Identity, Person, Role
from core.crm.pipelines import Pipeline, Stage
from core.money import Money
from core.ports import Work
from core.records import Record
from core.tasks.tasks import Task
from storage.store import DatabaseStore

_requests = count()


def request() -> str:
    """A request nobody made before."""
    return f"test:{next(_requests)}"


@dataclass(frozen=True)
class Office:
    """Olga and Pavel sell, each for themselves; one pipeline with one stage."""

    olga: Person
    pavel: Person
    stage: Stage

    @property
    def for_olga(self) -> Scope:
        return Scope(frozenset({self.olga.id}))

    @property
    def for_pavel(self) -> Scope:
        return Scope(frozenset({self.pavel.id}))


async def open_office(store: DatabaseStore) -> Office:
    async with store.work(request()) as work:
        olga, pavel = (
            work.save(Person(id=work.new_id(), created_at=work.now, name=name, role=Role.REP)) for name in ("Olga", "Pavel")
        )
        for person in (olga, pavel):
            work.save(
                Identity(
                    id=work.new_id(),
                    created_at=work.now,
                    messenger="telegram",
                    external_id=person.name,
                    chat=f"chat of {person.name}",
                    person_id=person.id,
                )
            )
        pipeline = work.save(Pipeline(id=work.new_id(), created_at=work.now, name="Sales", position=0))
        stage = work.save(Stage(id=work.new_id(), created_at=work.now, pipeline_id=pipeline.id, name="New", position=0))
        work.record("founded", None, [pipeline.ref])
    return Office(olga, pavel, stage)


def contact(work: Work, owner: Person | None, first_name: str = "Иван", last_name: str = "Петров", **fields: Any) -> Contact:
    return Contact(
        id=work.new_id(),
        created_at=work.now,
        first_name=first_name,
        last_name=last_name,
        owner_id=owner.id if owner else None,
        **fields,
    )


def company(work: Work, owner: Person | None, name: str = "Ромашка") -> Company:
    return Company(id=work.new_id(), created_at=work.now, name=name, owner_id=owner.id if owner else None)


def deal(work: Work, office: Office, owner: Person | None, title: str = "Три окна", **fields: Any) -> Deal:
    return Deal(
        id=work.new_id(),
        created_at=work.now,
        title=title,
        pipeline_id=office.stage.pipeline_id,
        stage_id=office.stage.id,
        entered_stage_at=work.now,
        owner_id=owner.id if owner else None,
        amount=Money(Decimal("120000.50"), "RUB"),
        **fields,
    )


def task(work: Work, owner: Person | None, **fields: Any) -> Task:
    return Task(id=work.new_id(), created_at=work.now, text="Позвонить", owner_id=owner.id if owner else None, **fields)


async def keep(store: DatabaseStore, *records: Record) -> None:
    """Store new records in a work of their own."""
    async with store.work(request()) as work:
        saved = [work.save(record) for record in records]
        work.record("test", None, [record.ref for record in saved])


async def change(store: DatabaseStore, record: Record, **fields: Any) -> None:
    """Change a stored record whatever its version."""
    async with store.work(request()) as work:
        now = await work.row(record.ref)
        held = replace(record, version=now["version"], **fields)  # type: ignore[arg-type]
        work.record("test", None, [work.save(held).ref])


async def delete(store: DatabaseStore, record: Record) -> None:
    await change(store, record, deleted_at=record.created_at)
