"""A clock that can be stopped, set and moved."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest

from simulator.clock import Clock

NOON = datetime(2026, 3, 29, 12, tzinfo=UTC)


async def test_time_passes_only_while_it_runs() -> None:
    clock = Clock()
    clock.run(False)
    clock.set(NOON)
    await asyncio.sleep(0.02)
    assert clock.now() == NOON
    clock.advance(90)
    assert clock.now() == NOON + timedelta(seconds=90)
    clock.run(True)
    await asyncio.sleep(0.02)
    assert clock.now() > NOON + timedelta(seconds=90)
    clock.close()


async def test_sleepers_wake_in_the_order_of_their_moments() -> None:
    clock = Clock()
    clock.run(False)
    woken: list[int] = []
    for seconds in (20, 10, 30):
        clock.call_later(seconds, partial(woken.append, seconds))
    clock.advance(25)
    assert woken == [10, 20]
    clock.advance(5)
    assert woken == [10, 20, 30]
    sleeping = asyncio.ensure_future(clock.sleep(5))
    await asyncio.sleep(0)
    clock.advance(5)
    await sleeping
    clock.close()


async def test_a_running_clock_wakes_by_itself() -> None:
    clock = Clock()
    async with asyncio.timeout(2):
        await clock.sleep(0.02)
    clock.close()


def test_a_moment_needs_an_offset() -> None:
    with pytest.raises(ValueError, match="UTC offset"):
        Clock().set(datetime(2026, 1, 1))  # noqa: DTZ001 - the naive moment is the point
