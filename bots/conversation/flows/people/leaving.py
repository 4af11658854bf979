"""A colleague leaves: who takes over is asked once for all, or for contacts, deals and tasks apart."""

from bots.conversation import forms
from bots.conversation.actions.people import LetGo
from bots.conversation.builders import Viewer
from bots.conversation.flows.help import renew_menu
from bots.conversation.forms import Form, FormField, Values
from bots.conversation.routes import does
from bots.conversation.talk import Talk
from bots.conversation.views import Reply, View, dump_shown
from core.crm.access import Actor
from core.crm.colleagues import colleague_of, refuse_unmanaged, sees_card
from core.crm.leaving import Heirs, let_go
from core.crm.people import Load, Person
from core.errors import Refusal
from core.ports import Reads, Work
from core.tasks.delivery import Notice, Outgoing, Priority

APART = "0"
PARTS = ("contacts", "deals", "tasks")
MOST_HEIRS = 12
"""Buttons; anybody else is typed by name."""


@does(LetGo)
async def leave(talk: Talk, work: Work, action: LetGo) -> Reply:
    """Nothing is asked of who has nothing in hand: an undo is under the answer."""
    person = await colleague_of(work, talk.actor, action.person_id)
    refuse_unmanaged(talk.actor, person)
    load = (await work.people.loads([person.id])).get(person.id, Load())
    values: Values = {"person": person.id, "seen": person.version, "name": person.name, "whole": APART}
    if load == Load():
        return await _gone(talk, work, values)
    del values["whole"]
    return await forms.begin(talk, work, LEAVING, {**values, **{f"n_{part}": getattr(load, part) for part in PARTS}})


async def _gone(talk: Talk, work: Work, values: Values) -> Reply:
    whole = None if values["whole"] == APART else values["whole"]
    heirs = Heirs(**{part: values.get(part) or whole for part in PARTS})
    saved = await let_go(work, talk.actor, values["person"], heirs, values["seen"])
    renew_menu(work, saved.person)
    for heir_id in {heirs.contacts, heirs.deals, heirs.tasks} - {None, talk.actor.id}:
        _tell(work, talk.actor, heir_id, saved.person)
    notice = Notice("person.left.done", {"name": saved.person.name})
    return Reply(view=View("person", saved.person.id), notice=notice, undo=saved.event.id, toast=Notice("person.left.toast"))


def _tell(work: Work, actor: Actor, heir_id: int | None, person: Person) -> None:
    work.post(
        Outgoing(
            id=work.new_id(),
            kind="notice",
            priority=Priority.NOTICE,
            due_at=work.now,
            person_id=heir_id,
            payload=dump_shown(None, Notice("person.inherited", {"name": person.name, "by": actor.person.name})),
        )
    )


async def _whole(talk: Talk, reads: Reads, text: str, values: Values) -> int | str:
    return APART if text == APART else await _heir(talk, reads, text, values)


async def _heir(talk: Talk, reads: Reads, text: str, values: Values) -> int:
    """A button's id, or a name as far as it is clear."""
    heirs = await _possible(reads, talk.actor, values)
    named = [person for person in heirs if text == str(person.id) or text.strip().casefold() in person.name.casefold()]
    exact = [person for person in named if text == str(person.id) or text.strip().casefold() == person.name.casefold()]
    if len(exact or named) != 1:
        raise Refusal("person.unknown", text=text[:40])
    return (exact or named)[0].id


async def _possible(reads: Reads, actor: Actor, values: Values) -> list[Person]:
    """Of the same team first."""
    leaving = await reads.people.get(values["person"])
    people = [
        person for person in await reads.people.all() if person.active and person.id != leaving.id and sees_card(actor, person)
    ]
    return sorted(people, key=lambda person: (person.team_id != leaving.team_id, person.name.casefold()))


async def _heirs(reads: Reads, viewer: Viewer, values: Values) -> list[tuple[str | Notice, str]]:
    possible = await _possible(reads, viewer.actor, values)
    return [(person.name, str(person.id)) for person in possible[:MOST_HEIRS]]


async def _heirs_or_apart(reads: Reads, viewer: Viewer, values: Values) -> list[tuple[str | Notice, str]]:
    return [*await _heirs(reads, viewer, values), (Notice("leaving.apart"), APART)]


def _part(name: str) -> FormField:
    return FormField(
        name=name,
        ask=f"leaving.ask.{name}",
        parse=_heir,
        choices=_heirs,
        needed=lambda values: values["whole"] == APART and bool(values[f"n_{name}"]),
    )


LEAVING = forms.register(
    Form(
        name="person.leaving",
        fields=(
            FormField(name="whole", ask="leaving.ask.whole", parse=_whole, choices=_heirs_or_apart),
            *(_part(name) for name in PARTS),
        ),
        done=_gone,
        back=lambda values: View("person", values["person"]),
    )
)
