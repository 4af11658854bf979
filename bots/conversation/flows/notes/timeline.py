"""The timeline of any card: who did what and when, newest first, with files and long notes to open and own steps to take back."""

from bots.conversation.actions import Action
from bots.conversation.actions.common import Open, Undo
from bots.conversation.actions.notes import SendFile, ShowNote, ShowTimeline
from bots.conversation.builders import Viewer, builds
from bots.conversation.cards import Card, TimelineCard
from bots.conversation.cards.notes import TimelineEntry
from bots.conversation.flows.records import name_at
from bots.conversation.routes import shows
from bots.conversation.talk import Talk
from bots.conversation.views import RECORDS, Reply, View, record_view
from core.crm.access import Scope
from core.crm.notes import QUOTED
from core.crm.timeline import Event
from core.paging import Page, Paged
from core.ports import Reads
from core.records import Ref

ENTRIES = 6
"""On a page of a phone's size."""
MOST_UNDOES = 3


@shows(ShowTimeline)
async def show(_talk: Talk, _reads: Reads, action: ShowTimeline) -> Reply:
    return Reply(view=record_view("timeline", Ref(action.noun, action.record_id), action.page))


@builds("timeline")
async def timeline_card(reads: Reads, viewer: Viewer, view: View) -> Card:
    named = await name_at(reads, viewer.actor.scope, Ref(view.query, view.id))
    found = await reads.timeline.of(named.ref, viewer.actor.scope, Page(view.page, ENTRIES))
    events = await seen_events(reads, viewer.actor.scope, named.ref, found.items)
    people = await reads.people.some(event.actor_id for event in events)
    undoable = [event.id for event in events if _may_go_back(event, viewer)][:MOST_UNDOES]
    entries = tuple(
        TimelineEntry(
            event=event,
            actor=people.get(event.actor_id) if event.actor_id else None,
            opens=_opens(event),
            undo=Undo(event.id) if event.id in undoable else None,
        )
        for event in events
    )
    page = ShowTimeline(named.ref.noun, named.ref.id, view.page)
    return TimelineCard(
        card=named,
        entries=Paged(entries, found.number, found.more),
        newer=ShowTimeline(page.noun, page.record_id, page.page - 1) if page.page else None,
        older=ShowTimeline(page.noun, page.record_id, page.page + 1) if found.more else None,
        back=Open(named.ref.noun, named.ref.id),
    )


async def seen_events(reads: Reads, scope: Scope, card: Ref, events: tuple[Event, ...]) -> list[Event]:
    """An event names first what it happened to; on a contact's or company's timeline that may be a deal of somebody else's."""
    if scope.people is None:
        return list(events)
    primary = {event.about[0] for event in events if event.about and event.about[0] != card and event.about[0].noun in RECORDS}
    seen = {card}
    for noun in {ref.noun for ref in primary}:
        found = await reads.shelf(noun).some([ref.id for ref in primary if ref.noun == noun], scope)
        seen |= {record.ref for record in found}
    return [event for event in events if not event.about or event.about[0] in seen or event.about[0].noun not in RECORDS]


def _may_go_back(event: Event, viewer: Viewer) -> bool:
    own = event.actor_id == viewer.actor.id
    return own and event.undone_by is None and bool(event.changes)


def _opens(event: Event) -> Action | None:
    """A file that was attached; a note too long for its line."""
    for change in event.changes:
        if change.before is None and change.ref.noun == "file":
            return SendFile(change.ref.id)
        if change.before is None and change.ref.noun == "note" and len(str(change.after.get("text") or "")) > QUOTED:
            return ShowNote(change.ref.id)
    return None
