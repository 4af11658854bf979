"""The front desk: one update comes in, one transaction answers it.

Look first (a reader: who is this, what do they mean), then act (a flow, in a work that also marks the request done and holds the
answer as an outgoing row), then send that row at once. A crash in between leaves the row to the outbox.
"""

from dataclasses import dataclass, replace
from typing import Any

from rapidfuzz import fuzz, process

from bots.conversation import forms
from bots.conversation.door import Met, at_the_door, outside
from bots.conversation.house import House
from bots.conversation.routes import Command, actions, commands, find_command, kinds, replies
from bots.conversation.said import Incoming, Location, Said, Tap, Text
from bots.conversation.talk import Route, Talk, colleague
from bots.conversation.views import Reply, View, dump_shown, load_view, way_back
from core.crm.access import Actor
from core.crm.people import Person
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


@dataclass(frozen=True, slots=True)
class _Understood:
    """What a colleague means: the flow and what it is given; `reply` where it only reads."""

    talk: Talk
    route: Route
    said: Any
    reply: Reply | None


async def receive(house: House, incoming: Incoming) -> Answer:
    """Raises AlreadyDone for a replay."""
    async with house.store.reading() as reads:
        actor = await colleague(house, reads, incoming.sender.messenger, incoming.sender.account)
        at_work = actor is not None and actor.person.active and incoming.private
        understood = await _understand(house, reads, incoming, actor) if actor and at_work else None
    # The reader is given back before a work begins: who holds one connection and waits for another may wait for ever.
    if understood is None:
        return await _outside(house, incoming, actor.person if actor else None)
    if understood.reply is None:
        return await _act(understood.talk, understood.route, understood.said)
    return await _answer(understood.talk, understood.reply)


async def _understand(house: House, reads: Reads, incoming: Incoming, actor: Actor) -> _Understood:
    talk = await _talk(house, reads, incoming, actor)
    route, said = await _choose(talk, reads)
    return _Understood(talk, route, said, None if route.writes else await _refusable(talk, route, reads, said))


class _LeftMeanwhile(Exception):
    """Between the look and the work the colleague was let go; nothing was written."""


async def _act(talk: Talk, route: Route, said: Any) -> Answer:
    try:
        async with talk.house.store.work(talk.incoming.request) as work:
            talk = await _as_it_stands(talk, work)
            reply = await route.flow(talk, work, said)
            outgoing = _post(talk, work, reply)
    except _LeftMeanwhile:
        return await _outside(talk.house, talk.incoming, replace(talk.actor.person, active=False))
    except Refusal as refusal:
        # The work was rolled back; the refusal is answered in one of its own.
        reply = refused(talk, refusal)
        asked_again = View("form") if route.flow is _answer_form and reply.view is None else reply.view
        return await _answer(talk, replace(reply, view=asked_again))
    return _said(talk, outgoing, reply.toast)


async def _as_it_stands(talk: Talk, work: Work) -> Talk:
    """The work waited for its turn: who lost a role, a team or the job meanwhile acts with what is left."""
    person = await work.people.get(talk.actor.id)
    if not person.active:
        raise _LeftMeanwhile
    if person.version == talk.actor.person.version:
        return talk
    return replace(talk, actor=await talk.house.actor(work, person))


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


async def _talk(house: House, reads: Reads, incoming: Incoming, actor: Actor) -> Talk:
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
    if isinstance(said, Location):
        draft = await reads.drafts.get(talk.incoming.address, talk.incoming.sender.account, talk.now)
        words = forms.words_of(draft, said) if draft else None
        if words is not None:
            return Route(_answer_form, writes=True), (draft, words)
    return _taken(talk, said), said


def _taken(talk: Talk, said: Said) -> Route:
    in_reply = replies.get(type(said)) if talk.incoming.reply_to else None
    return in_reply or kinds[type(said)]


def _tapped(said: Tap) -> tuple[Route, Any]:
    if said.action is None:
        return Route(_redraw, writes=False), said
    return actions[type(said.action)], said.action


async def _texted(talk: Talk, reads: Reads, said: Text) -> tuple[Route, Any]:
    """A slash command always; then a reply to a card; then the open form; then a command in words; then a search."""
    slashed = said.text.lstrip().startswith("/")
    found = _own_command(talk, said.text)
    draft = await reads.drafts.get(talk.incoming.address, talk.incoming.sender.account, talk.now)
    cancels = found is not None and found[0].name == "cancel"
    if slashed:
        if found is None:
            return Route(_no_such_command, writes=False), said.text.split()[0]
        return found[0].route if draft is None or cancels else _leaving_the_form(found[0].route), found[1]
    if talk.about is not None:
        return _taken(talk, said), said
    if draft is not None and not cancels:
        return Route(_answer_form, writes=True), (draft, said.text)
    if found and not talk.incoming.reply_to:
        return found[0].route, found[1]
    return _taken(talk, said), said


def _leaving_the_form(route: Route) -> Route:
    async def flow(talk: Talk, work: Work, rest: str) -> Reply:
        forms.leave(talk, work)
        return await route.flow(talk, work, rest)

    return Route(flow, writes=True)


def _own_command(talk: Talk, text: str) -> tuple[Command, str] | None:
    """A command the person lacks the right to is none."""
    found = find_command(text)
    return found if found and found[0].open_to(talk.actor) else None


async def _no_such_command(talk: Talk, _reads: Reads, word: str) -> Reply:
    """The nearest command the person has, where a slip of the finger is likely."""
    own = [command.name for command in commands.values() if command.open_to(talk.actor)]
    near = process.extractOne(word.removeprefix("/").partition("@")[0].lower(), own, scorer=fuzz.ratio, score_cutoff=75)
    if near is None:
        raise Refusal("command.unknown")
    raise Refusal("command.meant", command=f"/{near[0]}")


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
    came = way_back(talk.tapped.payload, reply.view) if in_place and talk.tapped and reply.view else ()
    outgoing = Outgoing(
        id=work.new_id(),
        kind="answer",
        priority=Priority.ANSWER,
        due_at=talk.now,
        person_id=talk.actor.id,
        address=incoming.address,
        edits=incoming.message if in_place else None,
        about=reply.view.about if reply.view else None,
        payload=dump_shown(reply.view, reply.notice, reply.undo, came) | {"account": incoming.sender.account},
        state=Delivery.SENDING,
    )
    work.post(outgoing)
    return outgoing


def _said(talk: Talk, outgoing: Outgoing | None, toast: Notice | None) -> Answer:
    return Answer(outgoing, toast, talk.actor.person.language, talk.actor.person.time_zone)


async def _outside(house: House, incoming: Incoming, person: Person | None) -> Answer:
    """Who is not at work with us here: a visitor, somebody who has left, anybody in a group."""
    try:
        async with house.store.work(incoming.request) as work:
            met = await outside(house, work, incoming, person)
            outgoing = _post_outside(house, work, incoming, met)
    except Refusal as refusal:
        async with house.store.work(incoming.request) as work:
            met = at_the_door(house, incoming, person, Reply(notice=Notice(refusal.key, refusal.facts)))
            outgoing = _post_outside(house, work, incoming, met)
    return Answer(outgoing, met.reply.toast, met.language, house.settings.company.time_zone)


def _post_outside(house: House, work: Work, incoming: Incoming, met: Met) -> Outgoing | None:
    if met.reply.view is None and met.reply.notice is None:
        return None
    outgoing = Outgoing(
        id=work.new_id(),
        kind="answer",
        priority=Priority.ANSWER,
        due_at=house.clock.now(),
        person_id=met.joined,
        address=incoming.address,
        payload=dump_shown(met.reply.view, met.reply.notice) | {"account": incoming.sender.account, "language": met.language},
        state=Delivery.SENDING,
    )
    work.post(outgoing)
    return outgoing
