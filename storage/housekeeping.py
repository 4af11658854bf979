"""What is done and old goes, in short chunks that let others write in between."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Table, bindparam, delete, select, text, tuple_

from storage.engine import Engine
from storage.mapper import to_micros
from storage.statements import Query, Statement
from storage.tables import drafts, inbox, outbox, placements, requests

CHUNK = 500


@dataclass(frozen=True, slots=True)
class Keep:
    """How long what is over stays. A request forgotten is a request that can be replayed, so longer than any messenger retries."""

    inbox: timedelta = timedelta(days=7)
    outbox: timedelta = timedelta(days=30)
    requests: timedelta = timedelta(days=30)
    placements: timedelta = timedelta(days=180)


def _old(table: Table, moment: str, condition: str) -> Statement:
    keys = tuple(table.primary_key.columns)
    chosen = select(*keys).where(text(condition), table.c[moment] < bindparam("before")).order_by(table.c[moment])
    this = keys[0] if len(keys) == 1 else tuple_(*keys)
    return Statement(delete(table).where(this.in_(chosen.limit(bindparam("most")))).returning(keys[0]))


INBOX = _old(inbox, "done_at", "state = 1")
OUTBOX = _old(outbox, "finished_at", "finished_at IS NOT NULL")
REQUESTS = _old(requests, "at", "1 = 1")
DRAFTS = _old(drafts, "expires_at", "1 = 1")
PLACEMENTS = _old(placements, "shown_at", "1 = 1")


async def keep_house(engine: Engine, now: datetime, keep: Keep) -> int:
    """How many rows went."""
    gone = 0
    for statement, before in _due(now, keep):
        found = CHUNK
        while found == CHUNK:
            limits: dict[str, Any] = {"before": to_micros(before), "most": CHUNK}
            (rows,) = await engine.returning([Query(statement, limits)])
            found = len(rows)
            gone += found
    return gone


def _due(now: datetime, keep: Keep) -> Iterator[tuple[Statement, datetime]]:
    yield INBOX, now - keep.inbox
    yield OUTBOX, now - keep.outbox
    yield REQUESTS, now - keep.requests
    yield PLACEMENTS, now - keep.placements
    yield DRAFTS, now
