"""The help: the table of commands, as far as they are the reader's, in words."""

from collections.abc import Iterator

from bots.conversation.actions.help import ShowHelp
from bots.conversation.builders import Viewer, builds
from bots.conversation.cards import Card, CommandHelp, Help, Menu
from bots.conversation.routes import Command, command, commands, shows
from bots.conversation.talk import Talk
from bots.conversation.views import Reply, View, dump_shown
from core.crm.access import Actor
from core.crm.people import Person
from core.errors import Refusal
from core.ports import Reads, Work
from core.tasks.delivery import Outgoing, Priority

ROOMS = (
    ("day", ("new", "find", "deals", "today", "tasks", "remind")),
    ("cards", ("deal", "contact", "company", "note", "undo", "cancel")),
    ("company", ("team", "invite", "pipelines", "admin")),
    ("self", ("settings", "help")),
)
"""The order of the help and of the menu: what a day needs most comes first. Commands not named here come last."""


@command("help", "помощь", "справка", "помоги")
async def help_command(talk: Talk, _reads: Reads, rest: str) -> Reply:
    name = rest.removeprefix("/").lower()
    if name and not any(known.name == name or name in known.words for known in commands_of(talk.actor)):
        raise Refusal("command.unknown")
    return Reply(view=View("help", query=name))


@shows(ShowHelp)
async def show_help(_talk: Talk, _reads: Reads, action: ShowHelp) -> Reply:
    return Reply(view=View("help", query=action.command or ""))


@builds("help")
async def help_card(_reads: Reads, viewer: Viewer, view: View) -> Card:
    own = list(commands_of(viewer.actor))
    asked = next((known for known in own if view.query and view.query in (known.name, *known.words)), None)
    if asked is not None:
        return CommandHelp(name=asked.name, words=asked.words, back=ShowHelp())
    names = [known.name for known in own]
    rooms = [(room, tuple(name for name in listed if name in names)) for room, listed in ROOMS]
    return Help(rooms=tuple((room, listed) for room, listed in rooms if listed))


def commands_of(actor: Actor) -> Iterator[Command]:
    """In the order of the help."""
    order = [name for _room, listed in ROOMS for name in listed]
    for name in sorted(commands, key=lambda name: order.index(name) if name in order else len(order)):
        if commands[name].open_to(actor):
            yield commands[name]


def renew_menu(work: Work, person: Person) -> None:
    """After a change of language, role or belonging, the messenger's menu is drawn anew."""
    work.post(
        Outgoing(
            id=work.new_id(),
            kind="menu",
            priority=Priority.REDRAW,
            due_at=work.now,
            person_id=person.id,
            payload=dump_shown(View("menu")),
            key=f"menu:{person.id}",
        )
    )


@builds("menu")
async def menu(_reads: Reads, viewer: Viewer, _view: View) -> Card:
    own = commands_of(viewer.actor) if viewer.actor.person.active else ()
    return Menu(commands=tuple(known.name for known in own))
