"""Contacts and companies as they are shown."""

from dataclasses import dataclass

from bots.conversation.actions import Action
from core.crm.contacts import Company, Contact
from core.crm.fields import Tag
from core.crm.people import Person
from core.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactCard:
    """`custom` are the filled fields of an administrator's making: name and value. `offers` change or add, `lists` open."""

    contact: Contact
    company: Company | None
    owner: Person | None
    tags: tuple[Tag, ...]
    custom: tuple[tuple[str, Fact], ...]
    offers: tuple[Action, ...]
    lists: tuple[Action, ...]
    opens_company: Action | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanyCard:
    company: Company
    owner: Person | None
    tags: tuple[Tag, ...]
    contacts: tuple[Contact, ...]
    more_contacts: bool
    offers: tuple[Action, ...]
    lists: tuple[Action, ...]
