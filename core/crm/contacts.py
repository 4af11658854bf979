"""Contacts and companies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, ClassVar

from core.errors import Duplicate, Missing, refuse_stale
from core.records import Record

if TYPE_CHECKING:
    from core.crm.access import Actor
    from core.crm.timeline import Event
    from core.ports import Work

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


async def create_contact(work: Work, actor: Actor, new: NewContact, *, despite: bool = False) -> ContactSaved:
    """Raises Duplicate where a phone or e-mail is on another card, unless the person has seen it and goes on `despite` it."""
    if not despite:
        await refuse_duplicate(work, actor, new.phones + new.emails)
    contact = work.save(Contact(id=work.new_id(), created_at=work.now, owner_id=actor.id, **_said(new)))
    return ContactSaved(contact, work.record("contact.created", actor.id, [contact.ref], name=contact.name))


async def change_contact(work: Work, actor: Actor, contact_id: int, seen: int | None, **changes: Any) -> ContactSaved:
    """Set fields of a card. `seen` is the version the person saw (None: whatever it is now). Raises Missing, Stale, Duplicate."""
    contact = await work.contacts.get(contact_id, actor.scope)
    refuse_stale(contact, seen)
    added = {*changes.get("phones", ()), *changes.get("emails", ())} - {*contact.phones, *contact.emails}
    if added:
        await refuse_duplicate(work, actor, tuple(sorted(added)), but=contact.id)
    changed = work.save(replace(contact, **changes))
    return ContactSaved(
        changed, work.record("contact.changed", actor.id, [changed.ref], name=changed.name, fields=", ".join(changes))
    )


async def refuse_duplicate(work: Work, actor: Actor, keys: tuple[str, ...], but: int | None = None) -> None:
    """An equal phone or e-mail shows the card that has it; of a card the actor may not see, its owner only."""
    for match in await work.contacts.with_key(keys):
        if match.id == but:
            continue
        key = next(key for key in keys if key in (*match.phones, *match.emails))
        try:
            await work.contacts.get(match.id, actor.scope)
        except Missing:
            raise Duplicate(key, None, match.owner_id) from None
        raise Duplicate(key, match.id, match.owner_id)


def _said(new: NewContact) -> dict[str, Any]:
    return {name: getattr(new, name) for name in NewContact.__slots__}
