"""The few things the core asks of the world."""

from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from contextlib import AbstractAsyncContextManager
from datetime import datetime, timedelta
from typing import Any, Protocol, TypeVar

from core.crm.access import Scope
from core.crm.contacts import Company, Contact
from core.crm.deals import Deal, StageSum
from core.crm.fields import CustomField, LossReason, Tag
from core.crm.notes import File, KeptBytes, Note
from core.crm.people import Identity, Invite, Load, Person, Team
from core.crm.pipelines import Pipeline, Stage
from core.crm.timeline import Event, Row
from core.facts import Fact
from core.paging import Page, Paged
from core.records import Record, Ref
from core.tasks.delivery import Address, Outgoing, Placement, Received
from core.tasks.lists import Day, Section
from core.tasks.tasks import Task

R = TypeVar("R", bound=Record)


class Clock(Protocol):
    def now(self) -> datetime:
        """This moment, aware, UTC."""
        ...


class Shelf(Protocol[R]):
    """Reading one noun. What the scope does not cover does not exist."""

    async def get(self, record_id: int, scope: Scope) -> R:
        """Raises Missing."""
        ...

    async def some(self, record_ids: Iterable[int], scope: Scope) -> list[R]:
        """In the order asked; the missing are left out."""
        ...


class Directory(Protocol[R]):
    """Reading a small noun that every colleague may know whole; archived entries are left out of `all`."""

    async def get(self, record_id: int) -> R:
        """Raises Missing."""
        ...

    async def some(self, record_ids: Iterable[int | None]) -> dict[int, R]:
        """By id, archived entries too; no id is left out."""
        ...

    async def all(self) -> list[R]: ...


class People(Directory[Person], Protocol):
    async def in_teams(self, team_ids: Iterable[int]) -> list[Person]: ...

    async def of_identity(self, messenger: str, external_id: str) -> Person | None: ...

    async def identities(self, person_id: int) -> list[Identity]: ...

    async def identity(self, messenger: str, external_id: str) -> Identity | None: ...

    async def loads(self, person_ids: Iterable[int]) -> dict[int, Load]:
        """What each has in hand; who has nothing is left out."""
        ...


class Invites(Protocol):
    async def by_code(self, code: str) -> Invite | None: ...

    async def open(self, now: datetime) -> list[Invite]:
        """Neither used, revoked nor expired; the newest first."""
        ...


class Contacts(Shelf[Contact], Protocol):
    async def with_key(self, keys: Iterable[str]) -> list[Contact]:
        """Contacts that hold one of these phones (E.164) or e-mails, whoever may see them: for the duplicate check only."""
        ...

    async def of_company(self, company_id: int, scope: Scope, page: Page) -> Paged[Contact]: ...

    async def owned(self, owner_id: int) -> list[Contact]:
        """All of one person's, to be handed over."""
        ...


class Companies(Shelf[Company], Protocol):
    async def named(self, name: str, scope: Scope) -> list[Company]: ...

    async def owned(self, owner_id: int) -> list[Company]:
        """All of one person's, to be handed over."""
        ...


class Deals(Shelf[Deal], Protocol):
    async def of_contact(self, contact_id: int, scope: Scope, page: Page) -> Paged[Deal]: ...

    async def of_company(self, company_id: int, scope: Scope, page: Page) -> Paged[Deal]: ...

    async def in_stage(self, stage_id: int, scope: Scope, page: Page) -> Paged[Deal]: ...

    async def newest(self, owner_id: int) -> Deal | None:
        """The open deal that a person got last."""
        ...

    async def owned(self, owner_id: int) -> list[Deal]:
        """All open ones of one person, to be handed over."""
        ...

    async def board(self, pipeline_id: int, scope: Scope) -> list[StageSum]:
        """Count and sums by currency of every stage."""
        ...

    async def without_next_step(self, owners: frozenset[int] | None, scope: Scope, page: Page) -> Paged[Deal]:
        """Open deals of these owners (None: whoever's) that have neither an open task nor a reason why not, the oldest first."""
        ...


class Tasks(Shelf[Task], Protocol):
    async def open_of(self, about: Ref, scope: Scope) -> list[Task]:
        """Open tasks of one card, the next due first."""
        ...

    async def due(self, owner_id: int, before: datetime | None, scope: Scope, page: Page) -> Paged[Task]:
        """Open tasks of a person due before a moment (None: all), earliest first, undated last."""
        ...

    async def section(self, section: Section, owners: frozenset[int] | None, day: Day, scope: Scope, page: Page) -> Paged[Task]:
        """Open tasks of these owners (None: whoever's), the earliest due first."""
        ...

    async def sections(self, owners: frozenset[int] | None, day: Day, scope: Scope, most: int) -> dict[Section, int]:
        """How many each section holds, counted up to `most`."""
        ...


class Notes(Shelf[Note], Protocol):
    async def of(self, about: Ref, scope: Scope, page: Page) -> Paged[Note]:
        """Newest first."""
        ...


class Files(Shelf[File], Protocol):
    async def of(self, about: Ref, scope: Scope, page: Page) -> Paged[File]: ...


class Timeline(Protocol):
    async def of(self, about: Ref, scope: Scope, page: Page) -> Paged[Event]:
        """Newest first."""
        ...

    async def event(self, event_id: int) -> Event:
        """Raises Missing."""
        ...

    async def newest_by(self, actor_id: int) -> Event | None:
        """The person's last event that can still be undone."""
        ...

    async def newest_of(self, about: Ref) -> int:
        """The id of the last event about a card, whoever may see it; 0 if there is none."""
        ...


class Search(Protocol):
    async def find(self, text: str, scope: Scope, page: Page) -> Paged[Ref]:
        """Cards that hold every fragment of `text`, best first; close spellings after them."""
        ...


class Drafts(Protocol):
    """Half-filled forms: one a person and place, gone when expired."""

    async def get(self, address: Address, account: str, now: datetime) -> Mapping[str, Any] | None: ...


class Placements(Protocol):
    async def at(self, address: Address, message: str) -> Placement | None: ...

    async def recent(self, address: Address) -> list[Ref]:
        """The cards a person looked at last in this chat, each once, the newest first; a few."""
        ...


class Reads(Protocol):
    """A consistent look at the base."""

    people: People
    teams: Directory[Team]
    invites: Invites
    contacts: Contacts
    companies: Companies
    pipelines: Directory[Pipeline]
    stages: Directory[Stage]
    loss_reasons: Directory[LossReason]
    tags: Directory[Tag]
    custom_fields: Directory[CustomField]
    deals: Deals
    tasks: Tasks
    notes: Notes
    files: Files
    timeline: Timeline
    search: Search
    drafts: Drafts
    placements: Placements

    def shelf(self, noun: str) -> Shelf[Any]:
        """The cards of a noun: deal, contact, company, task."""
        ...


class Work(Reads, Protocol):
    """One transaction: everything that is saved, recorded and posted in it happens, or nothing does."""

    now: datetime
    request: str

    def new_id(self) -> int:
        """A 63-bit id, unique without asking the database, growing with time."""
        ...

    def save(self, record: R) -> R:
        """Store a new or changed record; answers it with its new version. Raises Stale at commit if another change came first."""
        ...

    async def row(self, ref: Ref) -> Row:
        """The stored columns of a record as primitives, deleted or not. Raises Missing."""
        ...

    def save_row(self, ref: Ref, now: Row, columns: Mapping[str, object]) -> None:
        """Set columns of a stored record to primitives taken from an event, or to a moment."""
        ...

    def record(self, kind: str, actor_id: int | None, about: Iterable[Ref], undoes: int | None = None, **facts: Fact) -> Event:
        """The timeline event of what was saved since the last one."""
        ...

    def post(self, outgoing: Outgoing) -> None: ...

    def keep_draft(self, address: Address, account: str, draft: Mapping[str, Any] | None, expires_at: datetime) -> None:
        """None forgets it."""
        ...


class Inbox(Protocol):
    """Updates, written down before they are acknowledged. `Store.work(request)` marks them done."""

    async def put(self, received: Iterable[Received]) -> list[Received]:
        """Committed when this returns; answers those that were not there before, in their order."""
        ...

    async def waiting(self, messenger: str) -> list[Received]:
        """Neither done nor set aside, in the order they came."""
        ...

    async def failed(self, request: str, error: str, most: int) -> bool:
        """Count a failed try; True when `most` tries are reached and the row was set aside."""
        ...

    async def aside(self) -> list[Received]: ...

    async def retry(self, request: str) -> bool: ...


class Outbox(Protocol):
    """Outgoing rows: claim, commit, send."""

    async def claim(self, messengers: Iterable[str], now: datetime, most: int, lease: timedelta) -> list[Outgoing]:
        """Due rows of these messengers, by priority then age, committed as SENDING; their addresses are resolved."""
        ...

    async def uncertain(self, now: datetime, most: int, lease: timedelta) -> list[Outgoing]:
        """Rows whose lease ran out while SENDING, committed as UNCERTAIN; those not settled within `lease` come again."""
        ...

    async def left(self, now: datetime) -> None:
        """No other process sends: what is on its way was left there by one that died, and is uncertain at once."""
        ...

    async def begun(self, outgoing: Outgoing) -> None:
        """The call is made next: its payload, which may say so, is kept."""
        ...

    async def sent(self, outgoing: Outgoing, now: datetime, placement: Placement | None) -> None: ...

    async def again(self, outgoing: Outgoing, due_at: datetime, error: str) -> None:
        """Waits anew, with its payload as it is now."""
        ...

    async def failed(self, outgoing: Outgoing, error: str) -> None: ...

    async def dropped(self, outgoing: Outgoing, why: str) -> None: ...

    async def moved(self, address: Address, chat: str) -> None:
        """The chat has a new id: everything kept under the old one follows it."""
        ...

    async def reached(self, address: Address, *, reachable: bool) -> None:
        """Whether the people behind this private chat can be written to."""
        ...

    async def next_due(self, messengers: Iterable[str]) -> datetime | None:
        """Of the rows that `claim` would hand out."""
        ...


class FilesFolder(Protocol):
    """Bytes of files, named by their content: the same bytes are kept once."""

    async def keep(self, chunks: AsyncIterator[bytes], most: int) -> KeptBytes:
        """On the disk when this returns. Raises Refusal `file.too_large` past `most` bytes, StorageBroken for a full disk."""
        ...

    def open(self, sha256: str) -> AsyncIterator[bytes]:
        """In chunks. Raises Missing."""
        ...


class Store(Protocol):
    """The base. `work` raises AlreadyDone when its request was carried out before."""

    on_posted: Callable[[], None]
    """Called after the commit of a work that posted something to be delivered, or changed a card that stands shown."""

    @property
    def inbox(self) -> Inbox: ...

    @property
    def outbox(self) -> Outbox: ...

    def reading(self) -> AbstractAsyncContextManager[Reads]: ...

    def work(self, request: str) -> AbstractAsyncContextManager[Work]: ...

    async def close(self) -> None: ...
