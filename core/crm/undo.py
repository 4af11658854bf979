"""Undo: one generic operation. What an event left behind is set back, if it still stands as the event left it."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.crm.access import Actor, Right
from core.crm.keeping import refuse_grown, refuse_unkept, refuse_without_right
from core.crm.timeline import Change, Event, Row
from core.errors import Missing, Refusal
from core.ports import Work
from core.records import Ref

FILLED_IN = {"file": frozenset({"sha256", "size"})}
"""Columns that the house fills in by itself: that it did is no change since."""
CARDS = ("contact", "company", "deal", "task", "note", "file")
"""Nouns that not everybody sees."""


@dataclass(frozen=True, slots=True)
class Undone:
    event: Event
    undid: Event


async def undo(work: Work, actor: Actor, event_id: int) -> Undone:
    """Set back every column that the event changed. A creation becomes a deletion. Undoing an undo does the thing again, and
    undoing that takes back the first event once more.

    Raises Missing for an event of somebody outside the actor's reach, or on a card that the actor sees neither before nor after
    it; Refusal `undo.done` for one already taken back, `undo.changed` naming the columns that changed since; what refuse_grown
    and refuse_unkept raise. Then nothing is written.
    """
    event = await _meant(work, event_id)
    if not _may_undo(actor, event):
        raise Missing("event")
    if event.undone_by is not None:
        raise Refusal("undo.done")
    if not event.changes:
        raise Refusal("undo.nothing")
    await refuse_without_right(work, actor, event.changes)
    touched = [change.ref for change in event.changes]
    hidden = await _hidden(work, actor, touched)
    rows = [await work.row(ref) for ref in touched]
    for change, now in zip(event.changes, rows, strict=True):
        _refuse_changed(change, now, hidden)
    await refuse_grown(work, event.changes)
    for change, now in zip(event.changes, rows, strict=True):
        work.save_row(change.ref, now, {"deleted_at": work.now} if change.before is None else dict(change.before))
    if await _hidden(work, actor, hidden):
        raise Missing("event")
    await refuse_unkept(work, event.changes)
    undoing = work.record("undone", actor.id, event.about, undoes=event.id, what=event.kind)
    return Undone(undoing, event)


async def _meant(work: Work, event_id: int) -> Event:
    """An event that did again what was undone stands for the first one."""
    event = await work.timeline.event(event_id)
    if event.undoes is None:
        return event
    undone = await work.timeline.event(event.undoes)
    return event if undone.undoes is None else await work.timeline.event(undone.undoes)


def _may_undo(actor: Actor, event: Event) -> bool:
    if event.actor_id == actor.id:
        return True
    sees_others = actor.may(Right.SEE_TEAM) or actor.may(Right.SEE_ALL)
    return sees_others and event.actor_id is not None and actor.scope.covers(event.actor_id)


async def _hidden(work: Work, actor: Actor, refs: Sequence[Ref]) -> list[Ref]:
    """Those that are not the actor's to see as they stand now."""
    if actor.scope.people is None:
        return []
    hidden: list[Ref] = []
    for noun in CARDS:
        ids = [ref.id for ref in refs if ref.noun == noun]
        seen = {record.id for record in await work.shelf(noun).some(ids, actor.scope)}
        hidden += [Ref(noun, one) for one in ids if one not in seen]
    return hidden


def _refuse_changed(change: Change, now: Row, hidden: Sequence[Ref]) -> None:
    """A new record's later, deliberate changes would be lost with it, so they count too."""
    filled_in = FILLED_IN.get(change.ref.noun, frozenset())
    since = sorted(name for name, left in change.after.items() if now[name] != left and name not in filled_in)
    if since:
        raise Missing("event") if change.ref in hidden else Refusal("undo.changed", noun=change.ref.noun, fields=", ".join(since))
