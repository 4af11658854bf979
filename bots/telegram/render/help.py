"""The help in Telegram: a command's name starts it, an example is copied with a tap."""

from typing import assert_never

from bots.conversation.cards.help import CommandHelp, Help, Menu
from bots.conversation.texts import Words
from bots.telegram.drawn import Button, Drawn
from bots.telegram.render.marks import bold, code, esc, lines


def render(card: Help | CommandHelp | Menu, words: Words) -> Drawn:
    match card:
        case Help():
            return _all(card, words)
        case CommandHelp():
            return _one(card, words)
        case Menu():
            return _menu(card, words)
        case _:
            assert_never(card)


def _all(card: Help, words: Words) -> Drawn:
    rooms = [
        lines(bold(words.say(f"help.{room}")), *(f"/{name} — {esc(words.say(f'command.{name}'))}" for name in names))
        for room, names in card.rooms
    ]
    return Drawn(html="\n\n".join((*rooms, esc(words.say("help.words")))))


def _one(card: CommandHelp, words: Words) -> Drawn:
    key = f"command.{card.name}"
    own = [word for word in card.words if word.isascii() == (words.language == "en")]
    examples = words.say(f"{key}.examples").split("\n") if words.has(f"{key}.examples") else []
    html = lines(
        f"{bold('/' + card.name)} — {esc(words.say(key))}",
        esc(words.say(f"{key}.help")) if words.has(f"{key}.help") else None,
        *(code(example) for example in examples),
        esc(words.say("help.instead", words=", ".join(own))) if own else None,
    )
    return Drawn(html=html, rows=((Button(words.say("action.back"), card.back),),))


def _menu(card: Menu, words: Words) -> Drawn:
    menu = tuple((name, words.say(f"command.{name}")) for name in card.commands)
    return Drawn(html="\n".join(f"/{name} — {esc(line)}" for name, line in menu), menu=menu)
