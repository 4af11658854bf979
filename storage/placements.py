"""Where views stand."""

import json
from typing import Any

from sqlalchemy import bindparam, select

from core.records import Ref
from core.tasks.delivery import Address, Placement
from storage.mapper import of_micros, to_json, to_micros
from storage.shelf import Session, Values
from storage.statements import Query, Statement, Write
from storage.tables import placements

AT = Statement(select(placements).where(*(placements.c[name] == bindparam(name) for name in ("messenger", "chat", "message"))))
SHOWN = ("thread", "person_id", "about_noun", "about_id", "payload")
RECENT = Statement(
    select(placements.c.about_noun, placements.c.about_id)
    .where(
        placements.c.messenger == bindparam("messenger"),
        placements.c.chat == bindparam("chat"),
        placements.c.about_id.is_not(None),
    )
    .order_by(placements.c.shown_at.desc())
    .limit(bindparam("most"))
)
LOOKED_THROUGH = 40
"""Messages; a card may stand in several."""


def _keeping(*columns: str) -> Statement:
    def build(insert: Any) -> Any:
        new = insert(placements)
        changes = {name: new.excluded[name] for name in columns}
        return new.on_conflict_do_update(index_elements=["messenger", "chat", "message"], set_=changes)

    return Statement(build)


KEEP = _keeping(*SHOWN, "shown_at")
KEEP_REDRAWN = _keeping(*SHOWN)


class PlacementShelf:
    def __init__(self, session: Session) -> None:
        self._session = session

    async def at(self, address: Address, message: str) -> Placement | None:
        """The thread does not matter: a message's id is unique within its chat."""
        place = {"messenger": address.messenger, "chat": address.chat, "message": message}
        found = await self._session.fetch(Query(AT, place))
        return _to_placement(found[0]) if found else None

    async def recent(self, address: Address) -> list[Ref]:
        place = {"messenger": address.messenger, "chat": address.chat, "most": LOOKED_THROUGH}
        found = await self._session.fetch(Query(RECENT, place))
        return list(dict.fromkeys(Ref(noun, card_id) for noun, card_id in found))


def keep(placement: Placement, *, redrawn: bool = False) -> Write:
    """What was only redrawn was not looked at."""
    return Write(KEEP_REDRAWN if redrawn else KEEP, [_of_placement(placement)])


def _to_placement(values: Values) -> Placement:
    messenger, chat, message, thread, person_id, noun, card_id, payload, shown_at = values
    return Placement(
        address=Address(messenger, chat, thread),
        message=message,
        person_id=person_id,
        about=None if noun is None else Ref(noun, card_id),
        payload=json.loads(payload),
        shown_at=of_micros(shown_at),
    )


def _of_placement(placement: Placement) -> dict[str, Any]:
    return {
        "messenger": placement.address.messenger,
        "chat": placement.address.chat,
        "message": placement.message,
        "thread": placement.address.thread,
        "person_id": placement.person_id,
        "about_noun": placement.about and placement.about.noun,
        "about_id": placement.about and placement.about.id,
        "payload": to_json(placement.payload),
        "shown_at": to_micros(placement.shown_at),
    }
