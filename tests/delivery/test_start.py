"""Starting and ending: what is wrong is said plainly, what is merely away is waited for."""

import asyncio
import os
import signal
import socket
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from pydantic import SecretStr

from bots.build import open_house, run
from bots.conversation.views import dump_shown
from bots.settings import Secrets, Settings
from bots.telegram.polling import TokenRefused
from core.errors import StorageBroken
from core.tasks.delivery import Address, Delivery, Notice, Outgoing, Priority
from simulator.server import Simulator
from tests.phone import Phones
from tests.town import BOT, TOKEN


def settings_for(folder: Path, api: str) -> Settings:
    base = Settings().changed("database", url=f"sqlite:///{folder}/voronka.sqlite3")
    return base.changed("telegram", api=api, polling_seconds=1)


def secrets(token: str = TOKEN) -> Secrets:
    return Secrets(telegram_token=SecretStr(token))


@asynccontextmanager
async def running(settings: Settings, said: list[str]) -> AsyncIterator[None]:
    """The whole bot, ended as a supervisor does."""
    task = asyncio.create_task(run(settings, secrets(), said.append))
    try:
        yield
        os.kill(os.getpid(), signal.SIGTERM)
        async with asyncio.timeout(5):
            await task
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def until_said(said: list[str]) -> str:
    async with asyncio.timeout(10):
        while not said:  # noqa: ASYNC110  # nobody tells
            await asyncio.sleep(0.02)
    return said[0]


async def test_the_first_start_prints_the_link_that_makes_an_administrator(tmp_path: Path) -> None:
    async with await Simulator.start() as simulator, Phones(simulator.url, BOT) as phones:
        await phones.post("/sim/bots", {"token": TOKEN, "username": BOT, "name": "Voronka"})
        said: list[str] = []
        async with running(settings_for(tmp_path, simulator.url), said):
            link = await until_said(said)
            assert f"https://t.me/{BOT}?start=inv_" in link
            anna = await phones.of("Anna", language_code="en")
            await anna.starts(link.partition("start=")[2])
            await anna.sees()
        async with open_house(settings_for(tmp_path, simulator.url)) as house, house.store.reading() as reads:
            assert [person.role for person in await reads.people.all()] == ["administrator"]


@pytest.mark.parametrize("token", ["no token at all", "42:WRONG"])
async def test_a_wrong_token_is_refused_at_once(tmp_path: Path, token: str) -> None:
    async with await Simulator.start() as simulator:
        with pytest.raises(TokenRefused):
            await run(settings_for(tmp_path, simulator.url), secrets(token))


async def test_no_network_is_said_and_waited_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    said: list[str] = []
    async with running(settings_for(tmp_path, f"http://127.0.0.1:{port}"), said):
        log = ""
        async with asyncio.timeout(10):
            while "telegram cannot be reached; trying again" not in log:
                await asyncio.sleep(0.05)
                log += capsys.readouterr().out
        async with await Simulator.start(port=port) as simulator, Phones(simulator.url, BOT) as phones:
            await phones.post("/sim/bots", {"token": TOKEN, "username": BOT, "name": "Voronka"})
            await until_said(said)


async def test_an_answer_cut_off_by_a_crash_comes_with_the_next_start(tmp_path: Path) -> None:
    """On SQLite, where nobody else can be sending it: long before its lease is over."""
    async with await Simulator.start() as simulator, Phones(simulator.url, BOT) as phones:
        await phones.post("/sim/bots", {"token": TOKEN, "username": BOT, "name": "Voronka"})
        clara = await phones.of("Clara", language_code="en")
        await clara.starts()
        settings = settings_for(tmp_path, simulator.url)
        async with open_house(settings) as house, house.store.work("killed") as work:
            answer = Outgoing(
                id=work.new_id(),
                kind="answer",
                priority=Priority.ANSWER,
                due_at=work.now,
                address=Address("telegram", str(clara.id)),
                payload=dump_shown(None, Notice("visitor.hello", {"company": "Acme & Sons"})),
                state=Delivery.SENDING,
            )
            work.post(answer)
        async with running(settings, []):
            await clara.sees("Acme & Sons")


async def test_a_base_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    settings = settings_for(tmp_path, "http://127.0.0.1:9")
    async with open_house(settings):
        pass
    connection = sqlite3.connect(tmp_path / "voronka.sqlite3")
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.commit()
    connection.close()
    with pytest.raises(StorageBroken, match=r"database\.newer"):
        await run(settings, secrets())


@pytest.mark.parametrize("bytes_there", [b"this is no database, whatever its name says " * 200])
async def test_a_base_that_is_none_is_refused(tmp_path: Path, bytes_there: bytes) -> None:
    (tmp_path / "voronka.sqlite3").write_bytes(bytes_there)
    with pytest.raises(StorageBroken, match=r"database\.damaged"):
        await run(settings_for(tmp_path, "http://127.0.0.1:9"), secrets())
    assert (tmp_path / "voronka.sqlite3").read_bytes() == bytes_there
