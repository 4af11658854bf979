"""Invite links: t.me/<bot>?start=inv_…; the bot's name is asked once and kept beside the files."""

import asyncio
import json
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from bots.settings import load_secrets

if TYPE_CHECKING:
    from bots.settings import Settings

KEPT = "telegram.json"


def print_link(settings: "Settings", code: str, what: str) -> None:
    """To stdout the link alone, so that it can be piped; the words around it to stderr."""
    payload = f"inv_{code}"
    name = bot_name(settings)
    typer.echo(f"{what}, good for {settings.limits.invite_hours} hours and one person:", err=True)
    if name:
        typer.echo(f"https://t.me/{name}?start={payload}")
    else:
        typer.echo(payload)
        typer.echo(
            "The bot's name is not known here (set VORONKA_TELEGRAM_TOKEN): the link is t.me/<bot>?start= and this.", err=True
        )


def bot_name(settings: "Settings") -> str | None:
    """The username of the token's bot, without @; without a token the one last seen."""
    kept = Path(settings.files.folder).parent / KEPT
    token = load_secrets().telegram_token
    if token is None:
        return _kept(kept, None)
    number = token.get_secret_value().partition(":")[0]
    return _kept(kept, number) or _asked(settings, token.get_secret_value(), kept)


def _asked(settings: "Settings", token: str, kept: Path) -> str | None:
    from bots.telegram_api import TelegramRefused, Unreachable, ask

    try:
        answer = asyncio.run(ask(settings.telegram.api, token, "getMe"))
    except (TelegramRefused, Unreachable):
        return None
    name = str(answer.result["username"])
    with suppress(OSError):
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text(json.dumps({"id": str(answer.result["id"]), "username": name}), encoding="utf-8")
    return name


def _kept(kept: Path, number: str | None) -> str | None:
    with suppress(OSError, ValueError, KeyError, TypeError):
        told = json.loads(kept.read_text(encoding="utf-8"))
        if number is None or told["id"] == number:
            return str(told["username"])
    return None
