"""What leaves the house: one row a message, due at a moment, claimed, sent, and known as sent, failed or uncertain."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum
from typing import Any

from core.facts import Fact
from core.records import Ref


class Priority(IntEnum):
    """Of two due rows the lower number goes first."""

    ANSWER = 0
    REMINDER = 1
    NOTICE = 2
    DIGEST = 3
    REDRAW = 4
    BROADCAST = 5


class Delivery(IntEnum):
    """Where an outgoing row stands. SENDING is committed before the call; after a crash such a row is UNCERTAIN."""

    WAITING = 0
    SENDING = 1
    SENT = 2
    FAILED = 3
    UNCERTAIN = 4
    DROPPED = 5


@dataclass(frozen=True, slots=True)
class Address:
    """A place in a messenger: a chat, or a thread or topic in it."""

    messenger: str
    chat: str
    thread: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """One sentence to be worded at delivery: a key into the texts and what fills it."""

    key: str
    facts: Mapping[str, Fact] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """To a person (wherever reached) or to an address. `kind` says what it is and so how it is re-checked and worded;
    `payload` belongs to the conversation and is JSON; `edits` names the message to change instead of sending a new one.
    Of the waiting rows with one `key` only the newest stands."""

    id: int
    kind: str
    priority: Priority
    due_at: datetime
    person_id: int | None = None
    address: Address | None = None
    edits: str | None = None
    about: Ref | None = None
    payload: Mapping[str, Any] = field(default_factory=dict)
    key: str | None = None
    attempts: int = 0
    state: Delivery = Delivery.WAITING


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """Where a view stands: one message, what it shows (`payload` is the conversation's), to whom, about which record."""

    address: Address
    message: str
    person_id: int | None
    about: Ref | None
    payload: Mapping[str, Any]
    shown_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """One update of a messenger as it came (`payload` is its JSON text). `lane` is what must stay in order: the chat."""

    request: str
    messenger: str
    lane: str
    payload: str
    received_at: datetime
    attempts: int = 0
    error: str | None = None
