"""What a task's moment is, whose zone it is said in, when it rings, and what it is put off to."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from core.capture.todo import guess_kind, task_text
from core.crm.access import EVERYTHING, Actor, Right, Scope
from core.crm.people import Identity, Person, Role
from core.errors import Refusal, Stale
from core.ports import Store
from core.tasks.due import Due, due_at
from core.tasks.lists import Preset, Section, day_of, is_overdue, preset_due, presets
from core.tasks.tasks import NewTask, Task, TaskKind, create_task, finish_task, give_task, put_off, retime_tasks
from storage.opening import open_store

NOW = datetime(2026, 11, 20, 11, 35, tzinfo=UTC)
"""Friday, 14:35 in Moscow."""


@dataclass
class Clock:
    moment: datetime = NOW

    def now(self) -> datetime:
        return self.moment


@dataclass
class Office:
    store: Store
    clock: Clock
    olga: Person
    vera: Person

    def actor(self, person: Person) -> Actor:
        return Actor(person, Scope(frozenset({self.olga.id, self.vera.id})), frozenset(Right))

    async def task(self, due: Due | None, owner: Person | None = None) -> Task:
        async with self.store.work(f"task {due} {owner and owner.name}") as work:
            new = NewTask(text="call", due=due, owner_id=owner.id if owner else None)
            return (await create_task(work, self.actor(self.olga), new)).task

    async def rings(self) -> datetime | None:
        return await self.store.outbox.next_due(["telegram"])


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    clock = Clock()
    store = await open_store(f"sqlite:///{tmp_path}/base.sqlite3", clock)
    async with store.work("staff") as work:
        people = []
        for name, zone in (("Olga", "Europe/Moscow"), ("Vera", "Asia/Vladivostok")):
            person = Person(id=work.new_id(), created_at=NOW, name=name, role=Role.REP, time_zone=zone)
            people.append(work.save(person))
            work.save(
                Identity(id=work.new_id(), created_at=NOW, messenger="telegram", external_id=name, chat=name, person_id=person.id)
            )
        work.record("staffed", None, [])
    yield Office(store, clock, *people)
    await store.close()


async def test_a_moment_is_meant_where_it_was_said_and_a_day_where_it_is_done(office: Office) -> None:
    said = await office.task(Due(date(2026, 11, 21), time(10)), office.vera)
    assert said.due_at == datetime(2026, 11, 21, 7, tzinfo=UTC)
    some_time = await office.task(Due(date(2026, 11, 23)), office.vera)
    assert some_time.due_at == datetime(2026, 11, 22, 23, tzinfo=UTC), "nine in Vladivostok"
    assert (await office.task(None)).due_at is None


async def test_a_due_day_rings_when_the_working_day_begins_and_not_after_it_has(office: Office) -> None:
    await office.task(Due(date(2026, 11, 20)))
    assert await office.rings() is None
    await office.task(Due(date(2026, 11, 23)))
    assert await office.rings() == datetime(2026, 11, 23, 6, tzinfo=UTC)


async def test_open_tasks_follow_their_owner_into_another_zone(office: Office) -> None:
    await office.task(Due(date(2026, 11, 23), time(10)))
    await office.task(Due(date(2026, 11, 24)))
    moved = replace(office.olga, time_zone="Asia/Vladivostok", day_starts=time(8))
    async with office.store.work("move") as work:
        before = await work.people.get(office.olga.id)
        work.save(replace(before, time_zone=moved.time_zone, day_starts=moved.day_starts))
        retimed = await retime_tasks(work, before, moved)
        work.record("person.changed", office.olga.id, [])
    assert [task.due_at for task in retimed] == [
        datetime(2026, 11, 23, 0, tzinfo=UTC),
        datetime(2026, 11, 23, 22, tzinfo=UTC),
    ]
    assert await office.rings() == datetime(2026, 11, 23, 0, tzinfo=UTC)


async def test_a_task_handed_over_keeps_its_moment_and_moves_its_day(office: Office) -> None:
    timed, day = await office.task(Due(date(2026, 11, 23), time(10))), await office.task(Due(date(2026, 11, 24)))
    async with office.store.work("give") as work:
        actor = office.actor(office.olga)
        given = [(await give_task(work, actor, task.id, None, office.vera.id)).task for task in (timed, day)]
    assert [task.due_at for task in given] == [timed.due_at, datetime(2026, 11, 23, 23, tzinfo=UTC)]


async def test_a_done_task_is_not_done_or_put_off_again(office: Office) -> None:
    task = await office.task(Due(date(2026, 11, 23), time(10)))
    actor = office.actor(office.olga)
    async with office.store.work("done") as work:
        await finish_task(work, actor, task.id, task.version)
    assert await office.rings() is None
    async with office.store.work("again") as work:
        with pytest.raises(Refusal, match=r"task\.done_already"):
            await finish_task(work, actor, task.id, None)
        with pytest.raises(Refusal, match=r"task\.done_already"):
            await put_off(work, actor, task.id, None, None)


async def test_of_two_taps_one_wins(office: Office) -> None:
    task = await office.task(Due(date(2026, 11, 23), time(10)))
    async with office.store.work("first") as work:
        await put_off(work, office.actor(office.olga), task.id, task.version, Due(date(2026, 11, 25)))
    async with office.store.work("second") as work:
        with pytest.raises(Stale):
            await put_off(work, office.actor(office.olga), task.id, task.version, Due(date(2026, 11, 26)))


async def test_the_sections_of_a_day(office: Office) -> None:
    for due in (Due(date(2026, 11, 19)), Due(date(2026, 11, 20)), Due(date(2026, 11, 20), time(18)), Due(date(2026, 11, 21)), None):
        await office.task(due)
    await office.task(Due(date(2026, 11, 20), time(14)))
    day = day_of(NOW, ZoneInfo("Europe/Moscow"))
    async with office.store.reading() as reads:
        counts = await reads.tasks.sections(frozenset({office.olga.id}), day, EVERYTHING, 100)
    assert counts == {Section.OVERDUE: 2, Section.TODAY: 2, Section.LATER: 1, Section.SOMEDAY: 1}


def test_what_is_due_some_time_today_is_not_overdue_before_the_day_is_over() -> None:
    zone = ZoneInfo("Europe/Moscow")
    morning = due_at(date(2026, 11, 20), None, zone, time(9))
    assert not is_overdue(date(2026, 11, 20), None, morning, NOW, zone)
    assert is_overdue(date(2026, 11, 20), time(9), morning, NOW, zone)
    assert is_overdue(date(2026, 11, 19), None, morning, NOW, zone)


OLGA = Person(id=1, created_at=NOW, name="Olga", role=Role.REP, time_zone="Europe/Moscow", day_starts=time(8, 30))


def test_presets_are_in_the_persons_zone_and_working_day() -> None:
    assert preset_due(Preset.HOUR, NOW, OLGA) == Due(date(2026, 11, 20), time(15, 35))
    assert preset_due(Preset.EVENING, NOW, OLGA) == Due(date(2026, 11, 20), time(19))
    assert preset_due(Preset.TOMORROW, NOW, OLGA) == Due(date(2026, 11, 21), time(8, 30))
    assert preset_due(Preset.MONDAY, NOW, OLGA) == Due(date(2026, 11, 23), time(8, 30))


@pytest.mark.parametrize(
    ("at", "offered"),
    [
        (NOW, "hetm"),
        (NOW + timedelta(hours=6), "htmw"),  # the evening has begun
        (NOW + timedelta(days=2), "hetw"),  # on Sunday tomorrow is Monday
        (NOW + timedelta(days=3), "hetm"),  # on Monday the next one is in a week
    ],
)
def test_four_presets_to_come_and_no_two_alike(at: datetime, offered: str) -> None:
    assert "".join(presets(at, OLGA)) == offered


@pytest.mark.parametrize(
    ("said", "text", "kind"),
    [
        ("позвонить Ивану", "Позвонить Ивану", TaskKind.CALL),
        ("мне, что надо написать Оле", "Написать Оле", TaskKind.MESSAGE),
        ("me to call Bob", "Call Bob", TaskKind.CALL),
        ("встреча с Олей, потом позвонить", "Встреча с Олей, потом позвонить", TaskKind.MEETING),
        ("to send the offer", "Send the offer", TaskKind.MESSAGE),
        ("купить кофе", "Купить кофе", TaskKind.OTHER),
        ("recall the parts", "Recall the parts", TaskKind.OTHER),
        ("мне", "Мне", TaskKind.OTHER),
    ],
)
def test_the_words_of_a_task(said: str, text: str, kind: TaskKind) -> None:
    assert (task_text(said), guess_kind(said)) == (text, kind)
