"""Tasks, their lists and the day."""

from dataclasses import replace
from datetime import date, time

from bots.conversation.cards import Card, DayCard, TaskCard, TaskList
from bots.conversation.cards.tasks import About, DayCount, DealLine, Tab, TaskLine
from core.paging import Paged
from core.records import Ref
from core.tasks.lists import Section
from core.tasks.tasks import Task, TaskKind
from tests.cards.examples import HOSTILE, LONG, NAMES, NOTHING
from tests.cards.examples.deals import CONTACTS, NOW, OLGA, TOUCH

TASK = Task(
    id=1, created_at=NOW, text=HOSTILE, kind=TaskKind.CALL, due_day=date(2026, 11, 21), due_time=time(10), due_at=NOW, owner_id=9
)
DEAL = About(Ref("deal", 30), HOSTILE, CONTACTS, NOTHING)
CARD = TaskCard(
    task=TASK, owner=OLGA, author=OLGA, about=DEAL, overdue=False, rings=False, next_touch=(), offers=(NOTHING, NOTHING, NOTHING)
)
LINES = tuple(
    TaskLine(replace(TASK, text=name, due_time=time(10) if number else None), bool(number % 2), name, OLGA, NOTHING)
    for number, name in enumerate(NAMES)
)
DAY = DayCard(
    day=date(2026, 11, 21),
    counts=(DayCount("day.overdue", 100, True), DayCount("day.today", 4, False), DayCount("day.deals", 1, False)),
    overdue=Paged(LINES, more=True),
    today=Paged(LINES),
    deals=Paged(tuple(DealLine(name, NOTHING) for name in NAMES)),
    offers=(NOTHING,),
)
LIST = TaskList(
    tabs=tuple(Tab(section, 100, True, section is Section.TODAY, NOTHING) for section in Section),
    section=Section.TODAY,
    team=True,
    tasks=Paged(LINES, 1, True),
    before=NOTHING,
    after=NOTHING,
    turns=NOTHING,
    offers=(NOTHING,),
)

EXAMPLES: list[tuple[str, Card]] = [
    ("a task about a deal", CARD),
    ("a reminder", replace(CARD, rings=True)),
    ("an overdue task without a card", replace(CARD, overdue=True, about=None, author=None, owner=None)),
    ("a long task for some day", replace(CARD, task=Task(id=2, created_at=NOW, text=LONG * 30))),
    ("a task about a contact", replace(CARD, about=About(Ref("contact", 20), LONG, CONTACTS[:1], NOTHING))),
    ("a done task", replace(CARD, task=replace(TASK, done_at=NOW, result=LONG * 30), next_touch=TOUCH)),
    ("a team's tasks", LIST),
    ("no tasks", replace(LIST, team=False, tasks=Paged(()), before=None, after=None, turns=None)),
    ("a full day", DAY),
    ("a free day", replace(DAY, overdue=Paged(()), today=Paged(()), deals=Paged(()))),
]
