"""Secrets come from the environment and nowhere else; they are never printed."""

import os
import re
from collections.abc import Mapping

from pydantic import BaseModel, ConfigDict, SecretStr

TELEGRAM_TOKEN = "VORONKA_TELEGRAM_TOKEN"  # noqa: S105  # a variable's name
TELEGRAM_WEBHOOK_SECRET = "VORONKA_TELEGRAM_WEBHOOK_SECRET"  # noqa: S105  # a variable's name
DATABASE_URL = "VORONKA_DATABASE_URL"

TOKEN = re.compile(r"(?<!\d)\d{5,12}:[A-Za-z0-9_-]{30,}")
"""What a Telegram bot token looks like: the bot's id, a colon, 35 letters."""

URL_PASSWORD = re.compile(r"(://[^/@\s:]*):[^/\s]*@")


class Secrets(BaseModel):
    """None where the environment does not hold it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    telegram_token: SecretStr | None = None
    telegram_webhook_secret: SecretStr | None = None


def load_secrets(environ: Mapping[str, str] = os.environ) -> Secrets:
    return Secrets(
        telegram_token=_secret(environ, TELEGRAM_TOKEN), telegram_webhook_secret=_secret(environ, TELEGRAM_WEBHOOK_SECRET)
    )


def mask(text: str) -> str:
    """The text without bot tokens and passwords in URLs: "bot123456:***"."""
    return URL_PASSWORD.sub(r"\1:***@", TOKEN.sub(lambda found: found.group().partition(":")[0] + ":***", text))


def _secret(environ: Mapping[str, str], name: str) -> SecretStr | None:
    value = environ.get(name, "").strip()
    return SecretStr(value) if value else None
