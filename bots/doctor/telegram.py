"""The token, how messages come in, and the clock, as Telegram sees them."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

from bots.doctor.finding import Finding, fail, ok, warn
from bots.settings import Secrets, Settings
from bots.telegram_api import Answer, TelegramRefused, Unreachable, ask

SKEW = timedelta(seconds=5)
BAD_SKEW = timedelta(minutes=2)
BACKLOG = 100


async def check(settings: Settings, secrets: Secrets) -> AsyncIterator[Finding]:
    if secrets.telegram_token is None:
        yield warn(
            "telegram token",
            "VORONKA_TELEGRAM_TOKEN is not set, so only voronka demo can run",
            "Write /newbot to @BotFather, copy the token and set the variable.",
        )
        return
    token, api = secrets.telegram_token.get_secret_value(), settings.telegram.api
    try:
        me = await ask(api, token, "getMe")
        hook = await ask(api, token, "getWebhookInfo")
    except Unreachable as error:
        yield fail("telegram", f"{api} does not answer: {error}", "Check the network, a proxy or firewall, and telegram.api.")
    except TelegramRefused as error:
        yield _refused(error)
    else:
        yield ok("telegram token", f"is that of @{me.result['username']}")
        yield _inline(me.result)
        yield _incoming(settings, hook.result)
        yield _clock(me)


def _refused(error: TelegramRefused) -> Finding:
    if error.code in {401, 404}:
        return fail("telegram token", f"Telegram does not know it ({error})", "Copy it again from @BotFather: /mybots, API Token.")
    return fail("telegram", f"Telegram refused: {error}", "Try again later.")


def _inline(me: dict[str, Any]) -> Finding:
    """The one thing that a bot cannot switch on by itself."""
    what = "telegram inline mode"
    if me.get("supports_inline_queries"):
        return ok(what, f"finds cards in any chat: @{me['username']} and a few letters")
    mend = "Write /setinline to @BotFather, choose the bot, and send the words to stand in the empty field, such as: Name or phone"
    return warn(what, "is off, so cards cannot be looked up in other chats", mend)


def _incoming(settings: Settings, hook: dict[str, Any]) -> Finding:
    what, url = "telegram updates", hook.get("url", "")
    waiting = hook.get("pending_update_count", 0)
    if settings.telegram.mode == "polling":
        if url:
            return warn(what, f"a webhook is set ({url}) while telegram.mode is polling", "Starting voronka run takes it away.")
    else:
        wanted = settings.telegram.webhook.url + settings.telegram.webhook.path
        if url != wanted:
            return warn(what, f"the webhook is {url or 'not set'}, not {wanted}", "Starting voronka run sets it.")
        if hook.get("last_error_message"):
            return warn(
                what, f"the last call failed: {hook['last_error_message']}", "Check the proxy and certificate before Voronka."
            )
    if waiting > BACKLOG:
        return warn(what, f"{waiting} messages wait to be fetched", "Start voronka run; if it runs, look into its log.")
    return ok(what, f"come by {settings.telegram.mode}, {waiting} waiting")


def _clock(answer: Answer) -> Finding:
    if answer.ahead is None:
        return warn("clock", "the API says no time to compare with", "Keep the clock by NTP.")
    away = abs(answer.ahead)
    if away <= SKEW:
        return ok("clock", "agrees with Telegram's")
    way = "ahead of" if answer.ahead > timedelta(0) else "behind"
    say = fail if away > BAD_SKEW else warn
    return say(
        "clock", f"is {away.total_seconds():.0f} s {way} Telegram's", "Reminders ring by it. Turn on NTP: timedatectl set-ntp true"
    )
