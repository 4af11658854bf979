"""What an outgoing row says now: the world is looked at again, in the reader's language, zone and access."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bots.conversation.actions.common import Back, Redo, Undo
from bots.conversation.builders import Viewer, build
from bots.conversation.cards import Card, CompanyCard, ContactCard, DealCard, TaskCard
from bots.conversation.delivery.policies import Policy, first_due, policy_of
from bots.conversation.house import House
from bots.conversation.shown import Shown
from bots.conversation.views import View, dump_shown, load_came, load_notice, load_view
from core.errors import Refusal
from core.ports import Reads
from core.tasks.delivery import Address, Notice, Outgoing

LATE = timedelta(minutes=5)
RECORD_CARDS = (ContactCard, CompanyCard, DealCard, TaskCard)
"""Cards that open from anywhere, and lead back there."""


@dataclass(frozen=True, slots=True)
class Composed:
    """`stands` is the row whose view the message shows, `edits` the message to be changed, `seen` the last event about its record
    when it was drawn."""

    shown: Shown
    stands: Outgoing
    edits: str | None
    seen: int = 0


async def compose(house: House, reads: Reads, outgoing: Outgoing, address: Address) -> Composed | None:
    """None: nothing is left to say."""
    policy = policy_of(outgoing)
    standing = await _standing(reads, outgoing, address)
    if standing is None or not await policy.still_due(reads, outgoing):
        return None
    if standing.person_id is None:
        return Composed(_for_visitor(house, standing), standing, outgoing.edits)
    person = await reads.people.get(standing.person_id)
    if policy.to_active_only and not person.active:
        return None
    now = house.clock.now()
    viewer = Viewer(await house.actor(reads, person), address, standing.payload.get("account", ""), now, house.settings.rights())
    card, missing = await _card(reads, viewer, standing)
    if missing and policy.needs_record:
        return None
    shown = Shown(
        card=card,
        notice=_notice(outgoing, load_notice(standing.payload), missing),
        undo=_undo(standing),
        back=_back(standing, card),
        marks=_marks(outgoing, policy, now),
        language=person.language,
        time_zone=person.time_zone,
        now=now,
    )
    view = load_view(standing.payload)
    seen = await reads.timeline.newest_of(view.about) if view and view.about else 0
    return Composed(shown, standing, outgoing.edits, seen)


def _notice(outgoing: Outgoing, said: Notice | None, missing: Notice | None) -> Notice | None:
    """Who acted is told what they did, though its card may be gone; anybody else nothing of a card that is not theirs to see."""
    return said or missing if outgoing.kind == "answer" else missing or said


def _undo(outgoing: Outgoing) -> Undo | Redo | None:
    event_id, notice = outgoing.payload.get("undo"), load_notice(outgoing.payload)
    if not event_id:
        return None
    return Redo(event_id) if notice and notice.key == "undone" else Undo(event_id)


def _back(outgoing: Outgoing, card: Card | None) -> Back | None:
    """Under a record's card that does not show its own way back, and where one is no more."""
    has_its_own = isinstance(card, DealCard) and card.back is not None
    bare = card is None or (isinstance(card, RECORD_CARDS) and not has_its_own)
    return Back() if bare and load_came(outgoing.payload) else None


async def _standing(reads: Reads, outgoing: Outgoing, address: Address) -> Outgoing | None:
    """The row whose view is to be drawn. A redraw draws whatever stands in its message now; an answer that comes back after a
    failure does not draw over a newer one."""
    if outgoing.kind == "reminder" and outgoing.about is not None and not outgoing.payload.keys() & {"view", "notice"}:
        # The base rings; what is shown then is the conversation's.
        return replace(outgoing, payload={**outgoing.payload, **dump_shown(View("reminder", outgoing.about.id))})
    if outgoing.kind != "redraw" and (outgoing.edits is None or outgoing.attempts == 0):
        return outgoing
    placement = await reads.placements.at(address, outgoing.edits) if outgoing.edits else None
    if outgoing.kind == "redraw":
        return replace(outgoing, payload=placement.payload, person_id=placement.person_id) if placement else None
    overtaken = placement is not None and placement.payload.get("row", 0) > outgoing.id
    return None if overtaken else outgoing


def _marks(outgoing: Outgoing, policy: Policy, now: datetime) -> tuple[Notice, ...]:
    marks = []
    if outgoing.payload.get("again"):
        marks.append(Notice("mark.again"))
    if policy.tells_lateness and now - first_due(outgoing) > LATE:
        marks.append(Notice("mark.late", {"moment": first_due(outgoing)}))
    return tuple(marks)


def _for_visitor(house: House, outgoing: Outgoing) -> Shown:
    return Shown(
        card=None,
        notice=load_notice(outgoing.payload),
        language=outgoing.payload.get("language", house.settings.company.language),
        time_zone=house.settings.company.time_zone,
        now=house.clock.now(),
    )


async def _card(reads: Reads, viewer: Viewer, outgoing: Outgoing) -> tuple[Card | None, Notice | None]:
    view = load_view(outgoing.payload)
    if view is None:
        return None, None
    try:
        return await build(reads, viewer, view), None
    except Refusal as refusal:
        return None, Notice(refusal.key, refusal.facts)
