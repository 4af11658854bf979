"""Where people and views are: what follows a chat that moves, and who cannot be written to."""

from sqlalchemy import Table, bindparam, delete, null, update

from core.tasks.delivery import Address
from storage.statements import Statement, Write
from storage.tables import drafts, identities, outbox, placements


def _moving(table: Table) -> Statement:
    there = (table.c.messenger == bindparam("of"), table.c.chat == bindparam("old"))
    return Statement(update(table).where(*there).values(chat=bindparam("new")))


MOVE = tuple(_moving(table) for table in (identities, drafts))
FORGET = Statement(delete(placements).where(placements.c.messenger == bindparam("of"), placements.c.chat == bindparam("old")))
MOVE_WAITING = Statement(
    update(outbox)
    .where(outbox.c.messenger == bindparam("of"), outbox.c.chat == bindparam("old"), outbox.c.finished_at.is_(None))
    .values(chat=bindparam("new"), edits=null())
)
REACHED = Statement(
    update(identities)
    .where(identities.c.messenger == bindparam("of"), identities.c.chat == bindparam("old"), identities.c.deleted_at.is_(None))
    .values(reachable=bindparam("reachable"))
)


def moved(address: Address, chat: str) -> list[Write]:
    """Messages are numbered anew in the new chat, so what stands in the old one cannot be edited any more."""
    place = {"of": address.messenger, "old": address.chat, "new": chat}
    return [Write(statement, [place]) for statement in (*MOVE, MOVE_WAITING, FORGET)]


def reached(address: Address, *, reachable: bool) -> list[Write]:
    return [Write(REACHED, [{"of": address.messenger, "old": address.chat, "reachable": reachable}])]
