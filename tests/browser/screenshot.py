"""`make screenshot`: the picture in the README, taken of `voronka demo` as a rep has just moved a deal."""

import asyncio
import re
import sys
import tempfile
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from playwright.async_api import Browser, async_playwright, expect

from bots.demo.cast import BOT_TOKEN, PAVEL
from tests.browser.conftest import CHROMIUM, FLAGS
from tests.browser.phone import OpenPhone

PICTURE = Path(__file__).parents[2] / "docs" / "screenshot.png"
SIZE = (1280, 860)
PLAIN = """() => {
    document.body.style.background = "var(--page)";
    document.querySelector(".message-area").style.background = "var(--paper)";
}"""
"""Gradients make a PNG three times as large."""


async def take() -> None:
    async with demo() as url, async_playwright() as driver:
        browser = await driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        await picture(browser, url)
        await browser.close()


@asynccontextmanager
async def demo() -> AsyncIterator[str]:
    """A demo of its own: its address."""
    with tempfile.TemporaryDirectory() as folder:
        command = ("-m", "bots.cli", "demo", "--port", "0", "--folder", folder)
        process = await asyncio.create_subprocess_exec(sys.executable, *command, stdout=PIPE)
        assert process.stdout is not None
        try:
            async for line in process.stdout:
                if found := re.search(rb"http://[\d.:]+\d", line):
                    yield found[0].decode()
                    break
        finally:
            process.terminate()
            await process.communicate()


async def picture(browser: Browser, url: str) -> None:
    pavel = await OpenPhone(browser, url)(PAVEL.id, chat=int(BOT_TOKEN.partition(":")[0]), size=SIZE)
    await pavel.says("hotel lobby")
    await pavel.taps("Hotel lobby facade · Site survey")
    await pavel.taps("Offer sent")
    await pavel.sees_toast("Offer sent")
    await expect(pavel.root.locator(".toast")).to_have_count(0)
    await pavel.page.mouse.move(0, 0)
    await pavel.page.evaluate(PLAIN)
    await pavel.page.screenshot(path=PICTURE)


if __name__ == "__main__":
    asyncio.run(take())
