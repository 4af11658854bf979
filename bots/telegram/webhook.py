"""The webhook: Telegram posts updates to us, many at once and not always in order; 200 is said only after the row is committed."""

import asyncio
import hashlib
import hmac
import json
from typing import Any

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramRetryAfter
from aiohttp import web

from bots.conversation.house import House
from bots.telegram.away import AWAY
from bots.telegram.inbox import TelegramInbox
from bots.telegram.polling import WAIT_SECONDS
from core.errors import StorageBroken, StorageBusy

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  # a header's name
LARGEST_UPDATE = 1024 * 1024
"""Bytes; Telegram's own are a few thousand."""

log = structlog.get_logger()


class Webhook:
    def __init__(self, house: House, bot: Bot, kinds: list[str], secret: str | None) -> None:
        self._settings = house.settings.telegram.webhook
        self._bot = bot
        self._kinds = kinds
        self._secret = secret or derived_secret(bot.token)

    async def __call__(self, inbox: TelegramInbox) -> None:
        """Listen, tell Telegram where, and stay until cancelled. The webhook stays set: what comes meanwhile waits at Telegram."""
        runner = web.AppRunner(self._app(inbox), access_log=None, shutdown_timeout=2)
        await runner.setup()
        try:
            await web.TCPSite(runner, self._settings.host, self._settings.port).start()
            log.info("listening for telegram", host=self._settings.host, port=self._settings.port, path=self._settings.path)
            await self._register()
            await asyncio.Event().wait()
        finally:
            await runner.cleanup()

    def _app(self, inbox: TelegramInbox) -> web.Application:
        app = web.Application(client_max_size=LARGEST_UPDATE)

        async def post(request: web.Request) -> web.Response:
            return await self._post(request, inbox)

        app.router.add_post(self._settings.path, post)
        return app

    async def _post(self, request: web.Request, inbox: TelegramInbox) -> web.Response:
        if not hmac.compare_digest(request.headers.get(SECRET_HEADER, "").encode(), self._secret.encode()):
            return web.Response(status=401)
        update = _update_in(await request.read())
        if update is None:
            return web.Response(status=400)
        try:
            await inbox.take([update])
        except (StorageBusy, StorageBroken) as error:
            log.error("an update cannot be written down; telegram will bring it again", error=str(error))  # noqa: TRY400
            return web.Response(status=503)
        return web.Response()

    async def _register(self) -> None:
        while True:
            try:
                await self._bot.set_webhook(
                    self._settings.url + self._settings.path, secret_token=self._secret, allowed_updates=self._kinds
                )
            except (*AWAY, TelegramRetryAfter) as error:
                log.warning("telegram does not answer; the webhook is not set yet", error=str(error))
                await asyncio.sleep(getattr(error, "retry_after", WAIT_SECONDS))
            else:
                return


def derived_secret(token: str) -> str:
    """Known to us and to Telegram alone, and the same after every restart."""
    return hmac.new(token.encode(), b"voronka webhook", hashlib.sha256).hexdigest()


def _update_in(body: bytes) -> dict[str, Any] | None:
    try:
        update = json.loads(body)
    except ValueError:
        return None
    return update if isinstance(update, dict) and isinstance(update.get("update_id"), int) else None
