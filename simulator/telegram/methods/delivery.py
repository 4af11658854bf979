"""How updates reach the bot: long polling, or a webhook."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from simulator.telegram.refusals import Refusal, refused
from simulator.telegram.updates import ALL_KINDS, DEFAULT_KINDS
from simulator.telegram.webhooks import Webhook

if TYPE_CHECKING:
    from collections.abc import Callable

    from simulator.telegram.calls import Call
    from simulator.telegram.model import Shape

_LONGEST_POLL = 50
_SECRET = re.compile(r"[A-Za-z0-9_-]*")
_LOCAL = frozenset({"127.0.0.1", "localhost", "::1"})


async def get_updates(call: Call) -> list[Shape]:
    if call.bot.webhook is not None:
        raise refused(Refusal.WEBHOOK_ACTIVE)
    params, queue = call.params, call.bot.updates
    _take_allowed_updates(call)
    offset = params.integer("offset")
    limit = params.integer("limit", 100, low=1, high=100)
    timeout = params.integer("timeout", low=0, high=_LONGEST_POLL)
    return [update.shape() for update in await queue.poll(offset, limit, timeout)]


def _take_allowed_updates(call: Call) -> None:
    """Absent or broken keeps the former choice; an empty list is the default one; unknown names are passed over."""
    try:
        wanted = call.params.json("allowed_updates", Refusal.NOT_FOUND)
    except Exception:  # noqa: BLE001 - the server, too, passes over what it cannot read here
        return
    if isinstance(wanted, list):
        named = frozenset(kind for kind in ALL_KINDS if kind in wanted)
        call.bot.updates.kinds = named or DEFAULT_KINDS


def set_webhook(call: Call) -> bool:
    params, bot = call.params, call.bot
    url = params.text("url")
    if not url:
        return delete_webhook(call)
    _check_url(url)
    secret = params.text("secret_token")
    if len(secret) > 256:
        raise refused(Refusal.SECRET_TOO_LONG)
    if not _SECRET.fullmatch(secret):
        raise refused(Refusal.SECRET_CHARACTERS)
    if params.flag("drop_pending_updates"):
        bot.updates.forget()
    _take_allowed_updates(call)
    connections = params.integer("max_connections", 40, low=1, high=100)
    call.telegram.webhooks.set(bot, Webhook(url, secret, connections, bool(params.upload("certificate"))))
    return True


def _check_url(url: str) -> None:
    parts = urlsplit(url if "://" in url else f"https://{url}")
    if not parts.hostname or " " in url:
        raise refused(Refusal.WEBHOOK_URL_INVALID)
    if parts.scheme != "https" and parts.hostname not in _LOCAL:
        raise refused(Refusal.WEBHOOK_NOT_HTTPS)


def delete_webhook(call: Call) -> bool:
    if call.params.flag("drop_pending_updates"):
        call.bot.updates.forget()
    call.telegram.webhooks.remove(call.bot)
    return True


def get_webhook_info(call: Call) -> Shape:
    bot = call.bot
    pending = {"pending_update_count": len(bot.updates)}
    chosen = {} if bot.updates.kinds == DEFAULT_KINDS else {"allowed_updates": sorted(bot.updates.kinds)}
    if bot.webhook is None:
        return {"url": "", "has_custom_certificate": False, **pending, **chosen}
    return {**bot.webhook.shape(), **pending, **chosen}


def nothing_to_do(_: Call) -> bool:
    """logOut and close: the simulated server has no other one to move the bot to."""
    return True


METHODS: dict[str, Callable[[Call], Any]] = {
    "getUpdates": get_updates,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
    "logOut": nothing_to_do,
    "close": nothing_to_do,
}
