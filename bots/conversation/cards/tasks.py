"""Tasks, their lists, and a person's day as they are shown."""

from dataclasses import dataclass
from datetime import date

from bots.conversation.actions import Action
from bots.conversation.cards.questions import Option
from core.crm.contacts import Contact
from core.crm.people import Person
from core.paging import Paged
from core.records import Ref
from core.tasks.lists import Section
from core.tasks.tasks import Task


@dataclass(frozen=True, slots=True)
class About:
    """The card a task is about, and the people to be called."""

    ref: Ref
    name: str
    contacts: tuple[Contact, ...]
    opens: Action


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskCard:
    """`rings`: it is the reminder. `author` is told only where another set it. `next_touch` asks for a deal's next step once
    this one is done."""

    task: Task
    owner: Person | None
    author: Person | None
    about: About | None
    overdue: bool
    rings: bool
    next_touch: tuple[Option, ...]
    offers: tuple[Action, ...]


@dataclass(frozen=True, slots=True)
class TaskLine:
    """`about` is the name of the card it is about; `owner` is told in a team's list."""

    task: Task
    overdue: bool
    about: str | None
    owner: Person | None
    opens: Action


@dataclass(frozen=True, slots=True)
class Tab:
    """`most` tells that the count stops there."""

    section: Section
    count: int
    most: bool
    current: bool
    opens: Action


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskList:
    """`turns` to one's own or the team's, where the viewer has both."""

    tabs: tuple[Tab, ...]
    section: Section
    team: bool
    tasks: Paged[TaskLine]
    before: Action | None
    after: Action | None
    turns: Action | None
    offers: tuple[Action, ...]


@dataclass(frozen=True, slots=True)
class DealLine:
    title: str
    opens: Action


@dataclass(frozen=True, slots=True)
class DayCount:
    """`key` of its sentence; `most` tells that the count stops there."""

    key: str
    count: int
    most: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DayCard:
    """What is overdue, what is due today by time, and the deals without a next step: the first of each, and how many there are."""

    day: date
    counts: tuple[DayCount, ...]
    overdue: Paged[TaskLine]
    today: Paged[TaskLine]
    deals: Paged[DealLine]
    offers: tuple[Action, ...]
