"""What one can do here."""

from dataclasses import dataclass

from bots.conversation.actions import Action


@dataclass(frozen=True, slots=True, kw_only=True)
class Help:
    """The commands a person has, by what they are for; each is worded by texts `command.<name>` and, where there is more to
    say, `command.<name>.help`."""

    rooms: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandHelp:
    """`words` are what one may write instead of /name."""

    name: str
    words: tuple[str, ...]
    back: Action


@dataclass(frozen=True, slots=True, kw_only=True)
class Menu:
    """What the messenger's own menu of commands offers a person; empty for who is no colleague any more."""

    commands: tuple[str, ...]
