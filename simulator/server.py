"""One server on 127.0.0.1 for everything: the messengers' protocols, the control API and the page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Self

from aiohttp import web

from simulator.control import Control, say_what_is_wrong
from simulator.telegram.api import BotApi
from simulator.telegram.network import Telegram
from simulator.world import World

if TYPE_CHECKING:
    from simulator.telegram.limits import Rates

HOST = "127.0.0.1"
PAGE = Path(__file__).parent / "page"
_LARGEST_REQUEST = 64 * 1024 * 1024


class Simulator:
    """`async with await Simulator.start() as simulator:` or `stop()` at the end. `url` has no slash at its end."""

    def __init__(self, rates: Rates | None = None) -> None:
        self.world = World()
        self.telegram = Telegram(self.world)
        self.telegram.budgets.rates = rates
        self.api = BotApi(self.telegram)
        self.url = ""
        self._runner = web.AppRunner(self._app(), access_log=None, shutdown_timeout=0.01)

    @classmethod
    async def start(cls, port: int = 0, rates: Rates | None = None) -> Self:
        """Listen on `port`, or on a free one. Without `rates` no bot is ever told to slow down."""
        simulator = cls(rates)
        await simulator._runner.setup()
        site = web.TCPSite(simulator._runner, HOST, port)
        await site.start()
        simulator.url = f"http://{HOST}:{simulator._runner.addresses[0][1]}"
        return simulator

    async def stop(self) -> None:
        self.world.clock.close()
        await self.telegram.webhooks.close()
        await self._runner.cleanup()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    def _app(self) -> web.Application:
        app = web.Application(client_max_size=_LARGEST_REQUEST, middlewares=[say_what_is_wrong])
        app.router.add_route("*", "/bot{token}/{method}", self.api.handle)
        app.router.add_route("*", "/bot{token}/test/{method}", self.api.handle)
        app.router.add_get("/file/bot{token}/{path:.+}", self.api.download)
        app.add_routes(Control(self.telegram, self.api).routes())
        app.router.add_get("/", _page)
        app.router.add_static("/page", PAGE)
        return app


async def _page(_: web.Request) -> web.FileResponse:
    return web.FileResponse(PAGE / "index.html")
