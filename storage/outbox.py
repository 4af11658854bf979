"""Outgoing rows: claim, commit, send."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, Text, bindparam, case, literal_column, null, select, text, union_all, update

from core.ports import Clock
from core.records import Ref
from core.tasks.delivery import Address, Delivery, Outgoing, Placement, Priority
from storage import addresses, placements
from storage.engine import Engine
from storage.mapper import of_micros, to_json, to_micros
from storage.statements import OneOf, Query, Statement, Write, constant, of_sqlite
from storage.tables import identities, outbox

POSTED_LEASE = timedelta(minutes=1)
"""How long the poster of a row posted as SENDING has for the call."""

COLUMNS = tuple(column.name for column in outbox.c)
WAITING_KEY = text("state = 0 AND key IS NOT NULL")

_waits = outbox.c.state == constant(Delivery.WAITING)
_this = outbox.c.id == bindparam("row_id")


def _upsert(insert: Any) -> Any:
    new = insert(outbox).values({name: bindparam(name) for name in COLUMNS})
    taken = {name: new.excluded[name] for name in COLUMNS if name != "key"}
    return new.on_conflict_do_update(index_elements=["key"], index_where=WAITING_KEY, set_=taken)


POST = Statement(_upsert)


def _reached() -> Select[Any]:
    columns = identities.c
    return select(columns.messenger).where(columns.person_id == outbox.c.person_id, columns.reachable, columns.deleted_at.is_(None))


def _for_us() -> ColumnElement[bool]:
    """Of a person's row: reached by one of these messengers, or by none at all, for somebody must say so."""
    here = _reached().where(OneOf(identities.c.messenger, "messengers", Text))
    return OneOf(outbox.c.messenger, "messengers", Text) | (
        (outbox.c.messenger == text("''")) & (here.exists() | ~_reached().exists())
    )


def _due(priority: Priority) -> Select[Any]:
    """The partial index hands out the rows of one priority by age, so what is due later is never looked at."""
    columns = outbox.c
    rows = select(columns.id, columns.priority, columns.due_at).where(
        _waits, columns.priority == constant(priority), columns.due_at <= bindparam("now"), _for_us()
    )
    return rows.order_by(columns.due_at).limit(bindparam("most"))


def _claim(insert: Any) -> Any:
    postgresql = not of_sqlite(insert)
    each = [_due(priority).with_for_update(skip_locked=True) if postgresql else _due(priority) for priority in Priority]
    parts = [select(rows.cte(f"due_{priority}")) for priority, rows in zip(Priority, each, strict=True)]
    due = union_all(*parts).order_by(literal_column("priority"), literal_column("due_at")).limit(bindparam("most"))
    taken = due.cte("taken")
    claimed = update(outbox).where(outbox.c.id.in_(select(taken.c.id)), _waits)
    return claimed.values(
        state=constant(Delivery.SENDING), attempts=outbox.c.attempts + constant(1), lease_until=bindparam("lease_until")
    ).returning(*outbox.c)


CLAIM = Statement(_claim)
ADDRESSES = Statement(
    select(identities.c.person_id, identities.c.messenger, identities.c.chat).where(
        OneOf(identities.c.person_id, "people"),
        OneOf(identities.c.messenger, "messengers", Text),
        identities.c.reachable,
        identities.c.deleted_at.is_(None),
    )
)
UNCERTAIN = Statement(
    update(outbox)
    .where(
        outbox.c.id.in_(
            select(outbox.c.id)
            .where(outbox.c.lease_until <= bindparam("now"))
            .order_by(outbox.c.lease_until)
            .limit(bindparam("most"))
        ),
        outbox.c.lease_until <= bindparam("now"),
    )
    .values(state=constant(Delivery.UNCERTAIN), lease_until=bindparam("lease_until"))
    .returning(*outbox.c)
)
_other = outbox.alias("other")
_superseded = select(_other.c.id).where(_other.c.key == outbox.c.key, _other.c.state == constant(Delivery.WAITING)).exists()
AGAIN = Statement(
    update(outbox)
    .where(_this)
    .values(
        state=case((_superseded, constant(Delivery.DROPPED)), else_=constant(Delivery.WAITING)),
        finished_at=case((_superseded, bindparam("due_at")), else_=null()),
        due_at=bindparam("due_at"),
        payload=bindparam("kept_payload"),
        lease_until=null(),
        error=bindparam("error"),
    )
)
LEFT = Statement(update(outbox).where(outbox.c.lease_until.is_not(None)).values(lease_until=bindparam("now")))
BEGUN = Statement(update(outbox).where(_this).values(payload=bindparam("kept_payload")))
FINISH = Statement(
    update(outbox)
    .where(_this)
    .values(state=bindparam("state"), finished_at=bindparam("now"), lease_until=null(), error=bindparam("error"))
)
NEXT_DUE = Statement(
    union_all(
        *(
            select(
                select(outbox.c.due_at)
                .where(_waits, outbox.c.priority == constant(priority), _for_us())
                .order_by(outbox.c.due_at)
                .limit(constant(1))
                .scalar_subquery()
            )
            for priority in Priority
        )
    )
)


class Outbox:
    def __init__(self, engine: Engine, clock: Clock) -> None:
        self._engine = engine
        self._clock = clock

    async def claim(self, messengers: Iterable[str], now: datetime, most: int, lease: timedelta) -> list[Outgoing]:
        ours = list(messengers)
        limits = {"messengers": ours, "now": to_micros(now), "most": most, "lease_until": to_micros(now + lease)}
        (rows,) = await self._engine.returning([Query(CLAIM, limits)])
        claimed = sorted((to_outgoing(row) for row in rows), key=_urgency)
        return await self._addressed(claimed, ours)

    async def uncertain(self, now: datetime, most: int, lease: timedelta) -> list[Outgoing]:
        """Who does not settle one within `lease` is asked about it again."""
        limits = {"now": to_micros(now), "most": most, "lease_until": to_micros(now + lease)}
        (rows,) = await self._engine.returning([Query(UNCERTAIN, limits)])
        return [to_outgoing(row) for row in rows]

    async def left(self, now: datetime) -> None:
        """No other process sends: what is on its way was left there by one that died, and is uncertain at once."""
        await self._engine.write([Write(LEFT, [{"now": to_micros(now)}])])

    async def begun(self, outgoing: Outgoing) -> None:
        """Keeps its payload as it is now."""
        await self._engine.write([Write(BEGUN, [{"row_id": outgoing.id, "kept_payload": to_json(outgoing.payload)}])])

    async def sent(self, outgoing: Outgoing, now: datetime, placement: Placement | None) -> None:
        writes = [_finish(outgoing, Delivery.SENT, now, None)]
        if placement is not None:
            writes.append(placements.keep(placement, redrawn=outgoing.priority is Priority.REDRAW))
        await self._engine.write(writes)

    async def again(self, outgoing: Outgoing, due_at: datetime, error: str) -> None:
        """Waits anew, with its payload as it is now, unless a newer row with its key already does."""
        kept = {"row_id": outgoing.id, "due_at": to_micros(due_at), "kept_payload": to_json(outgoing.payload), "error": error}
        await self._engine.write([Write(AGAIN, [kept])])

    async def failed(self, outgoing: Outgoing, error: str) -> None:
        await self._engine.write([_finish(outgoing, Delivery.FAILED, self._clock.now(), error)])

    async def dropped(self, outgoing: Outgoing, why: str) -> None:
        await self._engine.write([_finish(outgoing, Delivery.DROPPED, self._clock.now(), why)])

    async def moved(self, address: Address, chat: str) -> None:
        """The chat has a new id: everything kept under the old one follows it."""
        await self._engine.write(addresses.moved(address, chat))

    async def reached(self, address: Address, *, reachable: bool) -> None:
        """Whether the people behind this private chat can be written to."""
        await self._engine.write(addresses.reached(address, reachable=reachable))

    async def next_due(self, messengers: Iterable[str]) -> datetime | None:
        moments = [
            row[0] for row in await self._engine.read(Query(NEXT_DUE, {"messengers": list(messengers)})) if row[0] is not None
        ]
        return of_micros(min(moments)) if moments else None

    async def _addressed(self, claimed: list[Outgoing], messengers: list[str]) -> list[Outgoing]:
        """The private chat of each person, by the messengers' order."""
        people = {row.person_id for row in claimed if row.address is None and row.person_id is not None}
        if not people:
            return claimed
        found = await self._engine.read(Query(ADDRESSES, {"people": sorted(people), "messengers": messengers}))
        chats: dict[int, Address] = {}
        for person_id, messenger, chat in sorted(found, key=lambda row: messengers.index(row[1])):
            chats.setdefault(person_id, Address(messenger, chat))
        return [row if row.address or row.person_id is None else replace(row, address=chats.get(row.person_id)) for row in claimed]


def _urgency(outgoing: Outgoing) -> tuple[int, datetime, int]:
    return outgoing.priority, outgoing.due_at, outgoing.id


def _finish(outgoing: Outgoing, state: Delivery, now: datetime, error: str | None) -> Write:
    return Write(FINISH, [{"row_id": outgoing.id, "state": int(state), "now": to_micros(now), "error": error}])


def post(outgoings: Iterable[Outgoing], now: datetime, lease: timedelta = POSTED_LEASE) -> Write:
    return Write(POST, [of_outgoing(outgoing, now, lease) for outgoing in outgoings])


def of_outgoing(outgoing: Outgoing, now: datetime, lease: timedelta = POSTED_LEASE) -> dict[str, Any]:
    address = outgoing.address or Address("", "")
    return {
        "id": outgoing.id,
        "kind": outgoing.kind,
        "priority": int(outgoing.priority),
        "due_at": to_micros(outgoing.due_at),
        "person_id": outgoing.person_id,
        "messenger": address.messenger,
        "chat": address.chat,
        "thread": address.thread,
        "edits": outgoing.edits,
        "about_noun": outgoing.about and outgoing.about.noun,
        "about_id": outgoing.about and outgoing.about.id,
        "payload": to_json(outgoing.payload),
        "key": outgoing.key,
        "attempts": outgoing.attempts,
        "state": int(outgoing.state),
        "lease_until": to_micros(now + lease) if outgoing.state is Delivery.SENDING else None,
        "finished_at": None,
        "error": None,
    }


def to_outgoing(values: Sequence[Any]) -> Outgoing:
    row = dict(zip(COLUMNS, values, strict=True))
    return Outgoing(
        id=row["id"],
        kind=row["kind"],
        priority=Priority(row["priority"]),
        due_at=of_micros(row["due_at"]),
        person_id=row["person_id"],
        address=Address(row["messenger"], row["chat"], row["thread"]) if row["messenger"] else None,
        edits=row["edits"],
        about=None if row["about_noun"] is None else Ref(row["about_noun"], row["about_id"]),
        payload=json.loads(row["payload"]),
        key=row["key"],
        attempts=row["attempts"],
        state=Delivery(row["state"]),
    )
