"""How cards look in Telegram: one module a noun, pure, `match card` closed by assert_never."""

from dataclasses import replace
from typing import assert_never

from bots.conversation.cards import (
    BriefCard,
    Card,
    CommandHelp,
    CompanyCard,
    ContactCard,
    DayCard,
    DealCard,
    FileCard,
    FunnelCard,
    Hello,
    Help,
    InviteCard,
    Listing,
    Menu,
    NoteCard,
    OwnSettings,
    Question,
    Sheet,
    TaskCard,
    TaskList,
    TimelineCard,
)
from bots.conversation.shown import Shown
from bots.conversation.texts import Words
from bots.telegram.drawn import Button, Drawn, Rows
from bots.telegram.render import contacts, deals, invites, joining, lists, notes, settings, sheets, tasks
from bots.telegram.render import help as helping
from bots.telegram.render.marks import esc

__all__ = ["render"]


def render(shown: Shown, words: Words, start: str = "") -> Drawn:
    """The whole message: a sentence, the card, the way back and the undo. `start` begins links into the private chat."""
    drawn = render_card(shown.card, words, start) if shown.card else Drawn(html="")
    marks = "\n".join(f"<i>{esc(words.notice(mark))}</i>" for mark in shown.marks)
    sentence = esc(words.notice(shown.notice)) if shown.notice else ""
    html = "\n\n".join(part for part in (marks, sentence, drawn.html) if part)
    last = tuple(Button(words.say(action.label), action) for action in (shown.back, shown.undo) if action)
    under: Rows = (last,) if last else ()
    return replace(drawn, html=html, rows=drawn.rows + under)


def render_card(card: Card, words: Words, start: str = "") -> Drawn:  # noqa: C901  # one arm a noun
    match card:
        case ContactCard() | CompanyCard():
            drawn = contacts.render(card, words)
        case TimelineCard() | NoteCard() | BriefCard() | FileCard():
            drawn = notes.render(card, words)
        case DealCard() | FunnelCard():
            drawn = deals.render(card, words)
        case Hello():
            drawn = joining.render(card, words)
        case Help() | CommandHelp() | Menu():
            drawn = helping.render(card, words)
        case OwnSettings():
            drawn = settings.render(card, words)
        case Sheet():
            drawn = sheets.render(card, words)
        case InviteCard():
            drawn = invites.render(card, words, start)
        case Listing() | Question():
            drawn = lists.render(card, words)
        case TaskCard() | TaskList() | DayCard():
            drawn = tasks.render(card, words)
        case _:
            assert_never(card)
    return drawn
