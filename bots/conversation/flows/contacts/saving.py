"""Saving a new contact. A phone or e-mail that another card has: its card is shown and the person decides; what was typed stays
in the draft. Of a card the person may not see only the owner's name is told, and the owner can be asked."""

from dataclasses import replace
from typing import Any

from bots.conversation import forms
from bots.conversation.builders import Viewer
from bots.conversation.flows.contacts.company_field import take_company
from bots.conversation.flows.notes.sent import keep_sent
from bots.conversation.flows.owners import tell
from bots.conversation.forms import Form, FormField, Values
from bots.conversation.talk import Talk
from bots.conversation.views import Reply, View
from core.crm.access import EVERYTHING
from core.crm.contacts import NewContact, add_to_contact, create_contact, refuse_duplicate
from core.crm.notes import add_note
from core.crm.phones import show_phone
from core.errors import Duplicate, Refusal
from core.ports import Reads, Work
from core.records import Ref
from core.tasks.delivery import Notice

OPEN, ADD, ANYWAY, WITHOUT, ASK = "open", "add", "anyway", "without", "ask"
SEEN_CHOICES = (OPEN, ADD, ANYWAY)
HIDDEN_CHOICES = (ASK, WITHOUT)


def said(values: Values) -> NewContact:
    """The contact that a form's values name."""
    return NewContact(
        first_name=values["first_name"],
        last_name=values.get("last_name", ""),
        middle_name=values.get("middle_name", ""),
        phones=tuple(values.get("phones") or ()),
        emails=tuple(values.get("emails") or ()),
        job_title=values.get("job_title"),
        source=values.get("source"),
    )


async def create(talk: Talk, work: Work, values: Values) -> Reply:
    """Save what a form or a phone's address book gave; an equal phone or e-mail asks first."""
    new, despite = said(values), values.get("despite", ())
    try:
        await refuse_duplicate(work, talk.actor, new.phones + new.emails, despite)
    except Duplicate as duplicate:
        return await ask(talk, work, values, duplicate)
    saved = await create_contact(work, talk.actor, replace(new, company_id=await take_company(talk, work, values)), despite)
    await _leave_on(talk, work, saved.contact.ref, values)
    done = Reply(view=View("contact", saved.contact.id), undo=saved.event.id, notice=Notice("contact.created"), anew=True)
    return await _next(talk, work, values, done)


async def _leave_on(talk: Talk, work: Work, card: Ref, values: Values) -> int | None:
    """What was said beside the contact's own fields stays on the card as a note; messages passed on stay too."""
    event_id = None
    if values.get("rest"):
        event_id = (await add_note(work, talk.actor, card, values["rest"])).event.id
    if values.get("forwarded"):
        event_id = await keep_sent(talk, work, card, values["forwarded"]) or event_id
    return event_id


async def _next(talk: Talk, work: Work, values: Values, done: Reply) -> Reply:
    """A file of several cards asks about one duplicate after the other."""
    if not values.get("queue"):
        return done
    following, *rest = values["queue"]
    asked = await create(talk, work, following | {"queue": rest})
    return replace(asked, notice=done.notice, undo=done.undo)


async def ask(talk: Talk, work: Work, values: Values, duplicate: Duplicate) -> Reply:
    """The question, with the card that is there already or with its owner's name."""
    key = str(duplicate.facts["value"])
    owner = await work.people.get(duplicate.owner_id) if duplicate.owner_id else None
    told: dict[str, Any] = {
        "typed": values,
        "key": key,
        "value": show_phone(key) if key.startswith("+") else key,
        "owner": owner.name if owner else "—",
        "owner_id": duplicate.owner_id,
    }
    if duplicate.contact_id is None:
        return await forms.begin(talk, work, HIDDEN, told)
    contact = await work.contacts.get(duplicate.contact_id, talk.actor.scope)
    companies = await work.companies.some([contact.company_id], EVERYTHING) if contact.company_id else []
    told |= {"contact_id": contact.id, "name": contact.name, "company": companies[0].name if companies else "—"}
    return await forms.begin(talk, work, SEEN, told)


async def _seen_decided(talk: Talk, work: Work, values: Values) -> Reply:
    contact_id, typed = values["contact_id"], values["typed"]
    if values["choice"] == OPEN:
        done = Reply(view=View("contact", contact_id), notice=Notice("contact.not_created"), anew=True)
        return await _next(talk, work, typed, done)
    if values["choice"] == ANYWAY:
        return await create(talk, work, typed | {"despite": [*typed.get("despite", ()), contact_id]})
    return await _add(talk, work, contact_id, typed)


async def _add(talk: Talk, work: Work, contact_id: int, typed: Values) -> Reply:
    card = await work.contacts.get(contact_id, talk.actor.scope)
    company_id = await take_company(talk, work, typed) if card.company_id is None else None
    try:
        saved = await add_to_contact(work, talk.actor, contact_id, replace(said(typed), company_id=company_id))
    except Duplicate as duplicate:
        return await ask(talk, work, typed, duplicate)
    except Refusal as nothing_new:
        undo, notice = None, Notice(nothing_new.key, nothing_new.facts)
    else:
        undo, notice = saved.event.id, Notice("contact.added_to")
    left = await _leave_on(talk, work, card.ref, typed)
    if undo is None and left is not None:
        undo, notice = left, Notice("contact.added_to")
    return await _next(talk, work, typed, Reply(view=View("contact", contact_id), undo=undo, notice=notice, anew=True))


async def _hidden_decided(talk: Talk, work: Work, values: Values) -> Reply:
    """The owner is asked once; the draft stays, so that the rest can still be saved."""
    if values["choice"] == ASK:
        await _ask_owner(talk, work, values)
        kept = {name: value for name, value in values.items() if name != "choice"} | {"asked": True}
        asked = await forms.begin(talk, work, HIDDEN, kept)
        return replace(asked, toast=Notice("asked.done", {"owner": values["owner"]}))
    key = values["key"]
    typed = dict(values["typed"])
    for name in ("phones", "emails"):
        typed[name] = [kept for kept in typed.get(name) or () if kept != key]
    return await create(talk, work, typed)


async def _ask_owner(talk: Talk, work: Work, values: Values) -> None:
    found = await work.contacts.with_key([values["key"]])
    contact = next((match for match in found if match.owner_id == values["owner_id"]), None)
    if contact is None or contact.owner_id is None:
        raise Refusal("contact.asked_in_vain")
    facts = {"person": talk.actor.person.name, "value": values["value"], "typed": values["typed"]["name"]}
    tell(talk, work, contact.owner_id, View("asked", contact.id, query=str(talk.actor.id)), Notice("asked.notice", facts))


async def _choice(_talk: Talk, _reads: Reads, text: str, values: Values) -> str:
    allowed = SEEN_CHOICES if "contact_id" in values else HIDDEN_CHOICES
    if text not in allowed:
        raise Refusal("duplicate.pick")
    return text


async def _seen_choices(_reads: Reads, _viewer: Viewer, _values: Values) -> list[tuple[Notice, str]]:
    return [(Notice(f"duplicate.{choice}"), choice) for choice in SEEN_CHOICES]


async def _hidden_choices(_reads: Reads, _viewer: Viewer, values: Values) -> list[tuple[Notice, str]]:
    choices = [choice for choice in HIDDEN_CHOICES if not (choice == ASK and values.get("asked"))]
    return [(Notice(f"duplicate.{choice}", {"owner": values["owner"], "value": values["value"]}), choice) for choice in choices]


SEEN = forms.register(
    Form(
        name="contact.duplicate",
        fields=(FormField(name="choice", ask="duplicate.ask.seen", parse=_choice, choices=_seen_choices),),
        done=_seen_decided,
        holds=True,
    )
)
HIDDEN = forms.register(
    Form(
        name="contact.hidden_duplicate",
        fields=(FormField(name="choice", ask="duplicate.ask.hidden", parse=_choice, choices=_hidden_choices),),
        done=_hidden_decided,
        holds=True,
    )
)
