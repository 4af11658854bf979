"""Contacts and companies."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, ClassVar

from core.crm.access import Right
from core.crm.custom import as_fact
from core.errors import Duplicate, Missing, Refusal, refuse_stale
from core.records import Record

if TYPE_CHECKING:
    from core.crm.access import Actor
    from core.crm.fields import CustomField, Tag
    from core.crm.timeline import Event
    from core.ports import Reads, Work

FieldValue = str | int | bool | None
"""A custom field's stored form: text, choice and date as str (ISO), number as str of a Decimal, money as "120000 RUB"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Company(Record):
    noun: ClassVar[str] = "company"

    name: str
    owner_id: int | None = None
    source: str | None = None
    tags: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact(Record):
    """A customer's person. `phones` are E.164, `emails` normalised."""

    noun: ClassVar[str] = "contact"

    first_name: str
    last_name: str = ""
    middle_name: str = ""
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    company_id: int | None = None
    job_title: str | None = None
    owner_id: int | None = None
    source: str | None = None
    tags: tuple[int, ...] = ()
    fields: Mapping[str, FieldValue] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return " ".join(part for part in (self.first_name, self.middle_name, self.last_name) if part)


@dataclass(frozen=True, slots=True)
class NewContact:
    """What a person said of a contact; already parsed, not yet checked against the base."""

    first_name: str
    last_name: str = ""
    middle_name: str = ""
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    company_id: int | None = None
    job_title: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class ContactSaved:
    contact: Contact
    event: Event


async def create_contact(work: Work, actor: Actor, new: NewContact, despite: Collection[int] = ()) -> ContactSaved:
    """Raises Duplicate where a phone or e-mail is on another card, but for cards that the person has seen and goes on `despite`."""
    await refuse_duplicate(work, actor, new.phones + new.emails, despite)
    if new.company_id is not None:
        await work.companies.get(new.company_id, actor.scope)
    contact = work.save(Contact(id=work.new_id(), created_at=work.now, owner_id=actor.id, **_said(new)))
    return ContactSaved(contact, work.record("contact.created", actor.id, [contact.ref], name=contact.name))


async def change_contact(work: Work, actor: Actor, contact_id: int, seen: int | None, **changes: Any) -> ContactSaved:
    """Set fields of a card. `seen` is the version the person saw (None: whatever it is now). Raises Missing, Stale, Duplicate."""
    contact = await work.contacts.get(contact_id, actor.scope)
    refuse_stale(contact, seen)
    added = {*changes.get("phones", ()), *changes.get("emails", ())} - {*contact.phones, *contact.emails}
    if added:
        await refuse_duplicate(work, actor, tuple(sorted(added)), {contact.id})
    if changes.get("company_id") not in {None, contact.company_id}:
        await work.companies.get(changes["company_id"], actor.scope)
    changed = work.save(replace(contact, **changes))
    event = work.record("contact.changed", actor.id, [changed.ref], name=changed.name, fields=", ".join(changes))
    return ContactSaved(changed, event)


async def add_to_contact(work: Work, actor: Actor, contact_id: int, new: NewContact) -> ContactSaved:
    """What was said of somebody who has a card already: phones and e-mails it lacks, and fields that are still empty."""
    contact = await work.contacts.get(contact_id, actor.scope)
    changes: dict[str, Any] = {}
    for name in ("phones", "emails"):
        lacked = tuple(key for key in getattr(new, name) if key not in getattr(contact, name))
        if lacked:
            changes[name] = getattr(contact, name) + lacked
    for name in ("company_id", "job_title", "source"):
        if getattr(contact, name) is None and getattr(new, name) is not None:
            changes[name] = getattr(new, name)
    if not changes:
        raise Refusal("contact.nothing_new", name=contact.name)
    return await change_contact(work, actor, contact_id, None, **changes)


async def set_contact_field(work: Work, actor: Actor, contact_id: int, field: CustomField, value: FieldValue) -> ContactSaved:
    """A custom field; None empties it. `value` is in its stored form."""
    contact = await work.contacts.get(contact_id, actor.scope)
    fields = {name: kept for name, kept in contact.fields.items() if name != str(field.id)}
    if value is not None:
        fields[str(field.id)] = value
    changed = work.save(replace(contact, fields=fields))
    event = work.record(
        "contact.field_set", actor.id, [changed.ref], name=changed.name, field=field.name, value=as_fact(field, value)
    )
    return ContactSaved(changed, event)


async def tag_contact(work: Work, actor: Actor, contact_id: int, tag: Tag, *, on: bool) -> ContactSaved | None:
    """None: it was so already."""
    contact = await work.contacts.get(contact_id, actor.scope)
    if on == (tag.id in contact.tags):
        return None
    tags = (*contact.tags, tag.id) if on else tuple(kept for kept in contact.tags if kept != tag.id)
    changed = work.save(replace(contact, tags=tags))
    kind = "contact.tagged" if on else "contact.untagged"
    return ContactSaved(changed, work.record(kind, actor.id, [changed.ref], name=changed.name, tag=tag.name))


async def delete_contact(work: Work, actor: Actor, contact_id: int, seen: int | None) -> ContactSaved:
    """Its notes and deals stay; undo brings it back. Raises Forbidden, Missing, Stale."""
    actor.require(Right.DELETE)
    contact = await work.contacts.get(contact_id, actor.scope)
    refuse_stale(contact, seen)
    gone = work.save(replace(contact, deleted_at=work.now))
    return ContactSaved(gone, work.record("contact.deleted", actor.id, [gone.ref], name=gone.name))


async def give_contact(work: Work, actor: Actor, contact_id: int, owner_id: int, seen: int | None) -> ContactSaved:
    """To another colleague, with the right to; what nobody owns anybody may take. Raises Forbidden, Missing, Stale."""
    contact = await work.contacts.get(contact_id, actor.scope)
    refuse_stale(contact, seen)
    await require_giving(work, actor, contact.owner_id, owner_id)
    given = work.save(replace(contact, owner_id=owner_id))
    owner = await work.people.get(owner_id)
    return ContactSaved(given, work.record("contact.given", actor.id, [given.ref], name=given.name, owner=owner.name))


async def require_giving(work: Work, actor: Actor, owner_id: int | None, taker_id: int) -> None:
    """Raises Forbidden, Refusal `owner.same`, Missing for a taker who is no active colleague."""
    if not (owner_id is None and taker_id == actor.id):
        actor.require(Right.REASSIGN)
    if owner_id == taker_id:
        raise Refusal("owner.same")
    if not (await work.people.get(taker_id)).active:
        raise Missing("person")


async def refuse_duplicate(work: Reads, actor: Actor, keys: tuple[str, ...], but: Collection[int] = ()) -> None:
    """An equal phone or e-mail shows the card that has it; of a card the actor may not see, its owner only."""
    for match in await work.contacts.with_key(keys) if keys else ():
        if match.id in but:
            continue
        key = next(key for key in keys if key in (*match.phones, *match.emails))
        try:
            await work.contacts.get(match.id, actor.scope)
        except Missing:
            raise Duplicate(key, None, match.owner_id) from None
        raise Duplicate(key, match.id, match.owner_id)


def _said(new: NewContact) -> dict[str, Any]:
    return {name: getattr(new, name) for name in NewContact.__slots__}
