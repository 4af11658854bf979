"""Asking for a custom field, by its type."""

from collections.abc import Awaitable, Callable

from bots.conversation import forms
from bots.conversation.builders import Viewer
from bots.conversation.forms import Form, FormField, Values
from bots.conversation.talk import Talk
from bots.conversation.views import Reply
from core.capture.amounts import parse_money
from core.capture.moments import parse_due
from core.crm.contacts import FieldValue
from core.crm.custom import Readers, plain_day, read_value
from core.crm.fields import CustomField, FieldKind
from core.errors import Refusal
from core.ports import Reads, Work
from core.tasks.delivery import Notice

BY_NUMBER = "#"
"""A choice travels in its button as its number, for its words may be long."""


def fill_form(noun: str, done: Callable[[Talk, Work, Values], Awaitable[Reply]]) -> Form:
    """One form a type, for a type has its own question; values: `record`, `field` (ids) and the names `of` and `what`."""
    return forms.register(
        Form(
            name=f"{noun}.custom",
            fields=(FormField(name="value", ask="custom.ask", parse=_value, choices=_choices, optional=True),),
            done=done,
        )
    )


async def _value(talk: Talk, reads: Reads, text: str, values: Values) -> FieldValue:
    field = await reads.custom_fields.get(values["field"])
    person, currency = talk.actor.person, talk.house.settings.company.currency
    if field.kind is FieldKind.CHOICE and text.removeprefix(BY_NUMBER).isdecimal() and text.startswith(BY_NUMBER):
        return _numbered(field, int(text.removeprefix(BY_NUMBER)))
    readers = Readers(
        day=lambda words: (
            plain_day(words, day_first=person.language != "en") or parse_due(words, talk.now, talk.zone, person.language).day
        ),
        money=lambda words: parse_money(words, currency),
    )
    return read_value(field, text, readers)


async def _choices(reads: Reads, _viewer: Viewer, values: Values) -> list[tuple[str | Notice, str]]:
    field = await reads.custom_fields.get(values["field"])
    if field.kind is FieldKind.YES_NO:
        return [(Notice("yes"), "yes"), (Notice("no"), "no")]
    if field.kind is FieldKind.CHOICE:
        return [(choice, f"{BY_NUMBER}{number}") for number, choice in enumerate(field.choices)]
    return []


def _numbered(field: CustomField, number: int) -> str:
    if number >= len(field.choices):
        raise Refusal("form.moved_on")
    return field.choices[number]
