"""Whatever Olga, Pavel, Max and Anna do with deals and tasks: nobody is shown what is not theirs to see, and when everything
is undone every row is again what it was."""

import asyncio
import tempfile
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from core.crm.access import EVERYTHING, Actor, Right, actor_of
from core.crm.contacts import NewContact, create_contact
from core.crm.dealing import delete_deal, give_deal, let_go, let_in
from core.crm.deals import Deal, NewDeal, change_deal, create_deal, move_deal
from core.crm.fields import LossReason
from core.crm.people import Person, Role, Team
from core.crm.pipelines import Pipeline, Stage, StageKind
from core.crm.timeline import Row
from core.crm.undo import undo
from core.errors import Refusal
from core.money import Money
from core.paging import Page
from core.ports import Reads, Store, Work
from core.records import Ref
from core.tasks.due import Due
from core.tasks.lists import Section, day_of
from core.tasks.tasks import NewTask, Task, change_task, create_task, drop_task, finish_task, give_task, put_off
from storage.opening import open_store

T = TypeVar("T")
NOW = datetime(2026, 11, 20, 11, 35, tzinfo=UTC)
ALL = Page(size=500)
ROLES: dict[str, frozenset[Right]] = {
    Role.ADMINISTRATOR: frozenset(Right),
    Role.MANAGER: frozenset({Right.SEE_TEAM, Right.REASSIGN}),
    Role.REP: frozenset(),
}
PEOPLE = {
    "olga": (Role.REP, "north"),
    "pavel": (Role.REP, "south"),
    "max": (Role.MANAGER, "north"),
    "anna": (Role.ADMINISTRATOR, None),
}


@dataclass
class Clock:
    moment: datetime = NOW

    def now(self) -> datetime:
        return self.moment


who = st.sampled_from(sorted(PEOPLE))
which = st.integers(0, 30)


@cache
def _empty_base() -> bytes:
    """A base brought up once; its copies open at once."""

    async def make(path: Path) -> None:
        await (await open_store(f"sqlite:///{path}", Clock())).close()

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "empty.sqlite3")
        asyncio.run(make(path))
        return path.read_bytes()


class Office(RuleBasedStateMachine):
    """One base, and beside it what was done, so that it can be taken back."""

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.folder = tempfile.TemporaryDirectory()
        self.clock = Clock()
        self.requests = 0
        self.deals: list[int] = []
        self.tasks: list[int] = []
        self.contacts: list[int] = []
        self.done: list[tuple[int, dict[Ref, Row | None]]] = []

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        return self.loop.run_until_complete(work)

    def teardown(self) -> None:
        try:
            self.run(self._take_everything_back())
        finally:
            self.run(self.store.close())
            self.loop.close()
            self.folder.cleanup()

    @initialize()
    def open(self) -> None:
        base = Path(self.folder.name, "base.sqlite3")
        base.write_bytes(_empty_base())
        self.store: Store = self.run(open_store(f"sqlite:///{base}", self.clock, upgrade=False))
        self.run(self._staff())

    async def _staff(self) -> None:
        async with self.store.work("staff") as work:
            teams = {name: work.save(Team(id=work.new_id(), created_at=NOW, name=name)) for name in ("north", "south")}
            people = {
                name: work.save(
                    Person(id=work.new_id(), created_at=NOW, name=name, role=role, team_id=teams[team].id if team else None)
                )
                for name, (role, team) in PEOPLE.items()
            }
            pipeline = work.save(Pipeline(id=work.new_id(), created_at=NOW, name="sales", position=0))
            kinds = [StageKind.OPEN, StageKind.OPEN, StageKind.WON, StageKind.LOST]
            self.stages = [
                work.save(
                    Stage(
                        id=work.new_id(), created_at=NOW, pipeline_id=pipeline.id, name=f"{kind}{place}", position=place, kind=kind
                    )
                )
                for place, kind in enumerate(kinds)
            ]
            self.reason = work.save(LossReason(id=work.new_id(), created_at=NOW, name="price", position=0))
            work.record("staffed", None, [])
        self.people = people
        self.actors = {name: actor_of(person, people.values(), teams.values(), ROLES) for name, person in people.items()}

    def act(self, name: str, operation: Callable[[Work, Actor], Coroutine[Any, Any, T]]) -> T | None:
        """One request; None where it was refused, and then nothing was written."""
        return self.run(self._act(name, operation))

    async def _act(self, name: str, operation: Callable[[Work, Actor], Coroutine[Any, Any, T]]) -> T | None:
        self.requests += 1
        self.clock.moment += timedelta(minutes=7)
        before = await self._rows()
        try:
            async with self.store.work(f"request {self.requests}") as work:
                answer = await operation(work, self.actors[name])
        except Refusal:
            assert await self._rows() == before
            return None
        event = getattr(answer, "event", None)
        if event is not None and event.changes:
            self.done.append((event.id, before))
        return answer

    async def _rows(self) -> dict[Ref, Row | None]:
        """Every deal, contact and task as it is stored, but for its version."""
        refs = [
            *(Ref("deal", one) for one in self.deals),
            *(Ref("task", one) for one in self.tasks),
            *(Ref("contact", one) for one in self.contacts),
        ]
        self.requests += 1
        async with self.store.work(f"look {self.requests}") as work:
            return {ref: {name: value for name, value in (await work.row(ref)).items() if name != "version"} for ref in refs}

    # what they do

    @rule(name=who)
    def makes_a_contact(self, name: str) -> None:
        made = self.act(name, lambda work, actor: create_contact(work, actor, NewContact(first_name=f"of {name}")))
        assert made is not None
        self.contacts.append(made.contact.id)

    @rule(name=who, contact=which, amount=st.integers(0, 10**9))
    def makes_a_deal(self, name: str, contact: int, amount: int) -> None:
        contacts = (self.contacts[contact % len(self.contacts)],) if self.contacts and contact % 2 else ()
        new = NewDeal(title=f"of {name}", amount=Money.of_minor(amount, "RUB"), contacts=contacts)
        made = self.act(name, lambda work, actor: create_deal(work, actor, new))
        if made is not None:
            self.deals.append(made.deal.id)

    @rule(name=who, deal=which, stage=st.integers(0, 3))
    def moves_a_deal(self, name: str, deal: int, stage: int) -> None:
        self._with_deal(
            name, deal, lambda work, actor, one: move_deal(work, actor, one, self.stages[stage].id, None, self.reason.id)
        )

    @rule(name=who, deal=which, reason=st.sampled_from([None, "later"]))
    def changes_a_deal(self, name: str, deal: int, reason: str | None) -> None:
        self._with_deal(
            name, deal, lambda work, actor, one: change_deal(work, actor, one, None, no_next_step=reason, title=f"by {name}")
        )

    @rule(name=who, deal=which, contact=which)
    def changes_who_it_is_with(self, name: str, deal: int, contact: int) -> None:
        contacts = (self.contacts[contact % len(self.contacts)],) if self.contacts else ()
        self._with_deal(name, deal, lambda work, actor, one: change_deal(work, actor, one, None, contacts=contacts))

    @rule(name=who, deal=which, whom=who)
    def hands_a_deal_over(self, name: str, deal: int, whom: str) -> None:
        self._with_deal(name, deal, lambda work, actor, one: give_deal(work, actor, one, self.people[whom].id, None))

    @rule(name=who, deal=which, whom=who)
    def lets_a_colleague_in(self, name: str, deal: int, whom: str) -> None:
        self._with_deal(name, deal, lambda work, actor, one: let_in(work, actor, one, self.people[whom].id))

    @rule(name=who, deal=which, whom=who)
    def lets_a_colleague_go(self, name: str, deal: int, whom: str) -> None:
        self._with_deal(name, deal, lambda work, actor, one: let_go(work, actor, one, self.people[whom].id, None))

    @rule(name=who, deal=which)
    def deletes_a_deal(self, name: str, deal: int) -> None:
        self._with_deal(name, deal, lambda work, actor, one: delete_deal(work, actor, one, None))

    @rule(name=who, deal=which, whom=who, days=st.integers(-1, 3))
    def makes_a_task(self, name: str, deal: int, whom: str, days: int) -> None:
        due = Due(date(2026, 11, 20) + timedelta(days=days), time(10)) if days >= 0 else None
        about = Ref("deal", self.deals[deal % len(self.deals)]) if self.deals and deal % 3 else None
        new = NewTask(text=f"of {name}", due=due, about=about, owner_id=self.people[whom].id)
        made = self.act(name, lambda work, actor: create_task(work, actor, new))
        if made is not None:
            self.tasks.append(made.task.id)

    @rule(name=who, task=which, what=st.sampled_from([finish_task, drop_task]))
    def ends_a_task(self, name: str, task: int, what: Any) -> None:
        self._with_task(name, task, lambda work, actor, one: what(work, actor, one, None))

    @rule(name=who, task=which)
    def puts_a_task_off(self, name: str, task: int) -> None:
        self._with_task(name, task, lambda work, actor, one: put_off(work, actor, one, None, Due(date(2026, 12, 1))))

    @rule(name=who, task=which)
    def rewords_a_task(self, name: str, task: int) -> None:
        self._with_task(name, task, lambda work, actor, one: change_task(work, actor, one, None, text=f"by {name}"))

    @rule(name=who, task=which, whom=who)
    def hands_a_task_over(self, name: str, task: int, whom: str) -> None:
        self._with_task(name, task, lambda work, actor, one: give_task(work, actor, one, None, self.people[whom].id))

    def _with_deal(self, name: str, number: int, operation: Callable[[Work, Actor, int], Coroutine[Any, Any, Any]]) -> None:
        if self.deals:
            self._on(name, "deal", self.deals[number % len(self.deals)], operation)

    def _with_task(self, name: str, number: int, operation: Callable[[Work, Actor, int], Coroutine[Any, Any, Any]]) -> None:
        if self.tasks:
            self._on(name, "task", self.tasks[number % len(self.tasks)], operation)

    def _on(self, name: str, noun: str, one: int, operation: Callable[[Work, Actor, int], Coroutine[Any, Any, Any]]) -> None:
        """What one may not see cannot be acted on."""
        seen = one in self.run(self._seen(self.actors[name], noun))
        done = self.act(name, lambda work, actor: operation(work, actor, one))
        assert seen or done is None

    # what they see

    @invariant()
    def nobody_sees_what_is_not_theirs(self) -> None:
        if not hasattr(self, "actors"):
            return
        deals, tasks = self.run(self._all())
        for actor in self.actors.values():
            may = {deal.id for deal in deals if self._may_see(actor, deal)}
            assert self.run(self._seen(actor, "deal")) == may
            assert self.run(self._listed(actor)) <= may
            allowed = {task.id for task in tasks if self._may_see_task(actor, task, may)}
            assert {task for task in self.run(self._seen(actor, "task")) if self._hangs_on_no_contact(task, tasks)} == allowed
            assert self.run(self._listed_tasks(actor)) <= allowed

    @staticmethod
    def _may_see(actor: Actor, deal: Deal) -> bool:
        """The rule in words: everybody's, one's own, one's team's, nobody's, and those one takes part in."""
        people = actor.scope.people
        return people is None or deal.owner_id is None or deal.owner_id in people or bool(people & set(deal.participants))

    @staticmethod
    def _may_see_task(actor: Actor, task: Task, deals: set[int]) -> bool:
        people = actor.scope.people
        own = people is None or task.owner_id in people or task.author_id in people
        return own or (task.about is not None and task.about.id in deals)

    @staticmethod
    def _hangs_on_no_contact(task_id: int, tasks: list[Task]) -> bool:
        return all(task.about is None or task.about.noun == "deal" for task in tasks if task.id == task_id)

    async def _all(self) -> tuple[list[Deal], list[Task]]:
        async with self.store.reading() as reads:
            return await reads.deals.some(self.deals, EVERYTHING), await reads.tasks.some(self.tasks, EVERYTHING)

    async def _seen(self, actor: Actor, noun: str) -> set[int]:
        async with self.store.reading() as reads:
            return {one.id for one in await reads.shelf(noun).some(self.deals + self.tasks, actor.scope)}

    async def _listed(self, actor: Actor) -> set[int]:
        async with self.store.reading() as reads:
            lists = [await reads.deals.in_stage(stage.id, actor.scope, ALL) for stage in self.stages]
            lists.append(await reads.deals.without_next_step(None, actor.scope, ALL))
            board = await reads.deals.board(self.stages[0].pipeline_id, actor.scope)
        found = {deal.id for listed in lists for deal in listed.items}
        assert sum(line.count for line in board) == len(found)
        return found

    async def _listed_tasks(self, actor: Actor) -> set[int]:
        async with self.store.reading() as reads:
            return {task.id for section in Section for task in await self._section(reads, section, actor)}

    async def _section(self, reads: Reads, section: Section, actor: Actor) -> tuple[Task, ...]:
        day = day_of(self.clock.moment, ZoneInfo("UTC"))
        return (await reads.tasks.section(section, None, day, actor.scope, ALL)).items

    # and back

    async def _take_everything_back(self) -> None:
        """By the administrator, the newest first; each undo sets the rows back to what they were before."""
        if not hasattr(self, "actors"):
            return
        for event_id, before in reversed(self.done):
            self.requests += 1
            async with self.store.work(f"undo {self.requests}") as work:
                await undo(work, self.actors["anna"], event_id)
            now = await self._rows()
            assert {ref: now[ref] for ref in before} == before
        for actor in self.actors.values():
            assert not await self._seen(actor, "deal")
            assert not await self._seen(actor, "task")


TestOffice = Office.TestCase
TestOffice.settings = settings(
    phases=[Phase.reuse, Phase.generate],
    max_examples=30,
    stateful_step_count=30,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
