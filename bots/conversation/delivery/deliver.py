"""One outgoing row on its way: its turn comes, the world is looked at again, the card is built as it stands now, sent, and the
outcome kept. Drawing happens within the turn, so that of two drawings of one message the newer state arrives last."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta

import stamina
import structlog

from bots.conversation.delivery.chores import chores
from bots.conversation.delivery.compose import compose
from bots.conversation.delivery.policies import IfUncertain, first_due, policy_of
from bots.conversation.delivery.sending import Flawed, Gone, Moved, Permanent, SendError, Temporary, Unknown
from bots.conversation.house import House
from bots.conversation.views import dump_shown, load_view
from core.errors import AlreadyDone, StorageBroken, StorageBusy
from core.tasks.delivery import Address, Notice, Outgoing, Placement, Priority

LONGEST_PAUSE = 300
FEWEST_TRIES = 10
"""Below it a row is not given up, however late the clock says it is; what is a mistake of ours is given up then."""

log = structlog.get_logger()


async def deliver(house: House, outgoing: Outgoing) -> None:
    """Build, send, mark. Every way it can end is a state of the row."""
    house.in_hand.add(outgoing.id)
    try:
        await _deliver(house, outgoing)
    except SendError as error:
        await _unsent(house, outgoing, error)
    except (StorageBusy, StorageBroken):
        raise  # its lease returns it
    except Exception as error:
        log.exception("delivery failed", outgoing=outgoing.id, kind=outgoing.kind)
        await _unsent(house, outgoing, Flawed(f"{type(error).__name__}: {error}"))
    finally:
        house.in_hand.discard(outgoing.id)


async def settle(house: House, outgoing: Outgoing) -> None:
    """A row of a process that died: sent again if its call was not even begun, else by what its kind says."""
    if policy_of(outgoing).if_uncertain is not IfUncertain.AGAIN and not outgoing.payload.get("begun"):
        await _again(house, outgoing, house.clock.now(), "the call was not begun")
        return
    await _uncertain(house, outgoing, "nobody knows whether it arrived")


async def _uncertain(house: House, outgoing: Outgoing, error: str) -> None:
    match policy_of(outgoing).if_uncertain:
        case IfUncertain.AGAIN:
            await _again(house, outgoing, house.clock.now(), error)
        case IfUncertain.MARKED:
            marked = replace(outgoing, payload={**outgoing.payload, "again": True})
            await _again(house, marked, house.clock.now(), error)
        case IfUncertain.ASK:
            await _tell_author(house, outgoing, "delivery.uncertain")
            await _kept(house.store.outbox.failed, outgoing, error)


async def _deliver(house: House, outgoing: Outgoing) -> None:
    address = outgoing.address
    if address is None:
        raise Permanent("nowhere to reach this person")
    if chore := chores.get(outgoing.kind):
        await chore(house, outgoing)
        await _kept(house.store.outbox.sent, outgoing, house.clock.now(), None)
        return
    messenger, policy = house.messengers[address.messenger], policy_of(outgoing)
    async with messenger.turn(address, outgoing.priority, policy.patience):
        async with house.store.reading() as reads:
            composed = await compose(house, reads, outgoing, address)
        if composed is None:
            await _kept(house.store.outbox.dropped, outgoing, "nothing to say any more")
            return
        if policy.if_uncertain is not IfUncertain.AGAIN:
            outgoing = replace(outgoing, payload={**outgoing.payload, "begun": True})
            await _kept(house.store.outbox.begun, outgoing)
        try:
            message = await messenger.send(address, composed.shown, composed.edits)
        except Gone as error:
            if not policy.anew:
                await _kept(house.store.outbox.dropped, outgoing, str(error))
                return
            message = await messenger.send(address, composed.shown, None)
        placement = _placement(composed.stands, address, message, composed.shown.now)
        await _kept(house.store.outbox.sent, outgoing, house.clock.now(), placement)
    if placement is not None and outgoing.kind != "redraw":
        await _catch_up(house, outgoing, placement, composed.seen)


async def _catch_up(house: House, outgoing: Outgoing, placement: Placement, seen: int) -> None:
    """What changed after the card was drawn, and before it was known where it stands, is drawn now."""
    if placement.about is None:
        return
    async with house.store.reading() as reads:
        if await reads.timeline.newest_of(placement.about) <= seen:
            return
    try:
        async with house.store.work(f"redraw:{outgoing.id}:{seen}") as work:
            work.post(
                Outgoing(
                    id=work.new_id(),
                    kind="redraw",
                    priority=Priority.REDRAW,
                    due_at=work.now,
                    person_id=placement.person_id,
                    address=placement.address,
                    edits=placement.message,
                    about=placement.about,
                    payload=placement.payload,
                    key=f"redraw:{placement.address.messenger}:{placement.address.chat}:{placement.message}",
                )
            )
    except AlreadyDone:
        return


async def _unsent(house: House, outgoing: Outgoing, error: SendError) -> None:
    match error:
        case Temporary():
            await _later(house, outgoing, error)
        case Unknown():
            await _uncertain(house, outgoing, str(error))
        case Moved():
            await _moved(house, outgoing, error)
        case Permanent():
            await _dead(house, outgoing, error)
        case _:
            raise error


async def _later(house: House, outgoing: Outgoing, error: Temporary) -> None:
    now = house.clock.now()
    patience = timedelta(hours=house.settings.delivery.patience_hours)
    flawed = isinstance(error, Flawed)
    if outgoing.attempts >= FEWEST_TRIES and (flawed or now - first_due(outgoing) > patience):
        await _dead(house, outgoing, Permanent(f"given up: {error}"), with_view=not flawed)
        return
    wait = backoff(outgoing.attempts, house.chance()) if error.after is None else error.after
    await _again(house, outgoing, now + wait, str(error))


async def _moved(house: House, outgoing: Outgoing, error: Moved) -> None:
    assert outgoing.address is not None
    log.info("a chat has moved", old=outgoing.address.chat, new=error.chat)
    await _kept(house.store.outbox.moved, outgoing.address, error.chat)
    await _again(house, outgoing, house.clock.now(), str(error))


async def _dead(house: House, outgoing: Outgoing, error: Permanent, *, with_view: bool = True) -> None:
    log.warning("cannot be delivered", outgoing=outgoing.id, kind=outgoing.kind, error=str(error))
    if error.unreachable and outgoing.address is not None:
        await _kept(house.store.outbox.reached, outgoing.address, reachable=False)
    await _tell_author(house, outgoing, "delivery.failed", with_view=with_view)
    await _kept(house.store.outbox.failed, outgoing, str(error))


async def _tell_author(house: House, outgoing: Outgoing, key: str, *, with_view: bool = True) -> None:
    """Once, with the card it showed unless that cannot be drawn; a row without an author, or whose author is its reader, has
    nobody to tell."""
    author = outgoing.payload.get("author")
    if author is None or author == outgoing.person_id:
        return
    try:
        async with house.store.work(f"{key}:{outgoing.id}") as work:
            name = "" if outgoing.person_id is None else (await work.people.get(outgoing.person_id)).name
            notice = Notice(key, {"name": name})
            work.post(
                Outgoing(
                    id=work.new_id(),
                    kind="notice",
                    priority=Priority.NOTICE,
                    due_at=work.now,
                    person_id=author,
                    payload=dump_shown(load_view(outgoing.payload) if with_view else None, notice),
                )
            )
    except AlreadyDone:
        return


async def _again(house: House, outgoing: Outgoing, due_at: datetime, error: str) -> None:
    """The payload remembers when the row was meant to go."""
    kept = {"due": first_due(outgoing).isoformat(), **outgoing.payload}
    kept.pop("begun", None)
    await _kept(house.store.outbox.again, replace(outgoing, payload=kept), due_at, error)
    house.store.on_posted()


async def _kept(step: Callable[..., Awaitable[None]], *what: object, **how: object) -> None:
    """What happened outside is written down even while another process holds the base."""
    async for attempt in stamina.retry_context(on=StorageBusy, attempts=None, timeout=30):
        with attempt:
            await step(*what, **how)


def backoff(attempts: int, chance: float) -> timedelta:
    """1, 2, 4 … seconds, at most five minutes; `chance` (0 to 1) takes up to half of it away, so that not all come back at once."""
    return timedelta(seconds=min(2 ** min(attempts, 16), LONGEST_PAUSE) * (1 - chance / 2))


def _placement(stands: Outgoing, address: Address, message: str, shown_at: datetime) -> Placement | None:
    view = load_view(stands.payload)
    if view is None:
        return None
    return Placement(
        address=address,
        message=message,
        person_id=stands.person_id,
        about=view.about,
        payload={name: stands.payload[name] for name in ("view", "account", "came") if name in stands.payload}
        | {"row": stands.payload.get("row", stands.id)},
        shown_at=shown_at,
    )
