"""Lanes: in order within a chat, in parallel between chats."""

import asyncio

from bots.conversation.lanes import Lanes


async def test_order_within_a_lane_and_none_between_lanes() -> None:
    handled: list[str] = []
    gate = asyncio.Event()

    async def handle(item: str) -> None:
        if item == "a1":
            await gate.wait()
        handled.append(item)

    async with asyncio.TaskGroup() as group:
        lanes = Lanes[str](group, handle)
        for item in ("a1", "a2", "b1", "a3", "b2"):
            await lanes.put(item[0], item)
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        assert handled == ["b1", "b2"]
        gate.set()
    assert handled == ["b1", "b2", "a1", "a2", "a3"]
    assert lanes.idle


async def test_what_came_out_of_order_is_handled_in_order() -> None:
    handled: list[int] = []

    async def handle(item: int) -> None:
        await asyncio.sleep(0)
        handled.append(item)

    async with asyncio.TaskGroup() as group:
        lanes = Lanes[int](group, handle)
        for item in (3, 5, 1, 4, 2):
            await lanes.put("a", item, order=item)
    assert handled == [1, 2, 3, 4, 5]


async def test_a_flood_waits_outside() -> None:
    gate = asyncio.Event()

    async def handle(_item: int) -> None:
        await gate.wait()

    async with asyncio.TaskGroup() as group:
        lanes = Lanes[int](group, handle, most=2)
        await lanes.put("a", 1)
        await lanes.put("a", 2)
        third = asyncio.create_task(lanes.put("b", 3))
        await asyncio.sleep(0.01)
        assert not third.done()
        gate.set()
        await third


async def test_closing_ends_each_lane_with_what_it_has_in_hand() -> None:
    handled: list[int] = []
    gate = asyncio.Event()

    async def handle(item: int) -> None:
        await gate.wait()
        handled.append(item)

    async with asyncio.TaskGroup() as group:
        lanes = Lanes[int](group, handle)
        for item in (1, 2, 3):
            await lanes.put("a", item)
        await asyncio.sleep(0)
        lanes.close()
        gate.set()
    assert handled == [1]
