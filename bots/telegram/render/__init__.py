"""How cards look in Telegram: one module a noun, pure, `match card` closed by assert_never."""

from dataclasses import replace
from typing import assert_never

from bots.conversation.cards import Card, CommandHelp, DealCard, FunnelCard, Hello, Help, Listing, Menu, OwnSettings, Question
from bots.conversation.shown import Shown
from bots.conversation.texts import Words
from bots.telegram.drawn import Button, Drawn, Rows
from bots.telegram.render import deals, joining, lists, settings
from bots.telegram.render import help as helping
from bots.telegram.render.marks import esc

__all__ = ["render"]


def render(shown: Shown, words: Words, start: str = "") -> Drawn:
    """The whole message: the sentence on top, the card, the undo under it. `start` begins links into the private chat."""
    drawn = render_card(shown.card, words, start) if shown.card else Drawn(html="")
    marks = "\n".join(f"<i>{esc(words.notice(mark))}</i>" for mark in shown.marks)
    sentence = esc(words.notice(shown.notice)) if shown.notice else ""
    html = "\n\n".join(part for part in (marks, sentence, drawn.html) if part)
    undo: Rows = ((Button(words.say(shown.undo.label), shown.undo),),) if shown.undo else ()
    return replace(drawn, html=html, rows=drawn.rows + undo)


def render_card(card: Card, words: Words, start: str = "") -> Drawn:
    match card:
        case DealCard() | FunnelCard():
            return deals.render(card, words)
        case Hello():
            return joining.render(card, words)
        case Help() | CommandHelp() | Menu():
            return helping.render(card, words)
        case OwnSettings():
            return settings.render(card, words)
        case Listing() | Question():
            return lists.render(card, words)
        case _:
            assert_never(card)
