"""One question to the Bot API without aiogram, whose import takes seconds: for the command line."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

import aiohttp

from bots.clock import SystemClock

SECONDS = 10


class Unreachable(Exception):
    """No answer of the Bot API's kind came back."""


class TelegramRefused(Exception):
    """It answered no, in its own words; `code` is its error code."""

    def __init__(self, code: int, words: str) -> None:
        super().__init__(words)
        self.code = code


@dataclass(frozen=True, slots=True)
class Answer:
    """`ahead` is how far this machine's clock is ahead of the server's, as far as the answer tells (whole seconds)."""

    result: Any
    ahead: timedelta | None


async def ask(api: str, token: str, method: str) -> Answer:
    """Raises Unreachable, TelegramRefused; neither holds the token."""
    timeout = aiohttp.ClientTimeout(total=SECONDS)
    try:
        async with aiohttp.ClientSession(timeout=timeout) as session, session.post(f"{api}/bot{token}/{method}") as response:
            told = await response.json(content_type=None)
            now = SystemClock().now()
    except TimeoutError:
        raise Unreachable(f"no answer within {SECONDS} seconds") from None
    except aiohttp.ClientConnectorError as error:
        raise Unreachable(str(error.os_error)) from None
    except (aiohttp.ClientError, ValueError) as error:
        raise Unreachable(type(error).__name__) from None
    if not isinstance(told, dict) or "ok" not in told:
        raise Unreachable("what answers is no Bot API")
    if not told["ok"]:
        raise TelegramRefused(told.get("error_code", 0), told.get("description", ""))
    return Answer(told["result"], _ahead(now, response.headers.get("Date")))


def _ahead(now: datetime, date: str | None) -> timedelta | None:
    try:
        return now - parsedate_to_datetime(date) if date else None
    except (ValueError, TypeError):
        return None
