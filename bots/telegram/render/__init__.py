"""How cards look in Telegram: one module a noun, pure, `match card` closed by assert_never."""

from typing import assert_never

from bots.conversation.cards import Card, DealCard, FunnelCard, Listing, Question
from bots.conversation.shown import Shown
from bots.conversation.texts import Words
from bots.telegram.drawn import Button, Drawn, Rows
from bots.telegram.render import deals, lists
from bots.telegram.render.marks import esc

__all__ = ["render"]


def render(shown: Shown, words: Words) -> Drawn:
    """The whole message: the sentence on top, the card, the undo under it."""
    drawn = render_card(shown.card, words) if shown.card else Drawn(html="")
    marks = "\n".join(f"<i>{esc(words.notice(mark))}</i>" for mark in shown.marks)
    sentence = esc(words.notice(shown.notice)) if shown.notice else ""
    html = "\n\n".join(part for part in (marks, sentence, drawn.html) if part)
    undo: Rows = ((Button(words.say(shown.undo.label), shown.undo),),) if shown.undo else ()
    return Drawn(html=html, rows=drawn.rows + undo, asks_for=drawn.asks_for, asks_with=drawn.asks_with)


def render_card(card: Card, words: Words) -> Drawn:
    match card:
        case DealCard() | FunnelCard():
            return deals.render(card, words)
        case Listing() | Question():
            return lists.render(card, words)
        case _:
            assert_never(card)
