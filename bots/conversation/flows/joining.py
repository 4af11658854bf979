"""The door: an invite link, the language, the time zone, and the one thing to do first."""

from dataclasses import replace
from zoneinfo import available_timezones

from bots.conversation import forms
from bots.conversation.builders import Viewer
from bots.conversation.forms import Form, FormField, Values
from bots.conversation.house import House
from bots.conversation.said import Incoming
from bots.conversation.talk import Talk
from bots.conversation.texts import LANGUAGES
from bots.conversation.views import Reply
from core.clean import clean_name
from core.crm.joining import Account, accept_invite
from core.errors import Refusal
from core.ports import Reads, Work
from core.tasks.delivery import Notice

INVITE = "inv_"
"""Prefix of an invite's code in a start link."""

ZONES = (
    "Europe/Kaliningrad",
    "Europe/Moscow",
    "Asia/Yekaterinburg",
    "Asia/Novosibirsk",
    "Asia/Vladivostok",
    "Europe/London",
    "UTC",
)


async def join(house: House, work: Work, incoming: Incoming, code: str) -> Reply:
    """The account becomes a colleague and is asked two questions. Raises Refusal as accept_invite does."""
    sender = incoming.sender
    account = Account(
        messenger=sender.messenger,
        external_id=sender.account,
        username=sender.username,
        name=clean_name(sender.name),
        language=known_language(sender.language),
        chat=incoming.address.chat,
    )
    joined = await accept_invite(work, code, account, house.settings.company.time_zone)
    talk = Talk(house=house, incoming=incoming, actor=await house.actor(work, joined.person), now=work.now)
    return await forms.begin(talk, work, WELCOME)


def known_language(tag: str | None) -> str:
    language = (tag or "en").partition("-")[0]
    return language if language in LANGUAGES else "en"


async def _language(_talk: Talk, _reads: Reads, text: str, _values: Values) -> str:
    names = {"ru": "ru", "русский": "ru", "en": "en", "english": "en"}
    try:
        return names[text.strip().lower()]
    except KeyError:
        raise Refusal("language.unknown") from None


async def _languages(_reads: Reads, _viewer: Viewer, _values: Values) -> list[tuple[str, str]]:
    return [("Русский", "ru"), ("English", "en")]


async def _zone(_talk: Talk, _reads: Reads, text: str, _values: Values) -> str:
    if text in available_timezones():
        return text
    raise Refusal("zone.unknown", text=text[:40])


async def _zones(_reads: Reads, _viewer: Viewer, _values: Values) -> list[tuple[Notice, str]]:
    return [(Notice(f"zone.{zone}"), zone) for zone in ZONES]


async def _welcomed(talk: Talk, work: Work, values: Values) -> Reply:
    person = replace(talk.actor.person, language=values["language"], time_zone=values["time_zone"], onboarded=True)
    work.save(person)
    work.record("person.changed", person.id, [person.ref], name=person.name)
    return Reply(notice=Notice("welcome.first_step", {"name": person.name}))


WELCOME = forms.register(
    Form(
        name="welcome",
        fields=(
            FormField(name="language", ask="welcome.language", parse=_language, choices=_languages),
            FormField(name="time_zone", ask="welcome.zone", parse=_zone, choices=_zones, accepts="location"),
        ),
        done=_welcomed,
    )
)
