"""One outgoing row on its way: the world is looked at again, the card is built as it stands now, sent, and the outcome kept."""

from datetime import timedelta

from bots.conversation.actions.common import Undo
from bots.conversation.builders import Viewer, build
from bots.conversation.cards import Card
from bots.conversation.house import House
from bots.conversation.sending import Moved, Permanent, Temporary
from bots.conversation.shown import Shown
from bots.conversation.views import load_notice, load_view
from core.errors import Refusal
from core.ports import Reads
from core.tasks.delivery import Address, Notice, Outgoing, Placement

PATIENCE = timedelta(hours=24)


async def deliver(house: House, outgoing: Outgoing) -> None:
    """Build, send, mark. Every way it can end is a state of the row."""
    address = outgoing.address
    if address is None:
        await house.store.outbox.failed(outgoing, "nowhere to reach this person")
        return
    async with house.store.reading() as reads:
        shown = await compose(house, reads, outgoing, address)
    if shown is None:
        await house.store.outbox.dropped(outgoing, "nothing to say any more")
        return
    try:
        message = await house.messengers[address.messenger].send(address, shown, outgoing.edits)
    except Temporary as error:
        await house.store.outbox.again(outgoing, house.clock.now() + (error.after or backoff(outgoing.attempts)), str(error))
    except (Permanent, Moved) as error:
        await house.store.outbox.failed(outgoing, str(error))
    else:
        await house.store.outbox.sent(outgoing, house.clock.now(), placement_of(outgoing, address, message, house))


def backoff(attempts: int) -> timedelta:
    """1, 2, 4 … seconds, at most five minutes."""
    return timedelta(seconds=min(2**attempts, 300))


def placement_of(outgoing: Outgoing, address: Address, message: str, house: House) -> Placement | None:
    view = load_view(outgoing.payload)
    if view is None:
        return None
    return Placement(
        address=address,
        message=message,
        person_id=outgoing.person_id,
        about=view.about,
        payload={name: value for name, value in outgoing.payload.items() if name in {"view", "account"}},
        shown_at=house.clock.now(),
    )


async def compose(house: House, reads: Reads, outgoing: Outgoing, address: Address) -> Shown | None:
    """What the reader gets, in their language and zone and within their access now. None: nothing is left to say."""
    if outgoing.person_id is None:
        return Shown(
            card=None,
            notice=load_notice(outgoing.payload),
            language=outgoing.payload.get("language", house.settings.company.language),
            time_zone=house.settings.company.time_zone,
            now=house.clock.now(),
        )
    person = await reads.people.get(outgoing.person_id)
    viewer = Viewer(await house.actor(reads, person), address, outgoing.payload.get("account", ""), house.clock.now())
    card, missing = await _card(reads, viewer, outgoing)
    undo = outgoing.payload.get("undo")
    return Shown(
        card=card,
        notice=missing or load_notice(outgoing.payload),
        undo=Undo(undo) if undo else None,
        language=person.language,
        time_zone=person.time_zone,
        now=viewer.now,
    )


async def _card(reads: Reads, viewer: Viewer, outgoing: Outgoing) -> tuple[Card | None, Notice | None]:
    view = load_view(outgoing.payload)
    if view is None:
        return None, None
    try:
        return await build(reads, viewer, view), None
    except Refusal as refusal:
        return None, Notice(refusal.key, refusal.facts)
