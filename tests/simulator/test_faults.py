"""Faults on demand, and the budgets that answer 429."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest

from simulator.telegram.limits import Rates

if TYPE_CHECKING:
    from simulator.server import Simulator
    from tests.phone import Phone, Phones
    from tests.simulator.conftest import Api


async def plan(phones: Phones, **fault: Any) -> None:
    await phones.post("/sim/faults", fault)


async def test_429_and_5xx_strike_as_often_as_told(api: Api, olga: Phone) -> None:
    await plan(olga.phones, on="sendMessage", kind="429", times=1, retry_after=7)
    answer = await api.raw("sendMessage", chat_id=olga.id, text="x")
    assert answer["description"] == "Too Many Requests: retry after 7"
    assert answer["parameters"] == {"retry_after": 7}
    await plan(olga.phones, on="*", kind="5xx", every=2)
    codes = [(await api.raw("getMe")).get("error_code") for _ in range(4)]
    assert codes == [None, 502, None, 502]
    async with api.session.delete("/sim/faults") as response:
        assert await response.json() == []


async def test_dropped_before_nothing_happened_dropped_after_it_did(api: Api, olga: Phone) -> None:
    for kind, seen in (("drop_before", False), ("drop_after", True)):
        await plan(olga.phones, on="sendMessage", kind=kind, times=1)
        with pytest.raises(aiohttp.ClientError):
            await api("sendMessage", chat_id=olga.id, text=kind)
        if seen:
            await olga.sees(kind)
        else:
            await olga.does_not_see(kind)


async def test_duplicated_and_reordered_polls(api: Api, olga: Phone) -> None:
    await api.updates()
    await olga.says("1")
    await olga.says("2")
    for kind, expected in (("duplicate", ["1", "2", "1", "2"]), ("reorder", ["2", "1"])):
        await plan(olga.phones, on="getUpdates", kind=kind, times=1)
        assert [update["message"]["text"] for update in await api("getUpdates")] == expected


async def test_a_slow_answer_and_a_cut_line(api: Api, olga: Phone) -> None:
    loop = asyncio.get_running_loop()
    await plan(olga.phones, on="getMe", kind="slow", times=1, seconds=0.2)
    begin = loop.time()
    await api("getMe")
    assert loop.time() - begin >= 0.2
    await api.updates()
    waiting = asyncio.ensure_future(api("getUpdates", timeout=20))
    await asyncio.sleep(0.05)
    await plan(olga.phones, on="getMe", kind="disconnect", times=1, seconds=0.2)
    for _ in range(2):
        with pytest.raises(aiohttp.ClientError):
            await api("getMe")
    with pytest.raises(aiohttp.ClientError):
        await waiting
    await asyncio.sleep(0.25)
    await api("getMe")


async def test_unknown_faults_are_refused(olga: Phone) -> None:
    with pytest.raises(AssertionError, match="kind is one of"):
        await plan(olga.phones, on="*", kind="magic")


async def sent(api: Api, chat: int, count: int) -> list[int]:
    """Which of so many messages were refused, and for how long."""
    answers = [await api.raw("sendMessage", chat_id=chat, text=str(n)) for n in range(count)]
    return [answer["parameters"]["retry_after"] for answer in answers if not answer["ok"]]


async def test_budgets(api: Api, olga: Phone, simulator: Simulator) -> None:
    clock = simulator.world.clock
    clock.run(False)
    group = await olga.phones.group("Отдел", [olga])
    simulator.telegram.budgets.rates = Rates()
    assert await sent(api, olga.id, 6) == [5]
    clock.advance(5)
    assert await sent(api, olga.id, 1) == []
    assert await sent(api, group, 21) == [60]
    clock.advance(60)
    assert await sent(api, group, 1) == []


async def test_all_chats_share_thirty_a_second(api: Api, olga: Phone, simulator: Simulator) -> None:
    simulator.world.clock.run(False)
    groups = [await olga.phones.group(str(n), [olga]) for n in range(4)]
    simulator.telegram.budgets.rates = Rates()
    answers = [await api.raw("sendMessage", chat_id=group, text="x") for _ in range(8) for group in groups]
    assert [answer["ok"] for answer in answers] == [True] * 30 + [False] * 2
    simulator.world.clock.advance(1)
    await api("sendMessage", chat_id=groups[0], text="x")


async def test_budgets_are_off_unless_asked_for(api: Api, olga: Phone) -> None:
    assert await sent(api, olga.id, 40) == []
