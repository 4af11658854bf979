"""A new contact: in one line, or name, phone, e-mail and company in turn."""

from dataclasses import replace
from itertools import takewhile
from typing import Any

from bots.conversation import forms
from bots.conversation.builders import Viewer
from bots.conversation.flows.contacts.company_field import company_fields, parse_company
from bots.conversation.flows.contacts.saving import create
from bots.conversation.flows.new import makes
from bots.conversation.forms import Form, FormField, Values
from bots.conversation.talk import Talk
from bots.conversation.views import Reply
from core.crm.emails import parse_email
from core.crm.oneline import ContactLine, named, read_line
from core.crm.phones import cut_phones, parse_phone
from core.errors import Refusal
from core.ports import Reads, Work
from core.tasks.delivery import Notice

ENOUGH = "."
"""The answer that leaves out every question that is still to come."""


@makes("contact", "контакт", "контакта", "клиент", "клиента")
async def new_contact(talk: Talk, work: Work, line: str) -> Reply:
    """A line that says more than a name is saved at once; one that cannot be read says why and goes on with its name."""
    if not line:
        return await forms.begin(talk, work, NEW)
    try:
        said = read_line(line, talk.house.settings.company.phone_region)
    except Refusal as refusal:
        asked = await forms.begin(talk, work, NEW, _name_in(line))
        return replace(asked, notice=Notice(refusal.key, refusal.facts))
    return await begin_of(talk, work, said)


def _name_in(line: str) -> Values:
    """The words before the first figure or e-mail, where they are a name."""
    words = takewhile(lambda word: "@" not in word and not any(char.isdigit() for char in word), line.split())
    try:
        return values_of(ContactLine(named(" ".join(words).strip(",;: "))))
    except Refusal:
        return {}


async def begin_of(talk: Talk, work: Work, said: ContactLine, **more: Any) -> Reply:
    """Ask what a line has not said, or save what it has."""
    values = values_of(said) | more
    if said.company:
        values["company"] = await parse_company(talk, work, said.company, values)
    if said.new.phones or said.new.emails or said.company:
        for name in ("phones", "emails", "company"):
            values.setdefault(name, None)
    return await forms.begin(talk, work, NEW, values)


def values_of(said: ContactLine) -> Values:
    values: Values = {"first_name": said.new.first_name, "last_name": said.new.last_name, "middle_name": said.new.middle_name}
    values["name"] = " ".join(part for part in (said.new.first_name, said.new.middle_name, said.new.last_name) if part)
    for name in ("phones", "emails"):
        if getattr(said.new, name):
            values[name] = list(getattr(said.new, name))
    if said.new.job_title:
        values["job_title"] = said.new.job_title
    return values | ({"rest": said.rest} if said.rest else {})


async def parse_name(_talk: Talk, _reads: Reads, text: str, values: Values) -> str:
    new = named(text)
    values |= {"first_name": new.first_name, "last_name": new.last_name, "middle_name": new.middle_name}
    return " ".join(text.split())


async def parse_phones(talk: Talk, _reads: Reads, text: str, values: Values) -> list[str] | None:
    if text == ENOUGH:
        _enough(values)
        return None
    return read_phones(text, talk.house.settings.company.phone_region)


async def parse_emails(_talk: Talk, _reads: Reads, text: str, values: Values) -> list[str] | None:
    if text == ENOUGH:
        _enough(values)
        return None
    return read_emails(text)


def read_phones(text: str, region: str) -> list[str]:
    """One or several. Raises Refusal for words that hold none, or one that is wrong."""
    phones, rest = cut_phones(text, region)
    wrong = next((part for part in rest.replace(",", " , ").split(",") if sum(char.isdigit() for char in part) > 2), None)
    if wrong or not phones:
        return [*phones, parse_phone((wrong or text).strip(), region)]
    return list(phones)


def read_emails(text: str) -> list[str]:
    parts = text.replace(",", " ").replace(";", " ").split()
    if not parts:
        raise Refusal("email.invalid", text=text[:60])
    return list(dict.fromkeys(parse_email(part) for part in parts))


def _enough(values: Values) -> None:
    for name in ("phones", "emails", "company"):
        values.setdefault(name, None)


async def _enough_choice(_reads: Reads, _viewer: Viewer, _values: Values) -> list[tuple[Notice, str]]:
    return [(Notice("contact.save_now"), ENOUGH)]


NEW = forms.register(
    Form(
        name="contact.new",
        fields=(
            FormField(name="name", ask="contact.ask.name", parse=parse_name),
            FormField(name="phones", ask="contact.ask.phone", parse=parse_phones, choices=_enough_choice, optional=True),
            FormField(name="emails", ask="contact.ask.email", parse=parse_emails, choices=_enough_choice, optional=True),
            *company_fields(),
        ),
        done=create,
    )
)
