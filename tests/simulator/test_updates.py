"""Long polling and webhooks."""

from __future__ import annotations

import asyncio
import json
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import pytest
from aiohttp import web

from simulator.telegram.webhooks import pause_before

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from simulator.server import Simulator
    from tests.phone import Phone
    from tests.simulator.conftest import Api


class Receiver:
    """A bot's webhook: notes what came and answers as it is told."""

    def __init__(self) -> None:
        self.url = ""
        self.texts: list[str] = []
        self.headers: list[str | None] = []
        self.statuses: list[int] = []
        self.answer: dict[str, Any] | None = None
        self.came = asyncio.Event()

    async def take(self, request: web.Request) -> web.Response:
        update = await request.json()
        self.headers.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        self.texts.append(update["message"]["text"])
        status = self.statuses.pop(0) if self.statuses else 200
        self.came.set()
        return web.json_response(self.answer) if self.answer else web.Response(status=status)

    async def until(self, count: int) -> list[str]:
        async with asyncio.timeout(5):
            while len(self.texts) < count:
                self.came.clear()
                await self.came.wait()
        return self.texts


@asynccontextmanager
async def receiving() -> AsyncIterator[Receiver]:
    receiver = Receiver()
    app = web.Application()
    app.router.add_post("/hook", receiver.take)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    receiver.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    try:
        yield receiver
    finally:
        await runner.cleanup()


def texts(updates: list[dict[str, Any]]) -> list[str]:
    return [update["message"]["text"] for update in updates]


async def test_an_offset_confirms_what_is_before_it(api: Api, olga: Phone) -> None:
    for text in ("1", "2", "3"):
        await olga.says(text)
    everything = await api("getUpdates")
    assert texts(everything) == ["/start", "1", "2", "3"]
    assert texts(await api("getUpdates")) == ["/start", "1", "2", "3"]
    numbers = [update["update_id"] for update in everything]
    assert numbers == list(range(numbers[0], numbers[0] + 4))
    assert texts(await api("getUpdates", offset=numbers[2], limit=1)) == ["2"]
    assert texts(await api("getUpdates", offset=-1)) == ["3"]
    assert texts(await api("getUpdates")) == ["3"]


async def test_a_poll_waits_for_news(api: Api, olga: Phone) -> None:
    await api.updates()
    waiting = asyncio.ensure_future(api("getUpdates", timeout=20))
    await asyncio.sleep(0.05)
    assert not waiting.done()
    await olga.says("пришло")
    assert texts(await waiting) == ["пришло"]
    assert await api("getUpdates", offset=2**30, timeout=0) == []


async def test_a_second_poller_ends_the_first(api: Api, olga: Phone) -> None:
    await api.updates()
    first = asyncio.ensure_future(api.raw("getUpdates", timeout=20))
    await asyncio.sleep(0.05)
    second = asyncio.ensure_future(api("getUpdates", timeout=20))
    answer = await first
    assert answer["error_code"] == 409
    assert answer["description"] == (
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
    )
    await olga.says("второму")
    assert texts(await second) == ["второму"]


async def test_only_asked_for_kinds_come(api: Api, olga: Phone) -> None:
    written = await olga.says("раз")
    await api.updates(allowed_updates=["edited_message", "no_such_kind"])
    await olga.says("не придёт")
    await olga.edits(written, "два")
    (update,) = await api.updates()
    assert update["edited_message"]["text"] == "два"
    await api.updates(allowed_updates=[])
    await olga.says("придёт")
    assert texts(await api.updates()) == ["придёт"]


async def test_updates_wait_for_a_day(api: Api, olga: Phone, simulator: Simulator) -> None:
    await olga.says("старое")
    simulator.world.clock.advance(24 * 3600 + 1)
    await olga.says("новое")
    assert texts(await api.updates()) == ["новое"]


async def test_any_way_of_calling_is_understood(api: Api, olga: Phone) -> None:
    params = {"chat_id": str(olga.id), "text": "привет"}
    session = api.session
    for call in (
        session.get(f"/bot{api.token}/SENDMESSAGE", params=params),
        session.post(f"/bot{api.token}/sendmessage", data=params),
        session.post(f"/bot{api.token}/sendMessage", params={"chat_id": str(olga.id)}, json={"text": "привет"}),
    ):
        async with call as response:
            assert (await response.json())["result"]["text"] == "привет"


async def test_strangers_and_nonsense(api: Api) -> None:
    async with api.session.post("/bot1:wrong/getMe") as response:
        assert await response.json() == {"ok": False, "error_code": 401, "description": "Unauthorized"}
    answer = await api.raw("makeCoffee")
    assert answer == {"ok": False, "error_code": 404, "description": "Not Found: method not found"}
    headers = {"Content-Type": "application/json"}
    async with api.session.post(f"/bot{api.token}/sendMessage", data="[", headers=headers) as response:
        assert (await response.json())["description"] == "Bad Request: JSON object expected"


async def test_a_webhook_gets_updates_with_its_secret(api: Api, olga: Phone) -> None:
    await api.updates()
    async with receiving() as receiver:
        await api("setWebhook", url=receiver.url, secret_token="s-1")
        for number in range(5):
            await olga.says(str(number))
        assert await receiver.until(5) == ["0", "1", "2", "3", "4"]
        assert set(receiver.headers) == {"s-1"}
        info = await api("getWebhookInfo")
        assert (info["url"], info["max_connections"]) == (receiver.url, 40)
        refusal = await api.refused("getUpdates")
        assert refusal.startswith("Conflict: can't use getUpdates method while webhook is active")
        await api("deleteWebhook")
    await olga.says("снова опросом")
    assert texts(await api.updates()) == ["снова опросом"]


async def test_what_the_webhook_refuses_comes_again(api: Api, olga: Phone, simulator: Simulator) -> None:
    await api.updates()
    async with receiving() as receiver:
        receiver.statuses = [500, 502]
        await api("setWebhook", url=receiver.url)
        await olga.says("важное")
        await olga.says("следующее")
        assert await receiver.until(2) == ["важное", "важное"]
        assert "Wrong response from the webhook: 50" in (await api("getWebhookInfo"))["last_error_message"]
        while len(receiver.texts) < 4:
            simulator.world.clock.advance(2)
            await asyncio.sleep(0.01)
        assert receiver.texts == ["важное", "важное", "важное", "следующее"]
        await api("deleteWebhook")


@pytest.mark.parametrize(
    ("kind", "expected"),
    [("duplicate", ["1", "1", "2"]), ("drop_after", ["1", "1", "2"]), ("reorder", ["2", "1"]), ("slow", ["1", "2"])],
)
async def test_faults_strike_webhooks_too(api: Api, olga: Phone, kind: str, expected: list[str]) -> None:
    await api.updates()
    async with receiving() as receiver:
        await olga.phones.post("/sim/faults", {"on": "webhook", "kind": kind, "times": 1, "seconds": 0.2})
        await api("setWebhook", url=receiver.url)
        await olga.says("1")
        await olga.says("2")
        assert await receiver.until(len(expected)) == expected
        await api("deleteWebhook")


def test_pauses_between_attempts_double_up_to_a_minute() -> None:
    assert [pause_before(attempt) for attempt in range(1, 10)] == [0, 2, 4, 8, 16, 32, 60, 60, 60]


async def test_an_unfetched_update_survives_the_webhook(api: Api, olga: Phone) -> None:
    await api.updates()
    await api("setWebhook", url="http://127.0.0.1:9/nobody")
    await olga.says("не потеряется")
    await asyncio.sleep(0.05)
    await api("deleteWebhook")
    assert texts(await api.updates()) == ["не потеряется"]


async def test_a_webhook_may_answer_with_a_call(api: Api, olga: Phone) -> None:
    await api.updates()
    async with receiving() as receiver:
        receiver.answer = {"method": "sendMessage", "chat_id": olga.id, "text": "ответ в ответе"}
        await api("setWebhook", url=receiver.url)
        await olga.says("?")
        await olga.sees("ответ в ответе")
        await api("deleteWebhook")


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({"url": "http://example.com"}, "bad webhook: An HTTPS URL must be provided for webhook"),
        ({"url": "https://"}, "invalid webhook URL specified"),
        ({"url": "https://a.bc", "secret_token": "я"}, "secret token contains unallowed characters"),
        ({"url": "https://a.bc", "secret_token": "x" * 257}, "secret token is too long"),
    ],
)
async def test_webhooks_that_are_refused(api: Api, params: dict[str, str], words: str) -> None:
    assert await api.refused("setWebhook", **params) == f"Bad Request: {words}"


async def test_pending_updates_can_be_dropped(api: Api, olga: Phone) -> None:
    await olga.says("забудь")
    assert (await api("getWebhookInfo"))["pending_update_count"] == 2
    await api("deleteWebhook", drop_pending_updates=True)
    assert await api("getUpdates") == []


async def test_names_are_absent_rather_than_null(api: Api, max_: Phone) -> None:
    await max_.starts()
    wire = json.dumps(await api("getUpdates"))
    assert "null" not in wire
