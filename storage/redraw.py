"""What stands shown about a changed card is drawn anew: one waiting row a message, made by one statement a work."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Integer, Text, bindparam, func, literal, literal_column, select

from core.records import Ref
from core.tasks.delivery import Outgoing, Priority
from storage.ids import BLOCK, Ids
from storage.mapper import to_micros
from storage.statements import OneOf, Statement, Write
from storage.tables import outbox, placements

NEWEST = 3
"""So many of one viewer's messages about one card are kept fresh; older ones carry buttons that read afresh anyway."""


def _redraw(insert: Any) -> Any:
    shown = placements.c
    key = literal("redraw:", Text()) + shown.messenger + literal(":", Text()) + shown.chat + literal(":", Text()) + shown.message
    viewer = [shown.about_id, shown.about_noun, shown.person_id]
    age = func.row_number().over(partition_by=viewer, order_by=shown.shown_at.desc()).label("age")
    live = select(placements, key.label("key"), age).where(OneOf(shown.about_id, "cards")).subquery("live")
    number = func.row_number().over(order_by=live.c.shown_at.desc())
    row: dict[str, Any] = {
        "id": bindparam("first_id", type_=BigInteger()) + number,
        "kind": literal("redraw", Text()),
        "priority": literal(int(Priority.REDRAW), Integer()),
        "due_at": bindparam("now", type_=BigInteger()),
        "person_id": live.c.person_id,
        "messenger": live.c.messenger,
        "chat": live.c.chat,
        "thread": live.c.thread,
        "edits": live.c.message,
        "about_noun": live.c.about_noun,
        "about_id": live.c.about_id,
        "payload": live.c.payload,
        "key": live.c.key,
        "attempts": literal_column("0"),
        "state": literal_column("0"),
    }
    fresh = select(*row.values()).where(live.c.age <= NEWEST, ~OneOf(live.c.key, "drawn", Text)).limit(BLOCK - 1)
    return insert(outbox).from_select(list(row), fresh).on_conflict_do_nothing()


REDRAW = Statement(_redraw)


def redraw(cards: Iterable[Ref], posted: Iterable[Outgoing], ids: Ids, now: datetime) -> Write:
    """`posted` are the work's own outgoing rows: a message that one of them edits needs no second drawing."""
    drawn = [
        f"redraw:{outgoing.address.messenger}:{outgoing.address.chat}:{outgoing.edits}"
        for outgoing in posted
        if outgoing.edits is not None and outgoing.address is not None
    ]
    card_ids = sorted({card.id for card in cards})
    return Write(REDRAW, [{"cards": card_ids, "drawn": drawn, "first_id": ids.block(), "now": to_micros(now)}])
