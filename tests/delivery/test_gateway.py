"""A gateway between us and Telegram that answers with a page of its own: nothing of it stops the bot."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from aiohttp import ClientSession, web

from bots.telegram.app import TelegramApp
from tests.delivery.office import Office, open_office, until
from tests.town import TOKEN

PAGE = "<html><body><h1>502 Bad Gateway</h1></body></html>"


@dataclass
class Gateway:
    """Passes calls on, but for so many of a method, which it answers itself."""

    behind: str
    broken: dict[str, int] = field(default_factory=dict)
    url: str = ""

    async def answer(self, request: web.Request) -> web.Response:
        method = request.path.rpartition("/")[2].lower()
        if self.broken.get(method, 0) > 0:
            self.broken[method] -= 1
            return web.Response(status=502, text=PAGE, content_type="text/html")
        async with ClientSession() as session, session.post(self.behind + request.path, data=await request.post()) as answer:
            return web.Response(status=answer.status, body=await answer.read(), content_type="application/json")


@asynccontextmanager
async def before(office: Office) -> AsyncIterator[Gateway]:
    gateway = Gateway(office.simulator.url)
    app = web.Application()
    app.router.add_post("/{path:.*}", gateway.answer)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    gateway.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield gateway
    finally:
        await runner.cleanup()


@pytest.mark.parametrize("method", ["getme", "getupdates", "deletewebhook"])
async def test_a_page_in_place_of_an_answer_is_waited_out(tmp_path: Path, method: str) -> None:
    async with open_office(tmp_path, people=("olga",)) as office, before(office) as gateway:
        office.app.stop()
        house = office.house
        house.settings = house.settings.changed("telegram", api=gateway.url)
        app = TelegramApp(house, TOKEN)
        gateway.broken[method] = 1
        running = office.group.create_task(app.run())
        if method == "getupdates":
            await until(lambda: not gateway.broken[method])
        seen = len(office.olga.messages())
        await office.olga.says("/help")
        await until(lambda: len(office.olga.messages()) > seen + 1 and not gateway.broken[method])
        assert not running.done()
        running.cancel()
        await app.close()
