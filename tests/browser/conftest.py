"""The page in headless Chromium. `phone` opens it as a person; `world` is what the person and the bot live in.

    async def test_story(world: World, phone: OpenPhone) -> None:
        olga = await phone(OLGA, chat=BOT_ID)
        await olga.taps("START")
        await world.says("Hello")
        await olga.sees("Hello")
"""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from typing import Protocol

import pytest
from aiohttp import ClientSession
from playwright.async_api import Browser, async_playwright

from simulator.server import Simulator
from tests.browser.phone import Phone, address
from tests.browser.watch import Watch
from tests.browser.world import BOT, OLGA, World

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
WIDE = (1280, 800)
NARROW = (390, 844)


class OpenPhone(Protocol):
    async def __call__(
        self, person: int, chat: int | None = None, *, size: tuple[int, int] = NARROW, language: str = "en-US", dark: bool = False,
        url: str | None = None,
    ) -> Phone: ...  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.parent.name == "browser":
            item.add_marker(pytest.mark.browser)


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("no chromium on this machine (Debian: apt-get install chromium)")
    async with async_playwright() as driver:
        browser = await driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
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
async def phone(browser: Browser, request: pytest.FixtureRequest) -> AsyncIterator[OpenPhone]:
    """Opens the page as a person, each call in a browser of its own; at the end nothing may have gone wrong on any.

    `url` is the address of the page when it is not that of the `world` fixture.
    """
    watches: list[Watch] = []

    async def open_phone(
        person: int, chat: int | None = None, *, size: tuple[int, int] = NARROW, language: str = "en-US", dark: bool = False,
        url: str | None = None,
    ) -> Phone:  # fmt: skip
        narrow = size[0] < 720
        context = await browser.new_context(
            viewport={"width": size[0], "height": size[1]}, has_touch=narrow, is_mobile=narrow, locale=language,
            timezone_id="Europe/Moscow", color_scheme="dark" if dark else "light", permissions=["clipboard-read", "clipboard-write"],
        )  # fmt: skip
        context.set_default_timeout(10_000)
        watch = Watch()
        watch.over(context)
        watches.append(watch)
        page = await context.new_page()
        route: dict[str, int | str] = {"as": person} if chat is None else {"as": person, "chat": chat}
        await page.goto(address(url or request.getfixturevalue("world").url, route))
        return Phone(page, watch)

    yield open_phone
    assert not [wrong for watch in watches for wrong in watch.found()]
