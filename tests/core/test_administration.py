"""Whatever administrators do, undo and do again: somebody can administer, every pipeline can be worked in, no deal is lost."""

import asyncio
import tempfile
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from threading import Thread
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bots.settings import Settings
from core.crm.access import EVERYTHING, Actor, actor_of
from core.crm.colleagues import give_role, put_in_team, take_back
from core.crm.deals import NewDeal, create_deal, move_deal
from core.crm.leaving import Heirs, let_go
from core.crm.people import Person, Role
from core.crm.pipelines import (
    NewStage,
    StageKind,
    add_pipeline,
    add_stage,
    archive_pipeline,
    archive_stage,
    change_stage,
    shift_stage,
    stages_of,
)
from core.crm.teams import add_team, archive_team, move_team, tree
from core.crm.undo import undo
from core.errors import Refusal
from core.paging import Page
from core.ports import Reads, Store, Work
from storage.opening import open_store

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
STAGES = [NewStage("New"), NewStage("Talk"), NewStage("Won", StageKind.WON), NewStage("Lost", StageKind.LOST)]
RIGHTS = Settings().rights()
ABLE = 4
"""Of six who act, so many administer."""


class Clock:
    def now(self) -> datetime:
        return NOW


@dataclass
class Company:
    """`pick` numbers choose among what is there, so that a step always means something."""

    store: Store
    events: list[int] = field(default_factory=list)
    deals: set[int] = field(default_factory=set)
    requests: int = 0

    async def found(self) -> None:
        async with self.store.work("found") as work:
            for number, role in enumerate((Role.ADMINISTRATOR, Role.MANAGER, Role.REP, Role.REP)):
                work.save(Person(id=work.new_id(), created_at=NOW, name=f"{role.value} {number}", role=role))
            await add_pipeline(work, None, "Sales", STAGES)

    async def do(self, step: str, who: int, one: int, other: int) -> None:
        self.requests += 1
        try:
            async with self.store.work(f"request {self.requests}") as work:
                people = await work.people.all()
                active = [person for person in people if person.active]
                able = [person for person in active if person.role is Role.ADMINISTRATOR]
                person = able[who % len(able)] if who < ABLE else active[who % len(active)]
                actor = actor_of(person, people, await work.teams.all(), RIGHTS)
                done = await STEPS[step](self, work, actor, one, other)
        except Refusal:
            return
        if done is not None:
            self.events.append(done.event.id)

    async def holds(self) -> None:
        async with self.store.reading() as reads:
            people = await reads.people.all()
            assert any(person.role is Role.ADMINISTRATOR and person.active for person in people)
            teams = await reads.teams.all()
            assert len(tree(teams)) == len(teams), "the teams are a tree"
            await self._pipelines_hold(reads)

    async def _pipelines_hold(self, reads: Reads) -> None:
        pipelines = await reads.pipelines.all()
        found: set[int] = set()
        for pipeline in pipelines:
            stages = await stages_of(reads, pipeline.id)
            assert {stage.kind for stage in stages} == set(StageKind)
            for stage in stages:
                deals = (await reads.deals.in_stage(stage.id, EVERYTHING, Page(size=1000))).items
                assert all(deal.pipeline_id == pipeline.id for deal in deals)
                found |= {deal.id for deal in deals}
        standing = {deal.id for deal in await reads.deals.some(self.deals, EVERYTHING)}
        assert pipelines
        assert found == standing


Step = Callable[[Company, Work, Any, int, int], Coroutine[Any, Any, Any]]


async def _person(work: Work, number: int) -> Person:
    people = await work.people.all()
    return people[number % len(people)]


async def _stage_id(work: Work, number: int) -> int:
    stages = await work.stages.all()
    return stages[number % len(stages)].id


async def _pipeline_id(work: Work, number: int) -> int:
    pipelines = await work.pipelines.all()
    return pipelines[number % len(pipelines)].id


async def _team_id(work: Work, number: int) -> int | None:
    teams = [None, *(team.id for team in await work.teams.all())]
    return teams[number % len(teams)]


async def _deal(company: Company, work: Work, actor: Any, one: int, _other: int) -> Any:
    pipeline_id = await _pipeline_id(work, one)
    made = await create_deal(work, actor, NewDeal(title=f"deal {one}", pipeline_id=pipeline_id))
    company.deals.add(made.deal.id)
    return made


async def _role(_company: Company, work: Work, actor: Any, one: int, other: int) -> Any:
    return await give_role(work, actor, (await _person(work, one)).id, list(Role)[other % 3], None)


async def _leave(_company: Company, work: Work, actor: Any, one: int, other: int) -> Any:
    heir = (await _person(work, other)).id
    return await let_go(work, actor, (await _person(work, one)).id, Heirs(heir, heir, heir), None)


async def _return(_company: Company, work: Work, actor: Any, one: int, _other: int) -> Any:
    return await take_back(work, actor, (await _person(work, one)).id, None)


async def _put(_company: Company, work: Work, actor: Any, one: int, other: int) -> Any:
    return await put_in_team(work, actor, (await _person(work, one)).id, await _team_id(work, other), None)


async def _team(_company: Company, work: Work, actor: Any, one: int, other: int) -> Any:
    return await add_team(work, actor, f"team {one}", await _team_id(work, other))


async def _team_moves(_company: Company, work: Work, actor: Any, one: int, other: int) -> Any:
    return await move_team(work, actor, await _team_id(work, one) or 0, await _team_id(work, other), None)


async def _team_goes(_company: Company, work: Work, actor: Any, one: int, _other: int) -> Any:
    return await archive_team(work, actor, await _team_id(work, one) or 0, None)


async def _pipeline(_company: Company, work: Work, actor: Any, one: int, other: int) -> Any:
    return await add_pipeline(work, actor, f"pipeline {one}", STAGES[other % 2 :])


async def _pipeline_goes(_company: Company, work: Work, actor: Any, one: int, other: int) -> Any:
    return await archive_pipeline(work, actor, await _pipeline_id(work, one), await _pipeline_id(work, other))


async def _stage(_company: Company, work: Work, actor: Any, one: int, other: int) -> Any:
    return await add_stage(work, actor, await _pipeline_id(work, one), f"stage {other}", list(StageKind)[other % 3])


async def _stage_goes(_company: Company, work: Work, actor: Any, one: int, other: int) -> Any:
    return await archive_stage(work, actor, await _stage_id(work, one), await _stage_id(work, other))


async def _stage_turns(_company: Company, work: Work, actor: Any, one: int, other: int) -> Any:
    return await change_stage(work, actor, await _stage_id(work, one), kind=list(StageKind)[other % 3])


async def _stage_shifts(_company: Company, work: Work, actor: Any, one: int, other: int) -> Any:
    return await shift_stage(work, actor, await _stage_id(work, one), -1 if other % 2 else 1, None)


async def _undo(company: Company, work: Work, actor: Any, one: int, _other: int) -> Any:
    """One of the newest, mostly."""
    return await undo(work, actor, company.events[-1 - one % min(len(company.events), 4)]) if company.events else None


STEPS: dict[str, Step] = {
    "deal": _deal,
    "role": _role,
    "leave": _leave,
    "return": _return,
    "put": _put,
    "team": _team,
    "team moves": _team_moves,
    "team goes": _team_goes,
    "pipeline": _pipeline,
    "pipeline goes": _pipeline_goes,
    "stage": _stage,
    "stage goes": _stage_goes,
    "stage turns": _stage_turns,
    "stage shifts": _stage_shifts,
    "undo": _undo,
}

number = st.integers(0, 5)
choice = st.sampled_from([*sorted(STEPS), *["undo", "role", "stage goes", "stage turns", "deal"] * 2])
steps = st.lists(st.tuples(choice, number, number, number), min_size=10, max_size=40)


@cache
def _empty_base() -> bytes:
    """A base brought up once, beside whatever loop runs here; its copies open at once."""

    async def make(path: Path) -> None:
        await (await open_store(f"sqlite:///{path}", Clock())).close()

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "empty.sqlite3")
        making = Thread(target=lambda: asyncio.run(make(path)))
        making.start()
        making.join()
        return path.read_bytes()


@contextmanager
def base() -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "base.sqlite3")
        path.write_bytes(_empty_base())
        yield f"sqlite:///{path}"


@settings(max_examples=40)
@given(steps)
def test_the_company_stays_able_to_work(taken: list[tuple[str, int, int, int]]) -> None:
    async def live(url: str) -> None:
        store = await open_store(url, Clock(), upgrade=False)
        try:
            company = Company(store)
            await company.found()
            for step, who, one, other in taken:
                await company.do(step, who, one, other)
                await company.holds()
        finally:
            await store.close()

    with base() as url:
        asyncio.run(live(url))


async def refused(store: Store, request: str, operation: Callable[[Work], Coroutine[Any, Any, Any]]) -> str:
    """The key of the refusal."""
    try:
        async with store.work(request) as work:
            await operation(work)
    except Refusal as refusal:
        return refusal.key
    raise AssertionError("nothing was refused")


@asynccontextmanager
async def founded() -> AsyncIterator[tuple[Store, Actor, Actor]]:
    """A company, its administrator, and its manager, who has just been made an administrator too by the one event there is."""
    with base() as url:
        store = await open_store(url, Clock(), upgrade=False)
        try:
            company = Company(store)
            await company.found()
            async with store.work("promote") as work:
                people = await work.people.all()
                first, second = (
                    next(person for person in people if person.role is role) for role in (Role.ADMINISTRATOR, Role.MANAGER)
                )
                made = await give_role(work, actor_of(first, people, [], RIGHTS), second.id, Role.ADMINISTRATOR, None)
            yield store, actor_of(first, people, [], RIGHTS), actor_of(made.person, people, [], RIGHTS)
        finally:
            await store.close()


async def test_undo_leaves_somebody_who_administers() -> None:
    async with founded() as (store, first, second):
        async with store.work("demote") as work:
            await give_role(work, second, first.id, Role.REP, None)
        async with store.reading() as reads:
            made = await reads.timeline.of(second.person.ref, EVERYTHING, Page())
        promoted = next(event for event in made.items if event.kind == "person.role_given")
        key = await refused(store, "undo", lambda work: undo(work, second, promoted.id))
        assert key == "person.last_administrator"
        former = replace(first, person=replace(first.person, role=Role.REP), rights=RIGHTS[Role.REP])
        assert await refused(store, "undo as a rep", lambda work: undo(work, former, promoted.id)) == "forbidden"


async def test_undo_of_a_stage_that_deals_stand_in() -> None:
    async with founded() as (store, first, _second):
        async with store.work("stage") as work:
            (pipeline,) = await work.pipelines.all()
            added = await add_stage(work, first, pipeline.id, "Contract", StageKind.OPEN)
        async with store.work("deal") as work:
            made = await create_deal(work, first, NewDeal(title="Windows"))
            await move_deal(work, first, made.deal.id, added.stage.id, None)
        assert await refused(store, "undo", lambda work: undo(work, first, added.event.id)) == "stage.has_deals"


async def test_undo_leaves_a_stage_of_every_kind() -> None:
    async with founded() as (store, first, _second):
        async with store.work("stage") as work:
            (pipeline,) = await work.pipelines.all()
            added = await add_stage(work, first, pipeline.id, "Sold", StageKind.WON)
        async with store.work("archive") as work:
            won = next(stage for stage in await work.stages.all() if stage.name == "Won")
            await archive_stage(work, first, won.id, None)
        assert await refused(store, "undo", lambda work: undo(work, first, added.event.id)) == "pipeline.lacks"


async def test_a_thousand_cards_change_hands_and_come_back() -> None:
    async with founded() as (store, first, second):
        async with store.work("deals") as work:
            for number in range(1000):
                await create_deal(work, second, NewDeal(title=f"deal {number}"))
        async with store.work("leave") as work:
            left = await let_go(work, first, second.id, Heirs(deals=first.id), None)
        async with store.reading() as reads:
            assert (len(await reads.deals.owned(first.id)), len(await reads.deals.owned(second.id))) == (1000, 0)
        async with store.work("undo") as work:
            await undo(work, first, left.event.id)
        async with store.reading() as reads:
            assert (len(await reads.deals.owned(first.id)), len(await reads.deals.owned(second.id))) == (0, 1000)
