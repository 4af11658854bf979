"""One field of a deal, asked for and set: from the card's menu, or because a stage wants it."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from bots.conversation import forms
from bots.conversation.builders import Viewer
from bots.conversation.flows.contacts.company_field import company_fields, take_company
from bots.conversation.flows.contacts.custom_field import fill_form
from bots.conversation.flows.contacts.field import contact_fields, take_contact
from bots.conversation.forms import Form, FormField, Parse, Values
from bots.conversation.talk import Talk
from bots.conversation.views import Reply, View
from core.capture.amounts import parse_money
from core.capture.moments import parse_due
from core.capture.readings import add_months
from core.clean import clean_name
from core.crm.deals import Deal, DealSaved, fill_field
from core.errors import Missing, Refusal
from core.money import Money
from core.ports import Reads, Work
from core.tasks.delivery import Notice

CUSTOM = "custom:"
OWN = frozenset({"title", "amount", "expected_close", "source"})
NOTHING = "-"
"""The answer that empties a field."""

Done = Callable[[Talk, Work, Values], Awaitable[Reply]]


def field_forms(prefix: str, done: Done) -> Mapping[str, Form]:
    """A form for each field of a deal, and one for those of an administrator's making; `done` calls save_answer."""

    def form(name: str, *fields: FormField) -> Form:
        return forms.register(Form(name=f"{prefix}.{name}", fields=fields, done=done, back=_to_deal))

    def single(name: str, ask: str, parse: Parse) -> Form:
        return form(name, FormField(name=name, ask=ask, parse=parse, choices=_choices_of(name)))

    return {
        "title": form("title", FormField(name="title", ask="deal.ask.title", parse=parse_title)),
        "amount": single("amount", "deal.ask.amount", parse_amount),
        "expected_close": single("expected_close", "deal.ask.close", parse_close),
        "source": single("source", "deal.ask.source", _source),
        "company_id": form("company", *company_fields("deal.ask.company", optional=False)),
        "contacts": form("contacts", *contact_fields("deal.ask.contact", optional=False)),
        CUSTOM: fill_form(prefix, done),
    }


async def begin_field(
    talk: Talk, work: Work, known: Mapping[str, Form], deal: Deal, name: str, *, moving_to: int | None = None
) -> Reply:
    """Ask for a deal's own field or, after "custom:", one of an administrator's; `moving_to` is the stage that wants it."""
    values: Values = {"deal": deal.id, "of": deal.title, **({"stage": moving_to} if moving_to is not None else {})}
    if name.startswith(CUSTOM):
        field = await work.custom_fields.get(int(name.removeprefix(CUSTOM)))
        return await forms.begin(talk, work, known[CUSTOM], values | {"record": deal.id, "field": field.id, "what": field.name})
    if name not in known:
        raise Missing("field")
    return await forms.begin(talk, work, known[name], values)


async def save_answer(talk: Talk, work: Work, values: Values) -> DealSaved:
    name, value = await _answered(talk, work, values)
    return await fill_field(work, talk.actor, values["deal"], name, value)


def _to_deal(values: Values) -> View:
    return View("deal", values["deal"])


async def _answered(talk: Talk, work: Work, values: Values) -> tuple[str, Any]:
    if "field" in values:
        return f"{CUSTOM}{values['field']}", values["value"]
    if "company" in values:
        return "company_id", await take_company(talk, work, values)
    if "who" in values:
        deal = await work.deals.get(values["deal"], talk.actor.scope)
        contact_id = await take_contact(talk, work, values)
        if contact_id is None or contact_id in deal.contacts:
            raise Refusal("deal.contact_there")
        return "contacts", (*deal.contacts, contact_id)
    (name,) = values.keys() & OWN
    return name, load_field(name, values[name])


def load_field(name: str, value: str | None) -> Any:
    """A field's value from the JSON of a form."""
    if value is None or name not in {"amount", "expected_close"}:
        return value
    if name == "expected_close":
        return date.fromisoformat(value)
    amount, currency = value.split(" ")
    return Money(Decimal(amount), currency)


async def parse_title(_talk: Talk, _reads: Reads, text: str, _values: Values) -> str:
    return clean_name(text)


async def parse_amount(talk: Talk, _reads: Reads, text: str, _values: Values) -> str | None:
    if text == NOTHING:
        return None
    money = parse_money(text, talk.house.settings.company.currency)
    return f"{money.value} {money.currency}"


async def parse_close(talk: Talk, _reads: Reads, text: str, _values: Values) -> str | None:
    if text == NOTHING:
        return None
    return parse_due(text, talk.now, talk.zone, talk.actor.person.language).day.isoformat()


async def _source(_talk: Talk, _reads: Reads, text: str, _values: Values) -> str | None:
    return None if text == NOTHING else clean_name(text)


async def close_choices(_reads: Reads, viewer: Viewer, _values: Values) -> list[tuple[str | Notice, str]]:
    """In a week, in two, at the end of this month and the next."""
    today = viewer.now.astimezone(ZoneInfo(viewer.actor.person.time_zone)).date()
    first = today.replace(day=1)
    days = {
        today + timedelta(weeks=1),
        today + timedelta(weeks=2),
        *(add_months(first, months) - timedelta(days=1) for months in (1, 2)),
    }
    return [(Notice("plain", {"text": day}), day.isoformat()) for day in sorted(days) if day > today]


def _choices_of(name: str) -> Callable[[Reads, Viewer, Values], Awaitable[list[tuple[str | Notice, str]]]]:
    """Days to close by; and a filled field may be emptied."""

    async def choices(reads: Reads, viewer: Viewer, values: Values) -> list[tuple[str | Notice, str]]:
        deal = await reads.deals.get(values["deal"], viewer.actor.scope)
        offered = await close_choices(reads, viewer, values) if name == "expected_close" else []
        emptied: list[tuple[str | Notice, str]] = [(Notice("deal.empty_field"), NOTHING)]
        return [*offered, *(emptied if getattr(deal, name) is not None and "stage" not in values else [])]

    return choices
