"""The unit of work: writes are gathered as data, and carried out in one go before a read that could see them, or at the end."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache, partial
from typing import Any, TypeVar

from sqlalchemy import bindparam, insert, null, select, update

from core.crm.timeline import Change, Event, Row
from core.errors import AlreadyDone, Missing, Stale
from core.facts import Fact
from core.records import Record, Ref
from core.tasks.delivery import Address, Delivery, Outgoing
from storage import drafts, outbox
from storage.derived import derive
from storage.documents import Documents
from storage.engine import Rows, Transaction
from storage.ids import Ids
from storage.inbox import MARK, REMEMBER
from storage.mapper import Mapper, to_micros
from storage.nouns import NOUNS, RANK, stored
from storage.reads import Shelves
from storage.redraw import redraw
from storage.statements import Query, Statement, Write
from storage.tables import event_subjects, events
from storage.timeline import of_event

R = TypeVar("R", bound=Record)

UNRECORDED = frozenset({"id", "version"})
"""Columns that name a row rather than tell what it says."""

ADD_EVENT = Statement(insert(events))
ADD_SUBJECTS = Statement(insert(event_subjects))
MARK_UNDONE = Statement(
    update(events).where(events.c.id == bindparam("undone"), events.c.undone_by.is_(None)).values(undone_by=bindparam("undone_by"))
)
_undone = events.alias("undone")
STANDS_AGAIN = Statement(
    update(events)
    .where(events.c.id == select(_undone.c.undoes).where(_undone.c.id == bindparam("undone")).scalar_subquery())
    .values(undone_by=null())
)


@cache
def adding(noun: str) -> Statement:
    return Statement(insert(NOUNS[noun][1]))


@cache
def changing(noun: str, columns: tuple[str, ...]) -> Statement:
    table = NOUNS[noun][1]
    this = (table.c.id == bindparam("row_id"), table.c.version == bindparam("seen"))
    return Statement(update(table).where(*this).values({name: bindparam(f"new_{name}") for name in columns}))


@cache
def by_id(noun: str) -> Statement:
    mapper, table = stored(noun)
    return Statement(
        table.select().with_only_columns(*(table.c[name] for name in mapper.columns)).where(table.c.id == bindparam("id"))
    )


@dataclass(slots=True)
class _Held:
    """A record in hand: as the database has it, as the last event left it, and as it is now. None: not there yet."""

    mapper: Mapper[Any]
    stored: Record | None
    told: Record | None
    now: Record


class UnitOfWork(Shelves):
    """One transaction. Made by a store; `last_writes` ends it."""

    def __init__(
        self, transaction: Transaction, ids: Ids, request: str, now: datetime, lease: timedelta, *, in_inbox: bool
    ) -> None:
        super().__init__(self)
        self.now = now
        self.request = request
        self._transaction = transaction
        self._ids = ids
        self._lease = lease
        self._in_inbox = in_inbox
        self._held: dict[Ref, _Held] = {}
        self._unwritten: dict[Ref, _Held] = {}
        self._untold: dict[Ref, _Held] = {}
        self._writes: list[Write] = []
        self._posted: list[Outgoing] = []
        self._unposted: dict[str | int, Outgoing] = {}
        self._drafts: dict[tuple[Address, str], Write] = {}
        self._cards: dict[Ref, None] = {}

    def new_id(self) -> int:
        return self._ids.next()

    async def fetch(self, query: Query) -> Rows:
        return await self._transaction.run(self._take(), query)

    def met(self, mapper: Mapper[R], values: Sequence[Any]) -> R:
        record = mapper.record(values)
        held = self._held.get(record.ref)
        if held is None:
            self._held[record.ref] = _Held(mapper, record, record, record)
        elif record.version != held.now.version:
            raise Stale(record.noun)
        return record

    def save(self, record: R) -> R:
        """A changed record must have been read in this work, so that the event can tell what it was."""
        held = self._held.get(record.ref)
        if held is None:
            if record.version:
                raise LookupError(f"{record.ref} was not read in this work")
            held = self._held[record.ref] = _Held(stored(record.noun)[0], None, None, record)
        elif record.version != held.now.version:
            raise Stale(record.noun)
        held.now = saved = replace(record, version=record.version + 1)
        self._unwritten[record.ref] = self._untold[record.ref] = held
        return saved

    async def row(self, ref: Ref) -> Row:
        mapper, _ = stored(ref.noun)
        found = await self.fetch(Query(by_id(ref.noun), {"id": ref.id}))
        if not found:
            raise Missing(ref.noun)
        return mapper.row(self.met(mapper, found[0]))

    def save_row(self, ref: Ref, now: Row, columns: Mapping[str, object]) -> None:
        mapper, _ = stored(ref.noun)
        primitives = {name: to_micros(value) if isinstance(value, datetime) else value for name, value in columns.items()}
        self.save(mapper.of_row({**now, **primitives, "id": now["id"], "version": now["version"]}))  # type: ignore[dict-item]

    def record(self, kind: str, actor_id: int | None, about: Iterable[Ref], undoes: int | None = None, **facts: Fact) -> Event:
        event = Event(
            id=self.new_id(),
            at=self.now,
            kind=kind,
            actor_id=actor_id,
            request=self.request,
            about=tuple(dict.fromkeys(about)),
            facts=facts,
            changes=tuple(self._changes()),
            undoes=undoes,
        )
        self._writes.append(Write(ADD_EVENT, [of_event(event)]))
        if event.about:
            subjects = [{"noun": ref.noun, "card_id": ref.id, "event_id": event.id} for ref in event.about]
            self._writes.append(Write(ADD_SUBJECTS, subjects))
        if undoes is not None:
            self._writes.append(Write(MARK_UNDONE, [{"undone": undoes, "undone_by": event.id}], partial(Stale, "event")))
            self._writes.append(Write(STANDS_AGAIN, [{"undone": undoes}]))
        self._cards.update(dict.fromkeys(event.about))
        return event

    def post(self, outgoing: Outgoing) -> None:
        self._posted.append(outgoing)
        self._unposted[outgoing.key or outgoing.id] = outgoing

    def keep_draft(self, address: Address, account: str, draft: Mapping[str, Any] | None, expires_at: datetime) -> None:
        self._drafts[address, account] = drafts.keep(address, account, draft, expires_at)

    @property
    def has_posted(self) -> bool:
        """Whether something may wait to be delivered: posted for later, or a changed card that stands shown."""
        return bool(self._cards) or any(outgoing.state is Delivery.WAITING for outgoing in self._posted)

    def last_writes(self) -> list[Write]:
        """Everything not yet written, the redraws, and the mark that the request is done."""
        if self._untold:
            raise RuntimeError(f"saved without an event: {', '.join(map(str, self._untold))}")
        writes = self._take()
        if self._cards:
            writes.append(redraw(self._cards, self._posted, self._ids, self.now))
        now = to_micros(self.now)
        if self._in_inbox:
            writes.append(Write(MARK, [{"this": self.request, "now": now}], AlreadyDone))
        else:
            writes.append(Write(REMEMBER, [{"request": self.request, "at": now}], AlreadyDone))
        return writes

    def _changes(self) -> Iterable[Change]:
        for ref, held in self._untold.items():
            after = held.mapper.row(held.now)
            before = held.mapper.row(held.told) if held.told else None
            touched = [name for name in after if name not in UNRECORDED and (before is None or before[name] != after[name])]
            held.told = held.now
            if touched:
                told_before = {name: before[name] for name in touched} if before is not None else None
                yield Change(ref, told_before, {name: after[name] for name in touched})
        self._untold.clear()

    def _in_hand(self, ref: Ref) -> Record | None:
        held = self._held.get(ref)
        return held.now if held else None

    def _take(self) -> list[Write]:
        unwritten = sorted(self._unwritten.values(), key=_rank)
        writes = [_store(held) for held in unwritten]
        documents = Documents(self._in_hand)
        for held in unwritten:
            writes += derive(held.stored, held.now, self._ids, self.now)
            documents.saved(held.stored, held.now)
            held.stored = held.now
        writes += documents.writes()
        writes += self._writes
        if self._unposted:
            writes.append(outbox.post(self._unposted.values(), self.now, self._lease))
        writes += self._drafts.values()
        self._unwritten.clear()
        self._writes.clear()
        self._unposted.clear()
        self._drafts.clear()
        return writes


def _rank(held: _Held) -> int:
    return RANK[held.now.noun]


def _store(held: _Held) -> Write:
    row = held.mapper.row(held.now)
    noun = held.now.noun
    if held.stored is None:
        return Write(adding(noun), [row])
    before = held.mapper.row(held.stored)
    columns = tuple(name for name in row if row[name] != before[name])
    parameters = {f"new_{name}": row[name] for name in columns}
    return Write(changing(noun, columns), [{**parameters, "row_id": row["id"], "seen": before["version"]}], partial(Stale, noun))
