"""The first minute: an invite link, the language, the time zone, and the one thing to do first."""

from zoneinfo import available_timezones

from bots.conversation import forms
from bots.conversation.actions.common import New
from bots.conversation.actions.deals import ShowFunnel
from bots.conversation.actions.help import ShowHelp
from bots.conversation.builders import Viewer, builds
from bots.conversation.cards import Card, Hello
from bots.conversation.cards.questions import Option
from bots.conversation.flows.help import renew_menu
from bots.conversation.forms import Form, FormField, Values
from bots.conversation.house import House
from bots.conversation.places import zone_at, zone_of
from bots.conversation.routes import takes
from bots.conversation.said import Incoming, Start
from bots.conversation.talk import Talk
from bots.conversation.texts import LANGUAGES
from bots.conversation.views import Reply, View
from core.clean import clean_name
from core.crm.colleagues import change_self
from core.crm.joining import Account, Beginning, accept_invite
from core.crm.people import Person
from core.errors import Refusal
from core.ports import Reads, Work
from core.tasks.delivery import Notice

INVITE = "inv_"
"""Prefix of an invite's code in a start link."""

ZONES = (
    "Europe/Kaliningrad",
    "Europe/Moscow",
    "Europe/Samara",
    "Asia/Yekaterinburg",
    "Asia/Novosibirsk",
    "Asia/Vladivostok",
    "Europe/London",
    "America/New_York",
)


async def join(house: House, work: Work, incoming: Incoming, code: str) -> tuple[Reply, Person]:
    """The account becomes a colleague and is asked two questions. Raises Refusal as accept_invite does."""
    sender = incoming.sender
    account = Account(
        messenger=sender.messenger,
        external_id=sender.account,
        username=sender.username,
        name=clean_name(sender.name),
        language=known_language(sender.language or house.settings.company.language),
        chat=incoming.address.chat,
    )
    day = house.settings.working_day
    begins = Beginning(house.settings.company.time_zone, day.starts, day.ends)
    joined = await accept_invite(work, code, account, begins)
    talk = Talk(house=house, incoming=incoming, actor=await house.actor(work, joined.person), now=work.now)
    return await forms.begin(talk, work, LANGUAGE), joined.person


def known_language(tag: str | None) -> str:
    """Of the messenger's guess; English where that is no language of ours."""
    language = (tag or "en").partition("-")[0]
    return language if language in LANGUAGES else "en"


@takes(Start)
async def start(talk: Talk, work: Work, said: Start) -> Reply:
    """A link to a card, a further invite, or just hello; who has not answered the first questions is asked them again."""
    noun, _, number = said.payload.partition("_")
    if said.payload.startswith(INVITE):
        raise Refusal("invite.inside", company=talk.house.settings.company.name)
    if not talk.actor.person.onboarded:
        return await forms.begin(talk, work, LANGUAGE)
    forms.leave(talk, work)
    if noun in {"deal", "contact", "company", "task"} and number.isascii() and number.isalnum() and len(number) <= 13:
        return Reply(view=View(noun, int(number, 36)))
    return Reply(view=View("hello"))


@builds("hello")
async def hello(_reads: Reads, viewer: Viewer, _view: View) -> Card:
    return Hello(
        person=viewer.actor.person,
        example=Notice("hello.example"),
        options=(
            Option(Notice("hello.first_deal"), New("deal")),
            Option(Notice("action.funnel"), ShowFunnel()),
            Option(Notice("action.help"), ShowHelp()),
        ),
    )


async def parse_language(_talk: Talk, _reads: Reads, text: str, _values: Values) -> str:
    names = {"ru": "ru", "русский": "ru", "по-русски": "ru", "russian": "ru", "en": "en", "english": "en", "английский": "en"}
    try:
        return names[text.strip().lower()]
    except KeyError:
        raise Refusal("language.unknown") from None


async def languages(_reads: Reads, viewer: Viewer, _values: Values) -> list[tuple[str, str]]:
    """The one the messenger guessed first, under the thumb."""
    named = [("Русский", "ru"), ("English", "en")]
    return sorted(named, key=lambda option: option[1] != viewer.actor.person.language)


async def parse_zone(_talk: Talk, _reads: Reads, text: str, _values: Values) -> str:
    """A town, an offset, a zone's name, or a shared location as "latitude,longitude"."""
    place = forms.location_of(text)
    zone = zone_at(*place) if place else text if text in available_timezones() else zone_of(text)
    if zone is None:
        raise Refusal("zone.unknown", text=text[:40])
    return zone


async def zones(_reads: Reads, viewer: Viewer, _values: Values) -> list[tuple[Notice, str]]:
    """The present one first."""
    present = viewer.actor.person.time_zone
    return [(Notice(f"zone.{zone}"), zone) for zone in sorted(ZONES, key=lambda zone: zone != present)]


async def _language_chosen(talk: Talk, work: Work, values: Values) -> Reply:
    await change_self(work, talk.actor, language=values["language"])
    return await forms.begin(talk, work, ZONE)


async def _zone_chosen(talk: Talk, work: Work, values: Values) -> Reply:
    saved = await change_self(work, talk.actor, time_zone=values["time_zone"], onboarded=True)
    renew_menu(work, saved.person)
    return Reply(view=View("hello"), notice=Notice("welcome.done", {"moment": work.now}))


LANGUAGE = forms.register(
    Form(
        name="welcome.language",
        fields=(FormField(name="language", ask="welcome.language", parse=parse_language, choices=languages),),
        cancels=False,
        done=_language_chosen,
    )
)

ZONE = forms.register(
    Form(
        name="welcome.zone",
        fields=(FormField(name="time_zone", ask="welcome.zone", parse=parse_zone, choices=zones, accepts="location"),),
        cancels=False,
        done=_zone_chosen,
    )
)
