"""What a colleague meets first, in Telegram."""

from bots.conversation.cards.joining import Hello
from bots.conversation.texts import Words
from bots.telegram.drawn import Drawn
from bots.telegram.render.lists import options
from bots.telegram.render.marks import bold, code, esc, lines


def render(card: Hello, words: Words) -> Drawn:
    html = lines(
        bold(words.say("hello.title", name=card.person.name)),
        esc(words.say("hello.try")),
        code(words.notice(card.example)),
    )
    return Drawn(html=html, rows=options(card.options, words))
