"""A contact said in a form: chosen from those one looked at last, found by words, or new.

Two fields: the words, and, only where they are not clear, which of the contacts found is meant.
"""

from bots.conversation.builders import Viewer
from bots.conversation.flows.search import hits
from bots.conversation.forms import FormField, Values
from bots.conversation.talk import Talk
from core.clean import clean_name
from core.crm.access import Scope
from core.crm.contacts import Contact, NewContact, create_contact
from core.crm.oneline import read_line
from core.crm.search import words
from core.errors import Duplicate, Refusal
from core.paging import Page
from core.ports import Reads, Work
from core.tasks.delivery import Notice

NEW = "new"
ID_DIGITS = 16
"""A phone has at most fifteen."""
OFFERED = Page(size=6)


async def _who(talk: Talk, reads: Reads, text: str, values: Values) -> str:
    picked = await _picked(reads, talk.actor.scope, text)
    name = picked.name if picked else clean_name(text)
    found = [picked] if picked else await _found(reads, talk.actor.scope, name)
    if picked or (len(found) == 1 and set(words(name)) <= set(words(found[0].name))):
        values["contact_id"] = found[0].id
    elif not found:
        await _refuse_taken(talk, reads, name)
        values["contact_id"] = NEW
    return name


async def _which(talk: Talk, reads: Reads, text: str, values: Values) -> int | str:
    if text == NEW:
        await _refuse_taken(talk, reads, values["who"])
        return NEW
    picked = await _picked(reads, talk.actor.scope, text)
    if picked is None:
        raise Refusal("deal.contact_pick")
    return picked.id


async def _picked(reads: Reads, scope: Scope, text: str) -> Contact | None:
    if not (text.isascii() and text.isdigit() and len(text) >= ID_DIGITS):
        return None
    return await reads.contacts.get(int(text), scope)


async def _found(reads: Reads, scope: Scope, name: str) -> list[Contact]:
    found = await hits(reads, scope, name, "contact", OFFERED)
    return await reads.contacts.some([ref.id for ref in found.items], scope)


async def _recent(reads: Reads, viewer: Viewer, _values: Values) -> list[tuple[str | Notice, str]]:
    seen = [ref.id for ref in await reads.placements.recent(viewer.address) if ref.noun == "contact"]
    contacts = await reads.contacts.some(seen[: OFFERED.size], viewer.actor.scope)
    return [(f"👤 {contact.name}", str(contact.id)) for contact in contacts]


async def _alike(reads: Reads, viewer: Viewer, values: Values) -> list[tuple[str | Notice, str]]:
    found: list[tuple[str | Notice, str]] = [
        (f"👤 {contact.name}", str(contact.id)) for contact in await _found(reads, viewer.actor.scope, values["who"])
    ]
    return [*found, (Notice("deal.contact_new", {"name": values["who"]}), NEW)]


def contact_fields(ask: str, *, optional: bool) -> tuple[FormField, FormField]:
    return (
        FormField(name="who", ask=ask, parse=_who, choices=_recent, optional=optional),
        FormField(
            name="contact_id",
            ask="deal.ask.which_contact",
            parse=_which,
            choices=_alike,
            needed=lambda values: values.get("who") is not None,
        ),
    )


async def take_contact(talk: Talk, work: Work, values: Values) -> int | None:
    """The contact that a finished form names, made where it is new."""
    contact_id = values.get("contact_id")
    if contact_id == NEW:
        return (await create_contact(work, talk.actor, _said(talk, values["who"]))).contact.id
    return int(contact_id) if contact_id is not None else None


def _said(talk: Talk, name: str) -> NewContact:
    return read_line(name, talk.house.settings.company.phone_region).new


async def _refuse_taken(talk: Talk, reads: Reads, name: str) -> None:
    """Another's card that the person may not see holds this phone or e-mail."""
    new = _said(talk, name)
    keys = new.phones + new.emails
    for match in await reads.contacts.with_key(keys) if keys else ():
        raise Duplicate(next(key for key in keys if key in (*match.phones, *match.emails)), None, match.owner_id)
