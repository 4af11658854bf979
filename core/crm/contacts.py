"""Contacts and companies."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from core.records import Record

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
