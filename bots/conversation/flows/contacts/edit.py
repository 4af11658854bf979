"""Changing a contact: each field by one tap and words, phones and e-mails added and removed, tags toggled."""

from typing import Any

from bots.conversation import forms
from bots.conversation.actions.common import Open
from bots.conversation.actions.contacts import (
    ChangeContact,
    ContactKeys,
    ContactOwner,
    ContactTags,
    DeleteContact,
    DropContactKey,
    EditContact,
    FillContact,
    GiveContact,
    TagContact,
)
from bots.conversation.builders import Viewer, builds
from bots.conversation.cards import Card, Question
from bots.conversation.cards.questions import Option
from bots.conversation.flows.contacts.company_field import company_fields, take_company
from bots.conversation.flows.contacts.custom_field import fill_form
from bots.conversation.flows.contacts.new import read_emails, read_phones
from bots.conversation.flows.owners import colleagues_listing, tell_owner
from bots.conversation.forms import Form, FormField, Values
from bots.conversation.routes import does, shows
from bots.conversation.talk import Talk
from bots.conversation.views import Reply, View
from core.clean import clean_name
from core.crm.access import Right
from core.crm.contacts import Contact, change_contact, delete_contact, give_contact, set_contact_field, tag_contact
from core.crm.oneline import named
from core.crm.phones import show_phone
from core.errors import Refusal, Stale
from core.ports import Reads, Work
from core.tasks.delivery import Notice

FIELDS = ("name", "company", "job_title", "source")
SHORT_TEXT = 200


@shows(EditContact)
async def edit(_talk: Talk, _reads: Reads, action: EditContact) -> Reply:
    return Reply(view=View("contact.edit", action.contact_id))


@shows(ContactKeys)
async def keys(_talk: Talk, _reads: Reads, action: ContactKeys) -> Reply:
    return Reply(view=View("contact.keys", action.contact_id))


@shows(ContactTags)
async def tags(_talk: Talk, _reads: Reads, action: ContactTags) -> Reply:
    return Reply(view=View("contact.tags", action.contact_id))


@shows(ContactOwner)
async def owner(talk: Talk, _reads: Reads, action: ContactOwner) -> Reply:
    talk.actor.require(Right.REASSIGN)
    return Reply(view=View("contact.owner", action.contact_id, action.page))


@builds("contact.edit")
async def edit_card(reads: Reads, viewer: Viewer, view: View) -> Card:
    contact = await reads.contacts.get(view.id, viewer.actor.scope)
    custom = [field for field in await reads.custom_fields.all() if field.of == "contact"]
    rights = [
        Option(Notice(label), action)
        for right, label, action in (
            (Right.REASSIGN, "action.reassign", ContactOwner(contact.id)),
            (Right.DELETE, "action.delete", DeleteContact(contact.id, contact.version)),
        )
        if viewer.actor.may(right)
    ]
    has_tags = bool(await reads.tags.all())
    options = [
        Option(Notice("edit.name"), ChangeContact(contact.id, "name")),
        Option(Notice("edit.keys"), ContactKeys(contact.id)),
        *(Option(Notice(f"edit.{field}"), ChangeContact(contact.id, field)) for field in FIELDS[1:]),
        *([Option(Notice("edit.tags"), ContactTags(contact.id))] if has_tags else []),
        *(Option(field.name, FillContact(contact.id, field.id)) for field in custom),
        *rights,
    ]
    return Question(
        text=Notice("contact.edit.what", {"name": contact.name}), options=tuple(options), back=Open("contact", contact.id)
    )


@builds("contact.keys")
async def keys_card(reads: Reads, viewer: Viewer, view: View) -> Card:
    contact = await reads.contacts.get(view.id, viewer.actor.scope)
    shown = [*(show_phone(phone) for phone in contact.phones), *contact.emails]
    return Question(
        text=Notice("contact.keys.what", {"name": contact.name}),
        options=(
            *(Option(f"➖ {key}", DropContactKey(contact.id, index, contact.version)) for index, key in enumerate(shown)),
            Option(Notice("edit.add_phone"), ChangeContact(contact.id, "phones")),
            Option(Notice("edit.add_email"), ChangeContact(contact.id, "emails")),
        ),
        back=EditContact(contact.id),
    )


@builds("contact.tags")
async def tags_card(reads: Reads, viewer: Viewer, view: View) -> Card:
    contact = await reads.contacts.get(view.id, viewer.actor.scope)
    options = [
        Option(
            f"{'✅' if tag.id in contact.tags else '▫️'} {tag.name}", TagContact(contact.id, tag.id, int(tag.id not in contact.tags))
        )
        for tag in await reads.tags.all()
    ]
    return Question(text=Notice("tags.what", {"name": contact.name}), options=tuple(options), back=EditContact(contact.id))


@builds("contact.owner")
async def owner_list(reads: Reads, viewer: Viewer, view: View) -> Card:
    contact = await reads.contacts.get(view.id, viewer.actor.scope)
    return await colleagues_listing(
        reads,
        Notice("owner.whose", {"name": contact.name}),
        contact.owner_id,
        view.page,
        lambda person_id: GiveContact(contact.id, person_id, contact.version),
        lambda page: ContactOwner(contact.id, page),
        EditContact(contact.id),
    )


@does(TagContact)
async def toggle_tag(talk: Talk, work: Work, action: TagContact) -> Reply:
    tag = await work.tags.get(action.tag_id)
    saved = await tag_contact(work, talk.actor, action.contact_id, tag, on=bool(action.on))
    return Reply(view=View("contact.tags", action.contact_id), undo=saved.event.id if saved else None)


@does(GiveContact)
async def give(talk: Talk, work: Work, action: GiveContact) -> Reply:
    """The card may be out of sight afterwards; then the sentence stands in its place."""
    saved = await give_contact(work, talk.actor, action.contact_id, action.person_id, action.seen)
    tell_owner(talk, work, action.person_id, saved.contact.ref, "contact.given_to_you", saved.contact.name)
    notice = Notice("owner.given", {"name": saved.contact.name, "owner": (await work.people.get(action.person_id)).name})
    return Reply(view=View("contact", saved.contact.id), notice=notice, undo=saved.event.id)


@does(DeleteContact)
async def delete(talk: Talk, work: Work, action: DeleteContact) -> Reply:
    saved = await delete_contact(work, talk.actor, action.contact_id, action.seen)
    notice = Notice("contact.deleted", {"name": saved.contact.name})
    return Reply(view=View("contact", saved.contact.id), notice=notice, undo=saved.event.id)


@does(DropContactKey)
async def drop_key(talk: Talk, work: Work, action: DropContactKey) -> Reply:
    contact = await work.contacts.get(action.contact_id, talk.actor.scope)
    if action.index >= len(contact.phones) + len(contact.emails):
        raise Stale("contact")
    saved = await change_contact(work, talk.actor, contact.id, action.seen, **_without(contact, action.index))
    return Reply(view=View("contact.keys", contact.id), undo=saved.event.id)


def _without(contact: Contact, index: int) -> dict[str, Any]:
    phones = len(contact.phones)
    if index < phones:
        return {"phones": contact.phones[:index] + contact.phones[index + 1 :]}
    return {"emails": contact.emails[: index - phones] + contact.emails[index - phones + 1 :]}


@does(ChangeContact)
async def change(talk: Talk, work: Work, action: ChangeContact) -> Reply:
    contact = await work.contacts.get(action.contact_id, talk.actor.scope)
    if action.field not in FORMS:
        raise Refusal("button.unknown")
    return await forms.begin(talk, work, FORMS[action.field], {"contact": contact.id, "of": contact.name})


@does(FillContact)
async def fill(talk: Talk, work: Work, action: FillContact) -> Reply:
    contact = await work.contacts.get(action.contact_id, talk.actor.scope)
    field = await work.custom_fields.get(action.field_id)
    return await forms.begin(talk, work, FILL, {"record": contact.id, "field": field.id, "of": contact.name, "what": field.name})


async def _filled(talk: Talk, work: Work, values: Values) -> Reply:
    field = await work.custom_fields.get(values["field"])
    saved = await set_contact_field(work, talk.actor, values["record"], field, values["value"])
    return Reply(view=View("contact", saved.contact.id), undo=saved.event.id, notice=Notice("saved"))


async def _changed(talk: Talk, work: Work, values: Values) -> Reply:
    contact = await work.contacts.get(values["contact"], talk.actor.scope)
    saved = await change_contact(work, talk.actor, contact.id, None, **await _changes(talk, work, contact, values))
    return Reply(view=View("contact", contact.id), undo=saved.event.id, notice=Notice("saved"))


async def _changes(talk: Talk, work: Work, contact: Contact, values: Values) -> dict[str, Any]:
    if "company" in values:
        return {"company_id": await take_company(talk, work, values)}
    (name,) = values.keys() - {"contact", "of"}
    said = values[name]
    if name == "name":
        new = named(said)
        return {"first_name": new.first_name, "middle_name": new.middle_name, "last_name": new.last_name}
    if name in {"phones", "emails"}:
        added = tuple(key for key in said if key not in getattr(contact, name))
        if not added:
            raise Refusal("contact.nothing_new", name=contact.name)
        return {name: getattr(contact, name) + added}
    return {name: said}


async def _name(_talk: Talk, _reads: Reads, text: str, _values: Values) -> str:
    named(text)
    return clean_name(text)


async def _phones(talk: Talk, _reads: Reads, text: str, _values: Values) -> list[str]:
    return read_phones(text, talk.house.settings.company.phone_region)


async def _emails(_talk: Talk, _reads: Reads, text: str, _values: Values) -> list[str]:
    return read_emails(text)


async def _short(_talk: Talk, _reads: Reads, text: str, _values: Values) -> str:
    return clean_name(text, SHORT_TEXT)


def _form(field: str, *fields: FormField) -> Form:
    return forms.register(Form(name=f"contact.{field}", fields=fields, done=_changed))


FORMS = {
    "name": _form("name", FormField(name="name", ask="contact.ask.new_name", parse=_name)),
    "phones": _form("phones", FormField(name="phones", ask="contact.ask.add_phone", parse=_phones)),
    "emails": _form("emails", FormField(name="emails", ask="contact.ask.add_email", parse=_emails)),
    "job_title": _form("job_title", FormField(name="job_title", ask="contact.ask.job_title", parse=_short, optional=True)),
    "source": _form("source", FormField(name="source", ask="contact.ask.source", parse=_short, optional=True)),
    "company": _form("company", *company_fields("contact.ask.which_company")),
}
FILL = fill_form("contact", _filled)
