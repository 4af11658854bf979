"""Child processes of a benchmark: the simulator and a bot, each on its own core where there are two."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp

TOKEN = "42:BENCH"
BOT = "bench_bot"
LONGEST = 120
"""Seconds to wait for answers."""


class World:
    """The simulator's control API, as far as a benchmark needs it."""

    def __init__(self, session: aiohttp.ClientSession, url: str) -> None:
        self._session = session
        self._known = 0
        self.url = url

    async def post(self, path: str, told: dict[str, Any]) -> Any:
        async with self._session.post(path, json=told) as answer:
            answer.raise_for_status()
            return await answer.json()

    async def get(self, path: str, **query: Any) -> Any:
        async with self._session.get(path, params=query) as answer:
            answer.raise_for_status()
            return await answer.json()

    async def says(self, person: int, text: str) -> Any:
        return await self.post("/sim/act", {"as": person, "do": "send", "chat": int(TOKEN.partition(":")[0]), "text": text})

    async def new_calls(self) -> list[dict[str, Any]]:
        """What bots have asked since this was asked last."""
        calls: list[dict[str, Any]] = await self.get("/sim/calls", after=self._known)
        if calls:
            self._known = calls[-1]["n"]
        return calls

    async def answers(self, count: int) -> list[dict[str, Any]]:
        """The next `count` messages of the bot. Raises TimeoutError when it has died."""
        found: list[dict[str, Any]] = []
        async with asyncio.timeout(LONGEST):
            while len(found) < count:
                found += [call for call in await self.new_calls() if call["method"].lower() == "sendmessage"]
                await asyncio.sleep(0.05)
        return found


@asynccontextmanager
async def simulator(people: int) -> AsyncIterator[World]:
    """With `people` accounts 1000, 1001 … who have started the bot."""
    async with child("simulator", "--port", "0", "--no-limits", output=True) as process:
        assert process.stdout is not None
        url = (await process.stdout.readline()).decode().strip()
        async with aiohttp.ClientSession(url, connector=aiohttp.TCPConnector(limit=200)) as session:
            world = World(session, url)
            await world.post("/sim/bots", {"token": TOKEN, "username": BOT, "name": "Bench"})
            for account in range(1000, 1000 + people):
                await world.post("/sim/people", {"id": account, "first_name": f"Rep {account}", "language_code": "en"})
                await world.post("/sim/act", {"as": account, "do": "start", "bot": BOT})
            yield world


@asynccontextmanager
async def child(module: str, *arguments: str, output: bool = False) -> AsyncIterator[asyncio.subprocess.Process]:
    pipe = asyncio.subprocess.PIPE if output else None
    process = await asyncio.create_subprocess_exec(sys.executable, "-m", module, *arguments, stdout=pipe)
    try:
        yield process
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()
