"""PostgreSQL's groups of small writes: who returned is written, who failed fails alone, who was cancelled hurts nobody."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import StorageBusy
from core.tasks.delivery import Placement
from storage.engine import Engine
from storage.inbox import Inbox
from storage.postgres.group import Group
from storage.store import DatabaseStore
from tests.storage.test_delivery import HERE, claim, post, update
from tests.stores import TestClock


class Kept:
    """Takes a while; refuses the whole group where one of it is bad, as a transaction does."""

    def __init__(self) -> None:
        self.items: set[int] = set()
        self.groups: list[int] = []

    async def carry_out(self, items: Sequence[int]) -> list[int]:
        self.groups.append(len(items))
        await asyncio.sleep(0)
        if any(item < 0 for item in items):
            raise ZeroDivisionError
        self.items.update(items)
        await asyncio.sleep(0)
        return [item * 2 for item in items]


joins = st.lists(st.tuples(st.booleans(), st.integers(0, 3), st.none() | st.integers(0, 30)), min_size=1, max_size=30)


@given(joins)
def test_whoever_returned_is_written(plan: list[tuple[bool, int, int | None]]) -> None:
    asyncio.run(_play(plan))


async def _play(plan: list[tuple[bool, int, int | None]]) -> None:
    kept = Kept()
    group = Group(kept.carry_out)
    tasks: dict[int, asyncio.Task[int]] = {}
    async with asyncio.timeout(10):
        for number, (good, pause, cancelled) in enumerate(plan, start=1):
            item = number if good else -number
            tasks[item] = asyncio.create_task(group.join(item))
            for _ in range(pause):
                await asyncio.sleep(0)
            if cancelled is not None:
                list(tasks.values())[cancelled % len(tasks)].cancel()
        results = await asyncio.gather(*tasks.values(), return_exceptions=True)
    for item, result in zip(tasks, results, strict=True):
        if isinstance(result, asyncio.CancelledError):
            continue
        if item < 0:
            assert isinstance(result, ZeroDivisionError)
        else:
            assert result == item * 2
            assert item in kept.items


async def test_what_comes_meanwhile_goes_together() -> None:
    kept = Kept()
    group = Group(kept.carry_out)
    assert await asyncio.gather(*(group.join(number) for number in range(1, 51))) == [number * 2 for number in range(1, 51)]
    assert len(kept.groups) <= 2


async def test_a_lost_connection_is_everybodys() -> None:
    tries = 0

    async def lost(items: Sequence[int]) -> list[int]:
        nonlocal tries
        tries += 1
        await asyncio.sleep(0)
        raise StorageBusy("gone")

    group = Group(lost)
    results = await asyncio.gather(*(group.join(number) for number in range(20)), return_exceptions=True)
    assert {type(result) for result in results} == {StorageBusy}
    assert tries <= 2


async def test_an_update_is_new_to_one_of_many_who_bring_it(store: DatabaseStore, clock: TestClock) -> None:
    brought = [[update(f"u{number % 7}", clock), update(f"own {number}", clock)] for number in range(40)]
    answers = await asyncio.gather(*(store.inbox.put(updates) for updates in brought))
    new = [one.request for answer in answers for one in answer]
    assert sorted(new) == sorted({one.request for updates in brought for one in updates})
    assert {one.request for one in await store.inbox.waiting("telegram")} == set(new)


async def test_an_update_put_again_after_a_lost_answer_is_still_new(
    store: DatabaseStore, clock: TestClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The group was committed, but who carried it out was cancelled before it could tell."""
    engine: Engine = store._engine
    twice = Inbox(engine, store._ids)
    once = engine.add

    async def again(*given: object) -> set[int]:
        await once(*given)  # type: ignore[arg-type]
        return await once(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(engine, "add", again)
    assert await twice.put([update("a", clock)]) == [update("a", clock)]
    assert len(await store.inbox.waiting("telegram")) == 1


async def test_a_bad_update_among_many_hurts_no_other(store: DatabaseStore, clock: TestClock) -> None:
    """PostgreSQL refuses a lone surrogate, and so does SQLite's driver."""
    results = await asyncio.gather(
        *(store.inbox.put([update(name, clock)]) for name in ("a", "b\ud800", "c")), return_exceptions=True
    )
    assert [isinstance(result, Exception) for result in results] == [False, True, False]
    assert {one.request for one in await store.inbox.waiting("telegram")} == {"a", "c"}


async def test_marks_of_many_go_together(store: DatabaseStore, clock: TestClock) -> None:
    await post(store, *({"address": HERE} for _ in range(40)))
    claimed = await claim(store, clock.at)

    def shown(number: int) -> Placement:
        return Placement(address=HERE, message=str(number % 30), person_id=None, about=None, payload={}, shown_at=clock.at)

    marks = [store.outbox.sent(row, clock.at, shown(number)) for number, row in enumerate(claimed)]
    await asyncio.gather(*marks)
    assert await claim(store, clock.at + timedelta(days=1)) == []
    assert await store.outbox.uncertain(clock.at + timedelta(days=1), 100, timedelta(minutes=1)) == []
    async with store.reading() as reads:
        assert all([await reads.placements.at(HERE, str(number)) for number in range(30)])
