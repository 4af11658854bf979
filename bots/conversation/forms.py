"""Forms: fields asked one after the other in a chat, all at once in a modal. A half-filled form is a draft in the base:
it survives a restart, expires, and any command leaves it. A draft that another form comes upon (a contact shared meanwhile, another
card's button) waits behind that one and is asked again after it."""

import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any, Literal

from bots.conversation.actions.common import Cancel, Pick, ShareLocation, Skip
from bots.conversation.builders import Viewer, builds
from bots.conversation.cards import Card, Question
from bots.conversation.cards.questions import Option
from bots.conversation.said import Location, Said
from bots.conversation.talk import Talk
from bots.conversation.views import Reply, View, dump_shown
from core.errors import Missing, Refusal
from core.ports import Reads, Work
from core.tasks.delivery import Notice, Outgoing, Priority

AFTER_THE_ANSWER = timedelta(seconds=1)

Values = dict[str, Any]
"""What was answered so far, as JSON: field name -> value."""

Parse = Callable[[Talk, Reads, str, Values], Awaitable[Any]]
"""A person's words -> the value as JSON. Raises Refusal, which becomes the error beside the field."""

Choices = Callable[[Reads, Viewer, Values], Awaitable[Sequence[tuple[str | Notice, str]]]]
"""(label, value) of each option; a value is short (it travels in a button) and goes through `parse` like words do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormField:
    """`ask` is the question's text; an `optional` field may be skipped (its value is then None); one that is not `needed`
    after what was answered so far is not asked."""

    name: str
    ask: str
    parse: Parse
    choices: Choices | None = None
    optional: bool = False
    words: bool = True
    accepts: Literal["location", "contact"] | None = None
    needed: Callable[[Values], bool] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """`back` names the card the form was opened from: who cancels sees it again. `holds`: something that was sent waits in it even
    before a question is answered."""

    name: str
    fields: tuple[FormField, ...]
    done: Callable[[Talk, Work, Values], Awaitable[Reply]]
    back: Callable[[Values], View] | None = None
    cancels: bool = True
    holds: bool = False

    def next_field(self, values: Values) -> FormField | None:
        open_fields = (field for field in self.fields if field.name not in values)
        return next((field for field in open_fields if field.needed is None or field.needed(values)), None)


_forms: dict[str, Form] = {}


def register(form: Form) -> Form:
    if form.name in _forms:
        raise ValueError(f"form {form.name!r} is there already")
    _forms[form.name] = form
    return form


def form_named(name: str) -> Form | None:
    return _forms.get(name)


async def begin(talk: Talk, work: Work, form: Form, values: Values | None = None) -> Reply:
    """Ask the first open field, or finish at once when all are given."""
    given = dict(values or {})
    return await _go_on(talk, work, form, given, _behind(await _open(talk, work), form, given))


async def answer(talk: Talk, work: Work, draft: Mapping[str, Any], text: str, field_name: str | None = None) -> Reply:
    """Take words, or a picked option of `field_name`, as the answer to the present question. Raises Refusal for a bad one."""
    form, values, field = _read(draft)
    if field_name is not None and field_name != field.name:
        raise Refusal("form.moved_on")
    values[field.name] = await field.parse(talk, work, text, values)
    return await _go_on(talk, work, form, values, draft.get("behind"))


async def skip(talk: Talk, work: Work, draft: Mapping[str, Any], field_name: str) -> Reply:
    form, values, field = _read(draft)
    if field_name != field.name or not field.optional:
        raise Refusal("form.moved_on")
    return await _go_on(talk, work, form, values | {field.name: None}, draft.get("behind"))


async def cancel(talk: Talk, work: Work) -> View | None:
    """Forget the draft; answers the question that waited behind it, else the card the form was opened from."""
    draft = await _open(talk, work)
    behind = draft.get("behind") if draft else None
    _keep(talk, work, behind)
    if behind is not None:
        return View("form")
    form = form_named(draft["form"]) if draft else None
    return form.back(dict(draft["values"])) if draft and form and form.back else None


def words_of(draft: Mapping[str, Any], said: Said) -> str | None:
    """What a shared location says to the present question, where it asks for one; `location_of` reads it."""
    form = form_named(draft["form"])
    field = form.next_field(dict(draft["values"])) if form else None
    if isinstance(said, Location) and field is not None and field.accepts == "location":
        return f"{said.latitude:.6f},{said.longitude:.6f}"
    return None


def location_of(text: str) -> tuple[float, float] | None:
    """Latitude and longitude in degrees, where the words are those of a shared location."""
    found = re.fullmatch(r"(-?\d{1,2}\.\d+),(-?\d{1,3}\.\d+)", text)
    return (float(found[1]), float(found[2])) if found else None


def leave(talk: Talk, work: Work) -> None:
    """Forget the draft, if there is one, and what waited behind it."""
    _keep(talk, work, None)


async def end(talk: Talk, work: Work, draft: Mapping[str, Any] | None, done: Callable[[], Awaitable[Reply]]) -> Reply:
    """Carry out what a form was for; then `draft`, which waited behind it, is asked again."""
    _keep(talk, work, draft)
    reply = await done()
    if draft is not None and await _open(talk, work) == draft:
        _ask_again(talk, work)
    return reply


def _read(draft: Mapping[str, Any]) -> tuple[Form, Values, FormField]:
    form = form_named(draft["form"])
    values = dict(draft["values"])
    field = form.next_field(values) if form else None
    if form is None or field is None:
        raise Refusal("form.gone")
    return form, values, field


async def _go_on(talk: Talk, work: Work, form: Form, values: Values, behind: Mapping[str, Any] | None) -> Reply:
    if form.next_field(values) is None:
        return await end(talk, work, behind, partial(form.done, talk, work, values))
    _keep(talk, work, {"form": form.name, "values": values} | ({"behind": behind} if behind else {}))
    return Reply(view=View("form"))


async def _open(talk: Talk, reads: Reads) -> Mapping[str, Any] | None:
    return await reads.drafts.get(talk.incoming.address, talk.incoming.sender.account, talk.now)


def _keep(talk: Talk, work: Work, draft: Mapping[str, Any] | None) -> None:
    expires_at = talk.now + timedelta(hours=talk.house.settings.limits.form_hours)
    work.keep_draft(talk.incoming.address, talk.incoming.sender.account, draft, expires_at)


def _behind(draft: Mapping[str, Any] | None, form: Form, values: Values) -> Mapping[str, Any] | None:
    """What waits behind a form that begins: the open draft, unless the form goes on with it or it holds nothing yet."""
    if draft is None:
        return None
    goes_on = draft["form"] == form.name and draft["values"].get("what") == values.get("what")
    left = form_named(draft["form"])
    holds = left is not None and (left.holds or any(field.name in draft["values"] for field in left.fields))
    return draft if holds and not goes_on else draft.get("behind")


def _ask_again(talk: Talk, work: Work) -> None:
    """In a message of its own, after the one that answers."""
    payload = dump_shown(View("form"), Notice("form.again")) | {"account": talk.incoming.sender.account}
    work.post(
        Outgoing(
            id=work.new_id(),
            kind="answer",
            priority=Priority.ANSWER,
            due_at=talk.now + AFTER_THE_ANSWER,
            person_id=talk.actor.id,
            address=talk.incoming.address,
            payload=payload,
        )
    )


@builds("form")
async def form_question(reads: Reads, viewer: Viewer, _view: View) -> Card:
    """The question that is open now."""
    draft = await reads.drafts.get(viewer.address, viewer.account, viewer.now)
    if draft is None:
        raise Missing("form")
    form, values, field = _read(draft)
    choices = await field.choices(reads, viewer, values) if field.choices else ()
    facts = {name: value for name, value in values.items() if isinstance(value, str | int)}
    return Question(
        text=Notice(field.ask, facts),
        options=tuple(Option(label, Pick(field.name, value)) for label, value in choices),
        offers=(
            *((ShareLocation(),) if field.accepts == "location" else ()),
            *((Skip(field.name),) if field.optional else ()),
            *((Cancel(),) if form.cancels else ()),
        ),
        words=field.words,
        accepts=field.accepts,
    )
