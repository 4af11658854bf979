"""The simulated messenger: a child process, and its control API (simulator/README.md) as the demo needs it."""

import asyncio
import contextlib
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

import aiohttp

from bots.trouble import Trouble

START_SECONDS = 30
STOP_SECONDS = 5


class SimulatorEnded(Trouble):
    def __init__(self, code: int | None) -> None:
        super().__init__(f"The simulator ended with code {code}; what it said stands above.")


class Simulated:
    """The running simulator. `url` has no slash at its end."""

    def __init__(self, url: str, session: aiohttp.ClientSession, process: asyncio.subprocess.Process) -> None:
        self.url = url
        self._session = session
        self._process = process

    async def ended(self) -> None:
        """Waits until the process is gone, which it is not meant to be. Raises SimulatorEnded."""
        raise SimulatorEnded(await self._process.wait())

    async def add_person(self, about: Mapping[str, Any]) -> None:
        await self._post("/sim/people", about)

    async def add_bot(self, token: str, username: str, name: str) -> None:
        await self._post("/sim/bots", {"token": token, "username": username, "name": name})

    async def act(self, person_id: int, verb: str, **told: Any) -> None:
        await self._post("/sim/act", {"as": person_id, "do": verb, **told})

    async def _post(self, path: str, told: Mapping[str, Any]) -> None:
        async with self._session.post(self.url + path, json=told) as answer:
            if answer.status != 200:
                raise RuntimeError(f"the simulator refused {path}: {await answer.text()}")


@asynccontextmanager
async def simulator(port: int) -> AsyncIterator[Simulated]:
    """Started, and stopped at the end whatever happens. Raises SimulatorEnded."""
    # In a session of its own: Ctrl-C reaches us alone, and the bot can say goodbye before its messenger is gone.
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "simulator", "--port", str(port), stdout=asyncio.subprocess.PIPE, start_new_session=True
    )
    try:
        url = await _address(process)
        async with aiohttp.ClientSession() as session:
            yield Simulated(url, session, process)
    finally:
        await asyncio.shield(_stop(process))


async def _address(process: asyncio.subprocess.Process) -> str:
    """The first line it prints, once it listens."""
    assert process.stdout is not None
    try:
        line = await asyncio.wait_for(process.stdout.readline(), START_SECONDS)
    except TimeoutError as error:
        raise SimulatorEnded(process.returncode) from error
    if not line:
        raise SimulatorEnded(await process.wait())
    return line.decode().strip()


async def _stop(process: asyncio.subprocess.Process) -> None:
    if process.returncode is not None:
        return
    with contextlib.suppress(ProcessLookupError):
        process.terminate()
    try:
        await asyncio.wait_for(process.wait(), STOP_SECONDS)
    except TimeoutError:
        process.kill()
        await process.wait()
