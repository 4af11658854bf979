"""Tasks: what is to be done, when, by whom, about which card; and one verb a change."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time
from enum import StrEnum
from typing import TYPE_CHECKING, Any, ClassVar
from zoneinfo import ZoneInfo

from core.crm.access import EVERYTHING, Right
from core.errors import Missing, Refusal, refuse_stale
from core.paging import Page
from core.records import Record, Ref
from core.tasks.due import Due, due_at

if TYPE_CHECKING:
    from core.crm.access import Actor
    from core.crm.deals import Deal
    from core.crm.people import Person
    from core.crm.timeline import Event
    from core.ports import Work

RETIME_BATCH = 500


class TaskKind(StrEnum):
    CALL = "call"
    MEETING = "meeting"
    MESSAGE = "message"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Task(Record):
    """`due_day` and `due_time` are wall time in `due_zone` (IANA), as they were said; without `due_time` the task is due that day.
    `due_at` is the moment they name, stored for lists and the bell; for a due day it is the start of the owner's working day."""

    noun: ClassVar[str] = "task"

    text: str
    kind: TaskKind = TaskKind.OTHER
    due_day: date | None = None
    due_time: time | None = None
    due_zone: str = "UTC"
    due_at: datetime | None = None
    owner_id: int | None = None
    author_id: int | None = None
    about: Ref | None = None
    done_at: datetime | None = None
    result: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewTask:
    """`owner_id` None: the author's own. `due` None: some day."""

    text: str
    kind: TaskKind = TaskKind.OTHER
    due: Due | None = None
    owner_id: int | None = None
    about: Ref | None = None


@dataclass(frozen=True, slots=True)
class TaskSaved:
    task: Task
    event: Event


async def create_task(work: Work, actor: Actor, new: NewTask) -> TaskSaved:
    """About a card the actor sees. A deal's stated reason for having no next step is gone with its first one."""
    owner = await _colleague(work, new.owner_id) if new.owner_id is not None else actor.person
    if new.about is not None:
        await work.shelf(new.about.noun).get(new.about.id, actor.scope)
    task = work.save(
        Task(
            id=work.new_id(),
            created_at=work.now,
            text=new.text,
            kind=new.kind,
            owner_id=owner.id,
            author_id=actor.id,
            about=new.about,
            **_when(new.due, actor.person.time_zone, owner),
        )
    )
    await _has_next_step(work, actor, task)
    return TaskSaved(task, work.record("task.created", actor.id, _subjects(task), text=_short(task), due=_said_due(task)))


async def change_task(work: Work, actor: Actor, task_id: int, seen: int | None, **changes: Any) -> TaskSaved:
    """Set `text`, `kind` or, on a done task, its `result`. Raises Missing, Stale."""
    task = await work.tasks.get(task_id, actor.scope)
    refuse_stale(task, seen)
    changed = work.save(replace(task, **changes))
    event = work.record("task.changed", actor.id, _subjects(changed), text=_short(changed), fields=", ".join(changes))
    return TaskSaved(changed, event)


async def put_off(work: Work, actor: Actor, task_id: int, seen: int | None, due: Due | None) -> TaskSaved:
    """To another day or moment in the actor's zone; None: some day. Raises Missing, Stale, Refusal `task.done_already`."""
    task = await _open_task(work, actor, task_id, seen)
    owner = await work.people.get(task.owner_id) if task.owner_id is not None else actor.person
    moved = work.save(replace(task, **_when(due, actor.person.time_zone, owner)))
    event = work.record("task.put_off", actor.id, _subjects(moved), text=_short(moved), due=_said_due(moved))
    return TaskSaved(moved, event)


async def finish_task(work: Work, actor: Actor, task_id: int, seen: int | None, result: str | None = None) -> TaskSaved:
    """Raises Missing, Stale, Refusal `task.done_already`."""
    task = await _open_task(work, actor, task_id, seen)
    done = work.save(replace(task, done_at=work.now, result=result))
    return TaskSaved(done, work.record("task.done", actor.id, _subjects(done), text=_short(done), result=result))


async def give_task(work: Work, actor: Actor, task_id: int, seen: int | None, person_id: int) -> TaskSaved:
    """Moments stay as they are; a due day begins with the new owner's working day.

    Raises Missing, Stale, Refusal `task.done_already`, `task.owner_already`.
    """
    task = await _open_task(work, actor, task_id, seen)
    if task.owner_id == person_id:
        raise Refusal("task.owner_already")
    owner = await _colleague(work, person_id)
    given = work.save(given_to(task, owner))
    return TaskSaved(given, work.record("task.given", actor.id, _subjects(given), text=_short(given), name=owner.name))


async def drop_task(work: Work, actor: Actor, task_id: int, seen: int | None) -> TaskSaved:
    """Gone, until it is undone. Whose it is or who set it may; others need the right to delete."""
    task = await work.tasks.get(task_id, actor.scope)
    refuse_stale(task, seen)
    if actor.id not in {task.owner_id, task.author_id}:
        actor.require(Right.DELETE)
    dropped = work.save(replace(task, deleted_at=work.now))
    return TaskSaved(dropped, work.record("task.deleted", actor.id, _subjects(dropped), text=_short(dropped)))


def given_to(task: Task, owner: Person) -> Task:
    """The task as its new owner has it."""
    if task.due_day is None or task.due_time is not None:
        return replace(task, owner_id=owner.id)
    starts = due_at(task.due_day, None, ZoneInfo(owner.time_zone), owner.day_starts)
    return replace(task, owner_id=owner.id, due_zone=owner.time_zone, due_at=starts)


async def retime_tasks(work: Work, before: Person, after: Person) -> list[Task]:
    """A person's open tasks after their zone or working day changed: wall time said in the old zone is meant in the new one.

    Saves, but records no event: the caller's event of the person holds them, so that one undo takes back both.
    """
    if (before.time_zone, before.day_starts) == (after.time_zone, after.day_starts):
        return []
    retimed, zone, page = [], ZoneInfo(after.time_zone), Page(size=RETIME_BATCH)
    while True:
        found = await work.tasks.due(after.id, None, EVERYTHING, page)
        for task in found.items:
            if task.due_day is not None and (task.due_time is None or task.due_zone == before.time_zone):
                at = due_at(task.due_day, task.due_time, zone, after.day_starts)
                retimed.append(replace(task, due_zone=after.time_zone, due_at=at))
        if not found.more:
            break
        page = Page(page.number + 1, RETIME_BATCH)
    return [work.save(task) for task in retimed if task.due_at is not None]


async def _open_task(work: Work, actor: Actor, task_id: int, seen: int | None) -> Task:
    task = await work.tasks.get(task_id, actor.scope)
    if task.done_at is not None:
        raise Refusal("task.done_already")
    refuse_stale(task, seen)
    return task


async def _colleague(work: Work, person_id: int) -> Person:
    person = await work.people.get(person_id)
    if not person.active:
        raise Missing("person")
    return person


async def _has_next_step(work: Work, actor: Actor, task: Task) -> None:
    if task.about is None or task.about.noun != "deal":
        return
    deal: Deal = await work.deals.get(task.about.id, actor.scope)
    if deal.no_next_step is not None:
        work.save(replace(deal, no_next_step=None))


def _when(due: Due | None, said_in: str, owner: Person) -> dict[str, Any]:
    """A moment is meant in the zone of who said it, a day in the owner's."""
    if due is None:
        return {"due_day": None, "due_time": None, "due_zone": said_in, "due_at": None}
    zone = said_in if due.time is not None else owner.time_zone
    at = due_at(due.day, due.time, ZoneInfo(zone), owner.day_starts)
    return {"due_day": due.day, "due_time": due.time, "due_zone": zone, "due_at": at}


def _subjects(task: Task) -> list[Ref]:
    """The cards whose timelines show what happens to a task."""
    return [task.ref, *([task.about] if task.about else [])]


def _short(task: Task) -> str:
    return task.text if len(task.text) <= 100 else f"{task.text[:99]}…"


def _said_due(task: Task) -> date | datetime | None:
    return task.due_at if task.due_time is not None else task.due_day
