"""A shared card in Telegram: an inline result, and the message it becomes."""

from bots.conversation.cards.shared import SharedCard
from bots.telegram.render.marks import bold, esc, lines, short

TITLE_LETTERS = 100


def title(card: SharedCard) -> str:
    return short(card.card.label, TITLE_LETTERS)


def description(card: SharedCard) -> str:
    return short(" · ".join(part for part in (card.detail, card.owner) if part), TITLE_LETTERS)


def message(card: SharedCard) -> str:
    mark, _, _name = card.card.label.partition(" ")
    return lines(f"{mark} {bold(card.card.name)}", esc(card.detail) or None, f"🙋 {esc(card.owner)}" if card.owner else None)
