from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest

from simulator.server import Simulator
from tests.phone import Phone, Phones
from tests.protocols.telegram.validate import Witness

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

TOKEN = "4200:voronka"
BOT = "voronka_bot"


@dataclass
class Api:
    """The Bot API without a client library: what comes back is the JSON of the wire."""

    session: aiohttp.ClientSession
    token: str = TOKEN

    async def __call__(self, method: str, **params: Any) -> Any:
        """The result; a refusal is an error of the test."""
        answer = await self.raw(method, **params)
        assert answer["ok"], answer
        return answer["result"]

    async def refused(self, method: str, **params: Any) -> str:
        answer = await self.raw(method, **params)
        assert not answer["ok"], answer
        return str(answer["description"])

    async def raw(self, method: str, **params: Any) -> dict[str, Any]:
        async with self.session.post(f"/bot{self.token}/{method}", json=params) as response:
            answer: dict[str, Any] = await response.json()
            assert response.status == answer.get("error_code", 200)
            return answer

    async def form(self, method: str, files: dict[str, tuple[str, bytes]], **params: str) -> dict[str, Any]:
        form = aiohttp.FormData()
        for name, value in params.items():
            form.add_field(name, value)
        for name, (filename, data) in files.items():
            form.add_field(name, BytesIO(data), filename=filename)
        async with self.session.post(f"/bot{self.token}/{method}", data=form) as response:
            answer: dict[str, Any] = await response.json()
            return answer

    async def updates(self, **params: Any) -> list[dict[str, Any]]:
        """All that waits, confirmed."""
        found: list[dict[str, Any]] = await self("getUpdates", **params)
        if found:
            await self("getUpdates", offset=found[-1]["update_id"] + 1, limit=1)
        return found


@pytest.fixture
async def simulator() -> AsyncIterator[Simulator]:
    async with await Simulator.start() as running:
        witness = Witness(running)
        running.telegram.add_bot(TOKEN, BOT, "Voronka")
        yield running
    assert not witness.complaints


@pytest.fixture
async def session(simulator: Simulator) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(simulator.url) as opened:
        yield opened


@pytest.fixture
def api(session: aiohttp.ClientSession) -> Api:
    return Api(session)


async def _at_once() -> None:
    """The tests here are the bot: what they did not send is not on its way."""


@pytest.fixture
async def phones(simulator: Simulator) -> AsyncIterator[Phones]:
    async with Phones(simulator.url, BOT, quiet=_at_once) as opened:
        yield opened


@pytest.fixture
async def olga(phones: Phones) -> Phone:
    """She has started the bot."""
    phone = await phones.of("Ольга", last_name="Смирнова", username="olga_s", language_code="ru", phone="+79161234567")
    await phone.starts()
    return phone


@pytest.fixture
async def max_(phones: Phones) -> Phone:
    """He has never written to the bot."""
    return await phones.of("Max", language_code="en")
