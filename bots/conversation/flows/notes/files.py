"""Photos, documents, voices on cards: by replying to a card, after its *File* button, or by saying which card is meant.

A file is kept by its messenger's reference at once; its bytes are fetched in the background.
"""

from datetime import timedelta
from functools import partial

from bots.conversation import forms
from bots.conversation.actions.common import Open
from bots.conversation.actions.notes import AskFile, SendFile
from bots.conversation.builders import Viewer, builds
from bots.conversation.cards import Card, FileCard
from bots.conversation.delivery.fetching import MEGABYTE, post_fetch
from bots.conversation.flows.notes.aiming import aims, ask_which, read_ref, write_ref
from bots.conversation.flows.notes.card_file import is_card_file, read_later
from bots.conversation.flows.records import name_at
from bots.conversation.forms import Form, FormField, Values
from bots.conversation.routes import does, shows, takes
from bots.conversation.said import Attachment
from bots.conversation.talk import Talk
from bots.conversation.views import Reply, View, record_view
from core.crm.notes import FileSaved, NewFile, attach_file
from core.errors import Refusal
from core.ports import Reads, Work
from core.records import Ref
from core.tasks.delivery import Notice

ALBUM_LASTS = timedelta(hours=1)
MOST_TOGETHER = 50


@takes(Attachment, reply=True)
async def file_in_reply(talk: Talk, work: Work, said: Attachment) -> Reply:
    if talk.about is None:
        return await file(talk, work, said)
    return await attach(talk, work, talk.about, said)


@takes(Attachment)
async def file(talk: Talk, work: Work, said: Attachment) -> Reply:
    """Where its album went, else where the *File* button said, else the person is asked."""
    incoming = talk.incoming
    if is_card_file(said):
        return read_later(talk, work, said)
    album = await work.drafts.get(incoming.address, album_key(said), talk.now) if said.album else None
    if album is not None and "card" in album:
        return await attach(talk, work, read_ref(album["card"]), said, first=False)
    draft = await work.drafts.get(incoming.address, incoming.sender.account, talk.now)
    if draft is not None and draft["form"] == AWAITED.name:
        about = Ref(draft["values"]["noun"], draft["values"]["id"])
        return await forms.end(talk, work, draft.get("behind"), partial(attach, talk, work, about, said))
    waiting = draft["values"] if draft is not None and draft["values"].get("what") == "files" else {}
    asked = await ask_which(talk, work, "files", {"files": _gathered(waiting, said), "album": said.album})
    return Reply() if said.album and waiting.get("album") == said.album else asked


def _gathered(waiting: Values, said: Attachment) -> list[Values]:
    """With the files that wait for their card already."""
    files = [*waiting.get("files", ()), dump(said)]
    if len(files) > MOST_TOGETHER:
        raise Refusal("forward.many", most=MOST_TOGETHER)
    return files


@aims("files")
async def aimed(talk: Talk, work: Work, about: Ref, values: Values) -> Reply:
    reply = Reply()
    for number, dumped in enumerate(values["files"]):
        done = await attach(talk, work, about, Attachment(**dumped), first=number == 0)
        reply = done if number == 0 else reply
    return reply


async def attach(talk: Talk, work: Work, about: Ref, said: Attachment, *, first: bool = True) -> Reply:
    """Only the `first` of an album is answered; the rest follow it without a word."""
    messenger = talk.incoming.sender.messenger
    new = NewFile(said.kind, said.name, messenger, said.reference, said.mime, said.size, said.caption)
    saved = await attach_file(work, talk.actor, about, new)
    fetched = post_fetch(talk, work, saved.file)
    if said.album:
        keep_album(talk, work, said, about)
    return _attached(talk, saved, fetched=fetched) if first else Reply()


def _attached(talk: Talk, saved: FileSaved, *, fetched: bool) -> Reply:
    notice = Notice("file.attached")
    if not fetched and talk.house.settings.files.max_megabytes:
        size = round((saved.file.size or 0) / MEGABYTE)
        notice = Notice("file.attached.large", {"size": size, "limit": talk.house.settings.files.max_megabytes})
    return Reply(view=record_view("brief", saved.file.about), notice=notice, undo=saved.event.id, anew=True)


def keep_album(talk: Talk, work: Work, said: Attachment, about: Ref) -> None:
    """The rest of an album comes in messages of its own, which do not say where the first one went."""
    work.keep_draft(talk.incoming.address, album_key(said), {"card": write_ref(about)}, talk.now + ALBUM_LASTS)


def album_key(said: Attachment) -> str:
    return f"album:{said.album}"


def dump(said: Attachment) -> Values:
    return {name: getattr(said, name) for name in Attachment.__slots__}


@does(AskFile)
async def ask_file(talk: Talk, work: Work, action: AskFile) -> Reply:
    named = await name_at(work, talk.actor.scope, Ref(action.noun, action.record_id))
    return await forms.begin(talk, work, AWAITED, {"noun": named.ref.noun, "id": named.ref.id, "of": named.name})


async def _no_file(_talk: Talk, _reads: Reads, _text: str, _values: Values) -> str:
    raise Refusal("file.awaited")


async def _nothing(_talk: Talk, _work: Work, _values: Values) -> Reply:
    return Reply()


AWAITED = forms.register(
    Form(name="file", fields=(FormField(name="file", ask="file.ask", parse=_no_file, words=False),), done=_nothing)
)


@shows(SendFile)
async def send_file(talk: Talk, reads: Reads, action: SendFile) -> Reply:
    file = await reads.files.get(action.file_id, talk.actor.scope)
    return Reply(view=View("file", file.about.id, file.id, file.about.noun), anew=True)


@builds("file")
async def file_card(reads: Reads, viewer: Viewer, view: View) -> Card:
    """`id` and `query` name the card it is on, as with every view of a card's own; the file itself stands in `page`."""
    file = await reads.files.get(view.page, viewer.actor.scope)
    named = await name_at(reads, viewer.actor.scope, file.about)
    return FileCard(file=file, card=named, opens=Open(named.ref.noun, named.ref.id))
