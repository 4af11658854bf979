"""Lists and questions in Telegram."""

from collections.abc import Iterable
from typing import assert_never

from bots.conversation.cards.lists import Item, Listing
from bots.conversation.cards.questions import Option, Question
from bots.conversation.texts import Words
from bots.telegram.drawn import Button, Drawn, Rows
from bots.telegram.render.marks import bold, buttons, esc, short

SHORT = 18


def render(card: Listing | Question, words: Words) -> Drawn:
    match card:
        case Listing():
            return _listing(card, words)
        case Question():
            return _question(card, words)
        case _:
            assert_never(card)


def _listing(card: Listing, words: Words) -> Drawn:
    items = tuple((Button(short(_line(item, words)), item.opens),) for item in card.items.items)
    turns = tuple(Button(sign, action) for sign, action in (("‹", card.before), ("›", card.after)) if action)
    back = ((Button(words.say("action.back"), card.back),),) if card.back else ()
    html = bold(words.notice(card.title)) if items else f"{bold(words.notice(card.title))}\n{esc(words.say('list.empty'))}"
    return Drawn(html=html, rows=items + ((turns,) if turns else ()) + buttons(words, card.offers) + back)


def _line(item: Item, words: Words) -> str:
    name = item.name if isinstance(item.name, str) else words.notice(item.name)
    return f"{name} · {words.notice(item.detail)}" if item.detail else name


def _question(card: Question, words: Words) -> Drawn:
    rows = options(card.options, words)
    back = ((Button(words.say("action.back"), card.back),),) if card.back else ()
    asks_with = words.say(f"share.{card.accepts}") if card.accepts else ""
    return Drawn(
        html=esc(words.notice(card.text)),
        rows=rows + buttons(words, card.offers) + back,
        asks_for=card.accepts,
        asks_with=asks_with,
    )


def options(given: Iterable[Option], words: Words) -> Rows:
    """Two in a row where all are short enough for it."""
    made = [_option(option, words) for option in given]
    width = 2 if all(len(button.text) <= SHORT for button in made) else 1
    return tuple(tuple(made[start : start + width]) for start in range(0, len(made), width))


def packed(given: Iterable[Option], words: Words) -> Rows:
    """Short neighbours share a row, a long one has its own."""
    rows: list[tuple[Button, ...]] = []
    for button in (_option(option, words) for option in given):
        if rows and len(rows[-1]) == 1 and max(len(rows[-1][0].text), len(button.text)) <= SHORT:
            rows[-1] += (button,)
        else:
            rows.append((button,))
    return tuple(rows)


def _option(option: Option, words: Words) -> Button:
    label = option.label if isinstance(option.label, str) else words.notice(option.label)
    return Button(short(label), option.action)
