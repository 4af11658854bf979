"""The front desk: one update comes in, one transaction answers it.

Look first (a reader: who is this, what do they mean), then act (a flow, in a work that also marks the request done and holds the
answer as an outgoing row), then send that row at once. A crash in between leaves the row to the outbox.
"""

from dataclasses import dataclass
from typing import Any

from bots.conversation import forms
from bots.conversation.flows.joining import INVITE, join, known_language
from bots.conversation.house import House
from bots.conversation.routes import actions, find_command, kinds
from bots.conversation.said import Incoming, Start, Tap, Text
from bots.conversation.talk import Route, Talk, colleague
from bots.conversation.views import Reply, dump_shown, load_view
from core.errors import Missing, Refusal, Stale
from core.ports import Reads, Work
from core.tasks.delivery import Delivery, Notice, Outgoing, Priority


@dataclass(frozen=True, slots=True)
class Answer:
    """`outgoing` is committed as SENDING and wants to be sent now; `toast` is the short answer to a tap."""

    outgoing: Outgoing | None
    toast: Notice | None
    language: str
    time_zone: str


async def receive(house: House, incoming: Incoming) -> Answer:
    """Raises AlreadyDone for a replay."""
    async with house.store.reading() as reads:
        actor = await colleague(house, reads, incoming.sender.messenger, incoming.sender.account)
        if actor is None:
            return await _visitor(house, incoming)
        talk = await _talk(house, reads, incoming, actor)
        route, said = await _choose(talk, reads)
        reply = None if route.writes else await _refusable(talk, route, reads, said)
    if reply is None:
        return await _act(talk, route, said)
    return await _answer(talk, reply)


async def _act(talk: Talk, route: Route, said: Any) -> Answer:
    try:
        async with talk.house.store.work(talk.incoming.request) as work:
            reply = await route.flow(talk, work, said)
            outgoing = _post(talk, work, reply)
    except Refusal as refusal:
        # The work was rolled back; the refusal is answered in one of its own.
        return await _answer(talk, refused(talk, refusal))
    return _said(talk, outgoing, reply.toast)


async def _answer(talk: Talk, reply: Reply) -> Answer:
    async with talk.house.store.work(talk.incoming.request) as work:
        outgoing = _post(talk, work, reply)
    return _said(talk, outgoing, reply.toast)


async def _refusable(talk: Talk, route: Route, reads: Reads, said: Any) -> Reply:
    try:
        return await route.flow(talk, reads, said)
    except Refusal as refusal:
        return refused(talk, refusal)


def refused(talk: Talk, refusal: Refusal) -> Reply:
    """A tap redraws its card as it stands now and says why; words are answered with words."""
    notice = Notice(refusal.key, refusal.facts)
    if not isinstance(talk.incoming.said, Tap):
        return Reply(notice=notice)
    view = load_view(talk.tapped.payload) if talk.tapped else None
    return Reply(view=view if isinstance(refusal, Stale | Missing) else None, toast=notice)


async def _talk(house: House, reads: Reads, incoming: Incoming, actor: Any) -> Talk:
    tapped = isinstance(incoming.said, Tap) and incoming.message is not None
    return Talk(
        house=house,
        incoming=incoming,
        actor=actor,
        now=house.clock.now(),
        replied=await reads.placements.at(incoming.address, incoming.reply_to) if incoming.reply_to else None,
        tapped=await reads.placements.at(incoming.address, incoming.message) if tapped and incoming.message else None,
    )


async def _choose(talk: Talk, reads: Reads) -> tuple[Route, Any]:
    """Which flow answers, and what it is given."""
    said = talk.incoming.said
    if isinstance(said, Tap):
        return _tapped(said)
    if isinstance(said, Text):
        return await _texted(talk, reads, said)
    return kinds[type(said)], said


def _tapped(said: Tap) -> tuple[Route, Any]:
    if said.action is None:
        return Route(_redraw, writes=False), said
    return actions[type(said.action)], said.action


async def _texted(talk: Talk, reads: Reads, said: Text) -> tuple[Route, Any]:
    """A slash command always; then the open form; then a reply to a card; then a command in words; then a search."""
    found = find_command(said.text)
    slashed = said.text.lstrip().startswith("/")
    if found and slashed:
        return _allowed(talk, found[0].roles, found[0].route), found[1]
    draft = await reads.drafts.get(talk.incoming.address, talk.incoming.sender.account, talk.now)
    if draft is not None and not (found and found[0].name == "cancel"):
        return Route(_answer_form, writes=True), (draft, said.text)
    if found and talk.about is None:
        return _allowed(talk, found[0].roles, found[0].route), found[1]
    return kinds[Text], said


def _allowed(talk: Talk, roles: frozenset[Any], route: Route) -> Route:
    return route if talk.actor.person.role in roles else Route(_no_such_command, writes=False)


async def _no_such_command(_talk: Talk, _reads: Reads, _rest: str) -> Reply:
    raise Refusal("command.unknown")


async def _answer_form(talk: Talk, work: Work, said: tuple[dict[str, Any], str]) -> Reply:
    draft, text = said
    return await forms.answer(talk, work, draft, text)


async def _redraw(talk: Talk, _reads: Reads, _said: Tap) -> Reply:
    """An unknown button, of an older or newer version of ours."""
    view = load_view(talk.tapped.payload) if talk.tapped else None
    return Reply(view=view, toast=Notice("button.unknown"))


def _post(talk: Talk, work: Work, reply: Reply) -> Outgoing | None:
    if reply.view is None and reply.notice is None:
        return None
    incoming = talk.incoming
    in_place = isinstance(incoming.said, Tap) and reply.view is not None and not reply.anew
    outgoing = Outgoing(
        id=work.new_id(),
        kind="answer",
        priority=Priority.ANSWER,
        due_at=talk.now,
        person_id=talk.actor.id,
        address=incoming.address,
        edits=incoming.message if in_place else None,
        about=reply.view.about if reply.view else None,
        payload=dump_shown(reply.view, reply.notice, reply.undo) | {"account": incoming.sender.account},
        state=Delivery.SENDING,
    )
    work.post(outgoing)
    return outgoing


def _said(talk: Talk, outgoing: Outgoing | None, toast: Notice | None) -> Answer:
    return Answer(outgoing, toast, talk.actor.person.language, talk.actor.person.time_zone)


async def _visitor(house: House, incoming: Incoming) -> Answer:
    """Nobody's account: an invite lets in, anybody else gets one polite line."""
    language = known_language(incoming.sender.language)
    try:
        async with house.store.work(incoming.request) as work:
            reply = await _at_the_door(house, work, incoming)
            outgoing = _post_to_visitor(house, work, incoming, reply, language)
    except Refusal as refusal:
        async with house.store.work(incoming.request) as work:
            reply = Reply(notice=Notice(refusal.key, refusal.facts))
            outgoing = _post_to_visitor(house, work, incoming, reply, language)
    return Answer(outgoing, None, language, house.settings.company.time_zone)


async def _at_the_door(house: House, work: Work, incoming: Incoming) -> Reply:
    if isinstance(incoming.said, Start) and incoming.said.payload.startswith(INVITE):
        return await join(house, work, incoming, incoming.said.payload.removeprefix(INVITE))
    return Reply(notice=Notice("visitor.hello", {"company": house.settings.company.name}))


def _post_to_visitor(house: House, work: Work, incoming: Incoming, reply: Reply, language: str) -> Outgoing:
    outgoing = Outgoing(
        id=work.new_id(),
        kind="answer",
        priority=Priority.ANSWER,
        due_at=house.clock.now(),
        address=incoming.address,
        payload=dump_shown(reply.view, reply.notice) | {"account": incoming.sender.account, "language": language},
        state=Delivery.SENDING,
    )
    work.post(outgoing)
    return outgoing
