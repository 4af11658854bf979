"""Tasks by chat: their lists, the day, and the card, which also rings."""

from collections.abc import Mapping
from zoneinfo import ZoneInfo

from bots.conversation.actions import Action
from bots.conversation.actions.common import New, Open
from bots.conversation.actions.deals import AskTouch
from bots.conversation.actions.tasks import AskLater, DropTask, EditTask, FinishTask, ShowTasks, ShowToday, TaskOwner, TellResult
from bots.conversation.builders import Viewer, builds
from bots.conversation.cards import Card, DayCard, TaskCard, TaskList
from bots.conversation.cards.questions import Option
from bots.conversation.cards.tasks import About, DayCount, DealLine, Tab, TaskLine
from bots.conversation.flows.deals.card import sees_others
from bots.conversation.flows.deals.touch import touches
from bots.conversation.flows.records import names_of
from bots.conversation.routes import command, shows
from bots.conversation.talk import Talk
from bots.conversation.views import Reply, View
from core.crm.contacts import Company, Contact
from core.crm.deals import Deal, lacks_next_step
from core.crm.people import Person
from core.paging import Page, Paged
from core.ports import Reads
from core.tasks.lists import Section, day_of, is_overdue
from core.tasks.tasks import Task

MOST_COUNTED = 100
TEAM = "team"
OVERDUE_SHOWN, TODAY_SHOWN, DEALS_SHOWN = 3, 6, 3
DEALS_COUNTED = Page(size=20)


@command("tasks", "задачи", "дела")
async def tasks_command(_talk: Talk, _reads: Reads, _rest: str) -> Reply:
    return Reply(view=View("tasks"))


@command("today", "сегодня", "день")
async def today_command(_talk: Talk, _reads: Reads, _rest: str) -> Reply:
    return Reply(view=View("today"))


@shows(ShowTasks)
async def show_tasks(_talk: Talk, _reads: Reads, action: ShowTasks) -> Reply:
    query = f"{action.section or ''}:{TEAM if action.team else ''}"
    return Reply(view=View("tasks", page=action.page, query=query))


@shows(ShowToday)
async def show_today(_talk: Talk, _reads: Reads, _action: ShowToday) -> Reply:
    return Reply(view=View("today"))


@builds("tasks")
async def task_list(reads: Reads, viewer: Viewer, view: View) -> Card:
    asked, _, whose = view.query.partition(":")
    team = whose == TEAM and sees_others(viewer.actor)
    owners = viewer.actor.scope.people if team else frozenset({viewer.actor.id})
    zone = _zone(viewer)
    day = day_of(viewer.now, zone)
    counts = await reads.tasks.sections(owners, day, viewer.actor.scope, MOST_COUNTED)
    section = Section(asked) if asked in set(Section) else next((one for one in Section if counts[one]), Section.TODAY)
    found = await reads.tasks.section(section, owners, day, viewer.actor.scope, Page(view.page))
    people = {person.id: person for person in await reads.people.all()} if team else {}
    return TaskList(
        tabs=tuple(
            Tab(one, counts[one], counts[one] >= MOST_COUNTED, one is section, ShowTasks(one.value, 0, int(team)))
            for one in Section
        ),
        section=section,
        team=team,
        tasks=await _lines(reads, viewer, found, people),
        before=ShowTasks(section.value, view.page - 1, int(team)) if view.page else None,
        after=ShowTasks(section.value, view.page + 1, int(team)) if found.more else None,
        turns=ShowTasks(None, 0, int(not team)) if sees_others(viewer.actor) else None,
        offers=(New("task"), ShowToday()),
    )


@builds("today")
async def day_card(reads: Reads, viewer: Viewer, _view: View) -> Card:
    own, scope = frozenset({viewer.actor.id}), viewer.actor.scope
    day = day_of(viewer.now, _zone(viewer))
    counts = await reads.tasks.sections(own, day, scope, MOST_COUNTED)
    overdue = await reads.tasks.section(Section.OVERDUE, own, day, scope, Page(size=OVERDUE_SHOWN))
    today = await reads.tasks.section(Section.TODAY, own, day, scope, Page(size=TODAY_SHOWN))
    deals = await reads.deals.without_next_step(own, scope, DEALS_COUNTED)
    return DayCard(
        day=viewer.now.astimezone(_zone(viewer)).date(),
        counts=(
            *(DayCount(f"day.{one}", counts[one], counts[one] >= MOST_COUNTED) for one in (Section.OVERDUE, Section.TODAY)),
            DayCount("day.deals", len(deals.items), deals.more),
        ),
        overdue=await _lines(reads, viewer, overdue),
        today=await _lines(reads, viewer, _by_time(today)),
        deals=Paged(tuple(DealLine(deal.title, AskTouch(deal.id)) for deal in deals.items[:DEALS_SHOWN])),
        offers=(ShowTasks(), New("task")),
    )


def _by_time(tasks: Paged[Task]) -> Paged[Task]:
    """What is due at a moment first; what is due some time today after it."""
    return Paged(tuple(sorted(tasks.items, key=lambda task: task.due_time is None)), tasks.number, tasks.more)


async def _lines(reads: Reads, viewer: Viewer, tasks: Paged[Task], owners: Mapping[int, Person] | None = None) -> Paged[TaskLine]:
    """`owners` by id, where they are to be told."""
    about = [task.about for task in tasks.items if task.about]
    names = {named.ref: named.name for named in await names_of(reads, viewer.actor.scope, about)}
    return tasks.map(
        lambda task: TaskLine(
            task,
            _overdue(task, viewer),
            names.get(task.about) if task.about else None,
            (owners or {}).get(task.owner_id or 0),
            Open("task", task.id),
        )
    )


def _overdue(task: Task, viewer: Viewer) -> bool:
    return task.done_at is None and is_overdue(task.due_day, task.due_time, task.due_at, viewer.now, _zone(viewer))


def _zone(viewer: Viewer) -> ZoneInfo:
    return ZoneInfo(viewer.actor.person.time_zone)


@builds("task")
async def task_card(reads: Reads, viewer: Viewer, view: View) -> Card:
    return await _card(reads, viewer, await reads.tasks.get(view.id, viewer.actor.scope), rings=False)


@builds("reminder")
async def reminder(reads: Reads, viewer: Viewer, view: View) -> Card:
    """The task at its moment; once done it stays where it rang, done."""
    task = await reads.tasks.get(view.id, viewer.actor.scope)
    rings = task.done_at is None and task.due_at is not None and task.due_at <= viewer.now
    return await _card(reads, viewer, task, rings=rings)


async def _card(reads: Reads, viewer: Viewer, task: Task, *, rings: bool) -> TaskCard:
    people = await reads.people.some((task.owner_id, task.author_id))
    return TaskCard(
        task=task,
        owner=people.get(task.owner_id or 0),
        author=people.get(task.author_id or 0) if task.author_id != task.owner_id else None,
        about=await _about(reads, viewer, task),
        overdue=_overdue(task, viewer) and not rings,
        rings=rings,
        next_touch=await _next_touch(reads, viewer, task),
        offers=_offers(task),
    )


async def _about(reads: Reads, viewer: Viewer, task: Task) -> About | None:
    """Nothing where the card is gone or not the viewer's to see, though the task is."""
    if task.about is None:
        return None
    scope = viewer.actor.scope
    found = await reads.shelf(task.about.noun).some([task.about.id], scope)
    if not found:
        return None
    opens = Open(task.about.noun, task.about.id)
    match found[0]:
        case Deal(title=title, contacts=contacts):
            return About(task.about, title, tuple(await reads.contacts.some(contacts[:2], scope)), opens)
        case Contact() as contact:
            return About(task.about, contact.name, (contact,), opens)
        case Company(name=name):
            return About(task.about, name, (), opens)
    return None


async def _next_touch(reads: Reads, viewer: Viewer, task: Task) -> tuple[Option, ...]:
    """Once the last step of an open deal is done."""
    if task.done_at is None or task.about is None or task.about.noun != "deal":
        return ()
    deals = await reads.deals.some([task.about.id], viewer.actor.scope)
    if not deals or not await lacks_next_step(reads, viewer.actor, deals[0]):
        return ()
    return touches(deals[0].id, viewer.actor, viewer.now)


def _offers(task: Task) -> tuple[Action, ...]:
    if task.done_at is not None:
        return (TellResult(task.id),)
    return (
        FinishTask(task.id, task.version),
        AskLater(task.id),
        EditTask(task.id),
        TaskOwner(task.id),
        DropTask(task.id, task.version),
    )
