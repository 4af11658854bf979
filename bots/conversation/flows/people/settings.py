"""/settings: language, time zone, working day, name, e-mail."""

import re
from datetime import time

from bots.conversation import forms
from bots.conversation.actions.settings import EditSetting, ShowSettings
from bots.conversation.builders import Viewer, builds
from bots.conversation.cards import Card, OwnSettings
from bots.conversation.flows.help import renew_menu
from bots.conversation.flows.people.joining import languages, parse_language, parse_zone, zones
from bots.conversation.forms import Choices, Form, FormField, Parse, Values
from bots.conversation.routes import command, does, shows
from bots.conversation.talk import Talk
from bots.conversation.views import Reply, View
from core.clean import clean_name
from core.crm.colleagues import change_self
from core.crm.emails import parse_email
from core.errors import Refusal
from core.ports import Reads, Work
from core.tasks.delivery import Notice

NAME_LETTERS = 60


@command("settings", "настройки")
async def settings_command(_talk: Talk, _reads: Reads, _rest: str) -> Reply:
    return Reply(view=View("settings"))


@shows(ShowSettings)
async def show_settings(_talk: Talk, _reads: Reads, _action: ShowSettings) -> Reply:
    return Reply(view=View("settings"))


@builds("settings")
async def settings_card(reads: Reads, viewer: Viewer, _view: View) -> Card:
    person = viewer.actor.person
    return OwnSettings(
        person=person,
        team=await reads.teams.get(person.team_id) if person.team_id else None,
        edits=tuple((name, EditSetting(name)) for name in EDITS),
    )


@does(EditSetting)
async def edit(talk: Talk, work: Work, action: EditSetting) -> Reply:
    if action.name not in EDITS:
        raise Refusal("button.unknown")
    return await forms.begin(talk, work, EDITS[action.name])


async def parse_time(_talk: Talk, _reads: Reads, text: str, _values: Values) -> str:
    """«9», "9:30", «9.30», «с 9 утра» -> "09:30"."""
    found = re.search(r"(?<!\d)(\d{1,2})(?:[:.\-](\d{2}))?(?!\d)", text)
    hour, minute = (int(found[1]), int(found[2] or 0)) if found else (24, 0)
    if hour > 23 or minute > 59:
        raise Refusal("settings.time_unreadable", text=text[:40])
    return f"{hour:02}:{minute:02}"


async def parse_name(_talk: Talk, _reads: Reads, text: str, _values: Values) -> str:
    return clean_name(text, NAME_LETTERS)


async def parse_address(_talk: Talk, _reads: Reads, text: str, _values: Values) -> str:
    return parse_email(text)


def _hours(*hours: int) -> Choices:
    async def choices(_reads: Reads, _viewer: Viewer, _values: Values) -> list[tuple[str, str]]:
        return [(f"{hour}:00", f"{hour}") for hour in hours]

    return choices


async def _saved(talk: Talk, work: Work, values: Values) -> Reply:
    changes = {name: time.fromisoformat(value) if name in {"day_starts", "day_ends"} else value for name, value in values.items()}
    saved = await change_self(work, talk.actor, **changes)
    if "language" in values:
        renew_menu(work, saved.person)
    return Reply(view=View("settings"), undo=saved.event.id, toast=Notice("settings.saved"))


def _form(name: str, *fields: FormField) -> Form:
    return forms.register(Form(name=f"settings.{name}", fields=fields, done=_saved, back=lambda _values: View("settings")))


def _field(name: str, parse: Parse, choices: Choices | None = None, *, location: bool = False) -> FormField:
    return FormField(name=name, ask=f"settings.ask.{name}", parse=parse, choices=choices, accepts="location" if location else None)


EDITS = {
    "language": _form("language", _field("language", parse_language, languages)),
    "time_zone": _form("time_zone", _field("time_zone", parse_zone, zones, location=True)),
    "day": _form(
        "day",
        _field("day_starts", parse_time, _hours(7, 8, 9, 10, 11, 12)),
        _field("day_ends", parse_time, _hours(16, 17, 18, 19, 20, 21)),
    ),
    "name": _form("name", _field("name", parse_name)),
    "email": _form("email", FormField(name="email", ask="settings.ask.email", parse=parse_address, optional=True)),
}
