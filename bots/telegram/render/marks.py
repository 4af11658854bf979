"""The few marks that cards are drawn with. All escaping of Telegram's HTML happens here and in the renderers."""

import html
from collections.abc import Iterable

from bots.conversation.actions import Action
from bots.conversation.texts import Words
from bots.telegram.drawn import Button

BUTTON_LIMIT = 40


def esc(text: str) -> str:
    return html.escape(text, quote=False)


def bold(text: str) -> str:
    return f"<b>{esc(text)}</b>"


def code(text: str) -> str:
    """A tap copies it."""
    return f"<code>{esc(text)}</code>"


def short(text: str, limit: int = BUTTON_LIMIT) -> str:
    """For a button: one line, cut with an ellipsis."""
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def lines(*parts: str | None) -> str:
    return "\n".join(part for part in parts if part)


def buttons(words: Words, offers: Iterable[Action], width: int = 2) -> tuple[tuple[Button, ...], ...]:
    """Offers in rows of `width`, each under its usual label."""
    row = [Button(words.say(offer.label), offer) for offer in offers]
    return tuple(tuple(row[start : start + width]) for start in range(0, len(row), width))
