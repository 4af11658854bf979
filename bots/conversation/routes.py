"""Our own tables: which flow answers an action, a command, a kind of message. Frameworks scan, tables do not."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from bots.conversation.actions import Action
from bots.conversation.said import Said
from bots.conversation.talk import Flow, Route
from core.crm.access import Actor, Right

F = TypeVar("F", bound=Flow)


@dataclass(frozen=True, slots=True)
class Command:
    """`name` is Latin (the messengers' menus), `words` are what one may write instead, in any language. Who lacks the right
    `needs` does not have the command."""

    name: str
    words: tuple[str, ...]
    needs: Right | None
    route: Route

    def open_to(self, actor: Actor) -> bool:
        return self.needs is None or actor.may(self.needs)


actions: dict[type[Action], Route] = {}
commands: dict[str, Command] = {}
kinds: dict[type[Said], Route] = {}
replies: dict[type[Said], Route] = {}
_words: dict[str, Command] = {}


def does(action: type[Action]) -> Callable[[F], F]:
    """The flow changes something: (talk, work, action) -> reply."""
    return _register_action(action, writes=True)


def shows(action: type[Action]) -> Callable[[F], F]:
    """The flow only reads: (talk, reads, action) -> reply."""
    return _register_action(action, writes=False)


def command(name: str, *words: str, needs: Right | None = None, writes: bool = False) -> Callable[[F], F]:
    """(talk, reads or work, rest of the line) -> reply."""

    def register(flow: F) -> F:
        made = Command(name, words, needs, Route(flow, writes))
        commands[name] = made
        for word in (name, *words):
            if word in _words:
                raise ValueError(f"{word!r} is taken by /{_words[word].name}")
            _words[word] = made
        return flow

    return register


def takes(kind: type[Said], *, writes: bool = True, reply: bool = False) -> Callable[[F], F]:
    """(talk, work or reads, what was said) -> reply, for what is neither a command nor a tap. `reply`: said in reply to one of
    our messages; without a flow of its own such a message is taken like any other."""

    def register(flow: F) -> F:
        (replies if reply else kinds)[kind] = Route(flow, writes)
        return flow

    return register


def find_command(text: str) -> tuple[Command, str] | None:
    """«/find@bot Иван» and «найти Иван» -> (find, "Иван"). A bare word is a command only as the first word of the line."""
    first, _, rest = text.strip().partition(" ")
    slashed = first.startswith("/")
    word = first.removeprefix("/").partition("@")[0].lower().replace("ё", "е")
    found = _words.get(word)
    if found is None or (slashed and word != found.name and not word.isascii()):
        return None
    return found, rest.strip()


def _register_action(action: type[Action], *, writes: bool) -> Callable[[F], F]:
    def register(flow: F) -> F:
        if action in actions:
            raise ValueError(f"{action.__name__} has a flow")
        actions[action] = Route(flow, writes)
        return flow

    return register
