"""What each kind of outgoing row is: when there is nothing left to say, and what becomes of one that nobody knows the end of."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from core.crm.access import EVERYTHING
from core.errors import Missing
from core.ports import Reads
from core.tasks.delivery import Outgoing


class IfUncertain(Enum):
    """A row that was on its way when the process died, or whose connection broke: it may have arrived or not."""

    AGAIN = "send again: doubled it does no harm"
    MARKED = "send again with a mark that says so"
    ASK = "show it to its author, who decides"


StillDue = Callable[[Reads, Outgoing], Awaitable[bool]]


async def _always(_reads: Reads, _outgoing: Outgoing) -> bool:
    return True


async def _task_is_due(reads: Reads, outgoing: Outgoing) -> bool:
    """Still open, still this person's, and not put off: the later moment has a row of its own."""
    if outgoing.about is None or outgoing.about.noun != "task":
        return True
    try:
        task = await reads.tasks.get(outgoing.about.id, EVERYTHING)
    except Missing:
        return False
    rings = task.done_at is None and task.due_at is not None and task.owner_id == outgoing.person_id
    return rings and task.due_at is not None and task.due_at <= first_due(outgoing)


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """`patience`: seconds to wait for a turn before the row is put back. `needs_record`: without its card it is not sent.
    `tells_lateness`: says for which moment it was meant when it comes late. `anew`: what cannot be edited is sent as new."""

    if_uncertain: IfUncertain
    patience: float
    still_due: StillDue = _always
    to_active_only: bool = True
    needs_record: bool = False
    tells_lateness: bool = False
    anew: bool = True


POLICIES: dict[str, Policy] = {
    "answer": Policy(if_uncertain=IfUncertain.AGAIN, patience=5),
    "reminder": Policy(if_uncertain=IfUncertain.MARKED, patience=1, still_due=_task_is_due, needs_record=True, tells_lateness=True),
    "notice": Policy(if_uncertain=IfUncertain.MARKED, patience=1, tells_lateness=True),
    "menu": Policy(if_uncertain=IfUncertain.AGAIN, patience=1, to_active_only=False, needs_record=True),
    "cards": Policy(if_uncertain=IfUncertain.AGAIN, patience=0),
    "fetch": Policy(if_uncertain=IfUncertain.AGAIN, patience=0),
    "redraw": Policy(if_uncertain=IfUncertain.AGAIN, patience=0.3, needs_record=True, anew=False),
}


def policy_of(outgoing: Outgoing) -> Policy:
    return POLICIES[outgoing.kind]


def first_due(outgoing: Outgoing) -> datetime:
    """When the row was meant to go; `due_at` moves on with every try."""
    kept = outgoing.payload.get("due")
    return datetime.fromisoformat(kept) if kept else outgoing.due_at
