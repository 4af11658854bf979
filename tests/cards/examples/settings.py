"""Settings and help."""

from bots.conversation.cards import Card, CommandHelp, Help, Menu, OwnSettings
from tests.cards.examples import NAMES, NOTHING
from tests.cards.records import person, team

EDITS = tuple((name, NOTHING) for name in ("language", "time_zone", "day", "name", "email"))

EXAMPLES: list[tuple[str, Card]] = [
    *((f"settings of {name[:8]}", OwnSettings(person=person(name), team=team(name), edits=EDITS)) for name in NAMES),
    ("settings without a team", OwnSettings(person=person("Olga"), team=None, edits=EDITS)),
    ("help", Help(rooms=(("day", ("new", "find")), ("self", ("help",))))),
    ("help on a command", CommandHelp(name="new", words=("новая", NAMES[0]), back=NOTHING)),
    ("help on a plain command", CommandHelp(name="help", words=(), back=NOTHING)),
    ("a menu", Menu(commands=("new", "help"))),
]
