"""Colleagues, their teams, how messengers know them, and the invites that bring them in."""

from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum
from typing import ClassVar

from core.records import Record


class Role(StrEnum):
    ADMINISTRATOR = "administrator"
    MANAGER = "manager"
    REP = "rep"


@dataclass(frozen=True, slots=True, kw_only=True)
class Team(Record):
    noun: ClassVar[str] = "team"

    name: str
    parent_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Person(Record):
    """A colleague. `time_zone` is an IANA name; the working day is local wall time."""

    noun: ClassVar[str] = "person"

    name: str
    role: Role
    email: str | None = None
    team_id: int | None = None
    language: str = "en"
    time_zone: str = "UTC"
    day_starts: time = time(9)
    day_ends: time = time(18)
    active: bool = True
    onboarded: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity(Record):
    """A messenger account that belongs to a colleague or to a contact. `chat` is where it is written to in private."""

    noun: ClassVar[str] = "identity"

    messenger: str
    external_id: str
    username: str | None = None
    chat: str
    person_id: int | None = None
    contact_id: int | None = None
    reachable: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Invite(Record):
    """A personal, expiring way in. `code` is the secret part of the link."""

    noun: ClassVar[str] = "invite"

    code: str
    role: Role
    team_id: int | None = None
    person_id: int | None = None
    made_by: int | None = None
    expires_at: datetime
    used_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Load:
    """What a colleague has in hand: contacts, open deals, open tasks."""

    contacts: int = 0
    deals: int = 0
    tasks: int = 0
