"""Undo, cancel, and the questions of a form."""

from bots.conversation import forms
from bots.conversation.actions.common import Back, Cancel, Nothing, Pick, Redo, ShareLocation, Skip, Undo
from bots.conversation.builders import Viewer, builds
from bots.conversation.cards import Card, Question
from bots.conversation.flows.help import renew_menu
from bots.conversation.homes import home_of
from bots.conversation.routes import command, does, shows, takes
from bots.conversation.said import Edited
from bots.conversation.talk import Talk
from bots.conversation.views import RECORDS, Reply, View, load_came, load_view
from core.crm import undo as undoing
from core.errors import Refusal
from core.facts import Term
from core.ports import Reads, Work
from core.records import Ref
from core.tasks.delivery import Notice


@does(Undo)
async def undo_tapped(talk: Talk, work: Work, action: Undo) -> Reply:
    return await _undo(talk, work, action.event_id)


@does(Redo)
async def redo_tapped(talk: Talk, work: Work, action: Redo) -> Reply:
    return await _undo(talk, work, action.event_id)


@command("undo", "отменить", "верни", writes=True)
async def undo_newest(talk: Talk, work: Work, _rest: str) -> Reply:
    event = await work.timeline.newest_by(talk.actor.id)
    if event is None:
        raise Refusal("undo.nothing")
    return await _undo(talk, work, event.id)


async def _undo(talk: Talk, work: Work, event_id: int) -> Reply:
    undone = await undoing.undo(work, talk.actor, event_id)
    for change in undone.undid.changes:
        if change.ref.noun == "person":
            renew_menu(work, await work.people.get(change.ref.id))
    shown = load_view(talk.tapped.payload) if talk.tapped else None
    about = undone.undid.about
    first = (shown.about,) if shown and shown.about and shown.about in about else ()
    view = await first_standing(talk, work, (*first, *about)) or shown
    word, what = ("redone", undone.undid.facts["what"]) if undone.undid.kind == "undone" else ("undone", undone.undid.kind)
    notice = Notice(word, {"what": Term(f"event_name.{what}")})
    return Reply(view=view, notice=notice, undo=undone.event.id, toast=Notice(f"{word}.toast"))


async def first_standing(talk: Talk, work: Work, about: tuple[Ref, ...]) -> View | None:
    """The first of these cards that is still there for the actor."""
    for ref in about:
        home = await home_of(work, ref, talk.actor.id)
        if home is not None:
            return home
        if ref.noun in RECORDS and await work.shelf(ref.noun).some([ref.id], talk.actor.scope):
            return View(ref.noun, ref.id)
    return None


@does(Cancel)
async def cancel_tapped(talk: Talk, work: Work, _action: Cancel) -> Reply:
    return Reply(view=await forms.cancel(talk, work), notice=Notice("cancelled"))


@command("cancel", "отмена", writes=True)
async def cancel(talk: Talk, work: Work, _rest: str) -> Reply:
    incoming = talk.incoming
    if await work.drafts.get(incoming.address, incoming.sender.account, talk.now) is None:
        raise Refusal("cancel.nothing")
    return Reply(view=await forms.cancel(talk, work), notice=Notice("cancelled"))


@shows(Back)
async def back(talk: Talk, _reads: Reads, _action: Back) -> Reply:
    came = load_came(talk.tapped.payload) if talk.tapped else ()
    return Reply(view=came[-1]) if came else Reply(toast=Notice("button.unknown"))


@does(Pick)
async def pick(talk: Talk, work: Work, action: Pick) -> Reply:
    return await forms.answer(talk, work, await open_draft(talk, work), action.value, action.field)


@does(Skip)
async def skip(talk: Talk, work: Work, action: Skip) -> Reply:
    return await forms.skip(talk, work, await open_draft(talk, work), action.field)


@shows(ShareLocation)
async def share_location(_talk: Talk, _reads: Reads, _action: ShareLocation) -> Reply:
    return Reply(view=View("share"), anew=True)


@builds("share")
async def share_question(_reads: Reads, _viewer: Viewer, _view: View) -> Card:
    return Question(text=Notice("share.location.ask"), accepts="location")


@shows(Nothing)
async def nothing(_talk: Talk, _reads: Reads, _action: Nothing) -> Reply:
    return Reply()


async def open_draft(talk: Talk, reads: Reads) -> dict[str, object]:
    incoming = talk.incoming
    draft = await reads.drafts.get(incoming.address, incoming.sender.account, talk.now)
    if draft is None:
        raise Refusal("form.gone")
    return dict(draft)


@takes(Edited, writes=False)
async def edited(_talk: Talk, _reads: Reads, _said: Edited) -> Reply:
    """What was said has been done; what it says now must be said anew."""
    return Reply(notice=Notice("edited"))
