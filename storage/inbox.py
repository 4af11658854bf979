"""Updates, written down before they are acknowledged."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import bindparam, case, select, update

from core.tasks.delivery import Received
from storage.engine import Engine
from storage.ids import Ids
from storage.mapper import of_micros, to_micros
from storage.statements import Query, Statement, constant
from storage.tables import inbox, requests

WAITING, DONE, ASIDE = 0, 1, 2

_columns = inbox.c
_this = _columns.request == bindparam("this")
MOST_WAITING = 5000
"""After a long outage what waits is read in turns."""

_received = select(
    _columns.request,
    _columns.messenger,
    _columns.lane,
    _columns.payload,
    _columns.received_at,
    _columns.attempts,
    _columns.error,
)


def _put(insert: Any) -> Any:
    """A row that is put again under its own id was added by it."""
    new = insert(inbox)
    ours = inbox.c.id == new.excluded.id
    same = {"attempts": inbox.c.attempts}
    return new.on_conflict_do_update(index_elements=["request"], set_=same, where=ours).returning(inbox.c.id)


PUT = Statement(_put)
WAITS = Statement(
    _received.where(_columns.state == constant(WAITING), _columns.messenger == bindparam("messenger"))
    .order_by(_columns.id)
    .limit(MOST_WAITING)
)
SET_ASIDE = Statement(_received.where(_columns.state == constant(ASIDE)).order_by(_columns.id))
_tries = _columns.attempts + constant(1)
FAILED = Statement(
    update(inbox)
    .where(_this, _columns.state != constant(DONE))
    .values(
        attempts=_tries,
        error=bindparam("why"),
        state=case(((_columns.state == constant(ASIDE)) | (_tries >= bindparam("most")), constant(ASIDE)), else_=constant(WAITING)),
    )
    .returning(_columns.state)
)
RETRY = Statement(
    update(inbox)
    .where(_this, _columns.state == constant(ASIDE))
    .values(attempts=constant(0), state=constant(WAITING))
    .returning(_columns.request)
)
SEEN = Statement(
    select(_columns.state)
    .where(_this)
    .union_all(select(constant(DONE)).select_from(requests).where(requests.c.request == bindparam("this")))
)
MARK = Statement(
    update(inbox).where(_this, _columns.state != constant(DONE)).values(state=constant(DONE), done_at=bindparam("now"), error=None)
)
REMEMBER = Statement(lambda insert: insert(requests).on_conflict_do_nothing())


class Inbox:
    def __init__(self, engine: Engine, ids: Ids) -> None:
        self._engine = engine
        self._ids = ids

    async def put(self, received: Iterable[Received]) -> list[Received]:
        rows = {self._ids.next(): update for update in {update.request: update for update in received}.values()}
        if not rows:
            return []
        added = await self._engine.add(PUT, [_row(row_id, update) for row_id, update in rows.items()])
        return [update for row_id, update in rows.items() if row_id in added]

    async def waiting(self, messenger: str) -> list[Received]:
        return [_to_received(row) for row in await self._engine.read(Query(WAITS, {"messenger": messenger}))]

    async def failed(self, request: str, error: str, most: int) -> bool:
        (rows,) = await self._engine.returning([Query(FAILED, {"this": request, "why": error, "most": most})])
        return bool(rows) and rows[0][0] == ASIDE

    async def aside(self) -> list[Received]:
        return [_to_received(row) for row in await self._engine.read(Query(SET_ASIDE))]

    async def retry(self, request: str) -> bool:
        """False: no such row is set aside."""
        (rows,) = await self._engine.returning([Query(RETRY, {"this": request})])
        return bool(rows)


def _row(row_id: int, update: Received) -> dict[str, Any]:
    return {
        "id": row_id,
        "request": update.request,
        "messenger": update.messenger,
        "lane": update.lane,
        "payload": update.payload,
        "received_at": to_micros(update.received_at),
        "attempts": update.attempts,
        "error": update.error,
        "state": WAITING,
        "done_at": None,
    }


def _to_received(row: Sequence[Any]) -> Received:
    request, messenger, lane, payload, received_at, attempts, error = row
    return Received(
        request=request,
        messenger=messenger,
        lane=lane,
        payload=payload,
        received_at=of_micros(received_at),
        attempts=attempts,
        error=error,
    )
