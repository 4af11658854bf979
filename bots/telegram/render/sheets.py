"""Administrators' sheets in Telegram."""

from bots.conversation.cards.sheets import Sheet
from bots.conversation.texts import Words
from bots.telegram.drawn import Button, Drawn
from bots.telegram.render.lists import packed
from bots.telegram.render.marks import bold, esc, lines


def render(card: Sheet, words: Words) -> Drawn:
    html = lines(bold(words.notice(card.title)), *(esc(words.notice(fact)) for fact in card.facts))
    back = ((Button(words.say("action.back"), card.back),),) if card.back else ()
    return Drawn(html=html, rows=packed(card.options, words) + back)
