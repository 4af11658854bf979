"""Undo: one generic operation. What an event left behind is set back, if it still stands as the event left it."""

from dataclasses import dataclass

from core.crm.access import Actor, Right
from core.crm.keeping import refuse_unkept, refuse_without_right
from core.crm.timeline import Change, Event
from core.errors import Missing, Refusal
from core.ports import Work

FILLED_IN = {"file": frozenset({"sha256", "size"})}
"""Columns that the house fills in by itself: that it did is no change since."""


@dataclass(frozen=True, slots=True)
class Undone:
    event: Event
    undid: Event


async def undo(work: Work, actor: Actor, event_id: int) -> Undone:
    """Set back every column that the event changed. A creation becomes a deletion. Undoing an undo does the thing again.

    Raises Missing for an event of somebody outside the actor's reach, Refusal `undo.done` for one already taken back,
    `undo.changed` naming the columns that changed since, what refuse_unkept raises; then nothing is written.
    """
    event = await work.timeline.event(event_id)
    if not _may_undo(actor, event):
        raise Missing("event")
    if event.undone_by is not None:
        raise Refusal("undo.done")
    if not event.changes:
        raise Refusal("undo.nothing")
    await refuse_without_right(work, actor, event.changes)
    for change in event.changes:
        await _set_back(work, change)
    await refuse_unkept(work, event.changes)
    undoing = work.record("undone", actor.id, event.about, undoes=event.id, what=event.kind)
    return Undone(undoing, event)


def _may_undo(actor: Actor, event: Event) -> bool:
    if event.actor_id == actor.id:
        return True
    sees_others = actor.may(Right.SEE_TEAM) or actor.may(Right.SEE_ALL)
    return sees_others and event.actor_id is not None and actor.scope.covers(event.actor_id)


async def _set_back(work: Work, change: Change) -> None:
    now = await work.row(change.ref)
    filled_in = FILLED_IN.get(change.ref.noun, frozenset())
    since = sorted(name for name, left in change.after.items() if now[name] != left and name not in filled_in)
    if change.before is None:
        # A new record's later, deliberate changes would be lost with it.
        if since:
            raise Refusal("undo.changed", noun=change.ref.noun, fields=", ".join(since))
        work.save_row(change.ref, now, {"deleted_at": work.now})
        return
    if since:
        raise Refusal("undo.changed", noun=change.ref.noun, fields=", ".join(since))
    work.save_row(change.ref, now, dict(change.before))
