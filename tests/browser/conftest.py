"""The page in headless Chromium: `phone` opens it as a person, `world` is what the person and a scripted bot live in.

A story reads: `olga = await phone(OLGA, chat=BOT_ID)`, `await olga.says("hi")`, `await world.says("Hello")`,
`await olga.sees("Hello")`, `await olga.taps("Save")`. One with a bot of its own overrides the fixture `page_url`.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import AsyncIterator, Iterator
from threading import Thread

import pytest
from aiohttp import ClientSession
from playwright.async_api import Browser, async_playwright, expect

from simulator.server import Simulator
from tests.browser.phone import OpenPhone
from tests.browser.world import BOT, OLGA, World

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip

expect.set_options(timeout=15_000)  # milliseconds: a busy machine is no failure


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.parent.name == "browser":
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """One Chromium for all tests of this process, as the address of its debugging socket."""
    if CHROMIUM is None:
        pytest.skip("no chromium on this machine (Debian: apt-get install chromium)")
    profile = tmp_path_factory.mktemp("chromium")
    command = [CHROMIUM, *FLAGS, "--remote-debugging-port=0", f"--user-data-dir={profile}"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        address = next(
            (found[1] for line in process.stderr if (found := re.match(r"DevTools listening on (ws://\S+)", line))), None
        )
        assert address, "chromium went away before it listened"
        reader = Thread(target=process.stderr.read)  # a full pipe would stop it
        reader.start()
        yield address
        process.terminate()
        reader.join()


@pytest.fixture
async def browser(chromium: str) -> AsyncIterator[Browser]:
    async with async_playwright() as driver:
        browser = await driver.chromium.connect_over_cdp(chromium)
        yield browser
        await browser.close()


@pytest.fixture
async def world() -> AsyncIterator[World]:
    """A simulator with a few people and a bot that Olga has started."""
    async with await Simulator.start() as simulator, ClientSession() as session:
        world = World(simulator.url, session)
        await world.settle()
        await world.act(OLGA, "start", bot=BOT)
        await world.next("message")
        yield world


@pytest.fixture
def page_url(world: World) -> str:
    """Where the page is. A story with a world of its own overrides this."""
    return world.url


@pytest.fixture
async def phone(browser: Browser, page_url: str) -> AsyncIterator[OpenPhone]:
    """Opens the page as a person, each call in a browser of its own; at the end nothing may have gone wrong on any."""
    opening = OpenPhone(browser, page_url)
    yield opening
    assert opening.wrongs() == []
