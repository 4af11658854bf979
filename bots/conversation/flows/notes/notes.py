"""Notes and visits: by command, by button, by replying to a card."""

from bots.conversation import forms
from bots.conversation.actions.common import Open
from bots.conversation.actions.notes import AddNote, ShowNote, ShowNotes
from bots.conversation.builders import Viewer, builds
from bots.conversation.cards import BriefCard, Card, NoteCard
from bots.conversation.cards.lists import Item, listing
from bots.conversation.flows.notes.aiming import aims, ask_which
from bots.conversation.flows.records import name_at, names_of
from bots.conversation.flows.search import search_reply
from bots.conversation.forms import Form, FormField, Values
from bots.conversation.routes import command, does, shows, takes
from bots.conversation.said import Location, Text
from bots.conversation.talk import Talk
from bots.conversation.views import Reply, View, record_view
from core.clean import TEXT_LIMIT, clean_text
from core.crm.notes import Note, NoteSaved, add_note, log_visit
from core.errors import Refusal
from core.paging import Page
from core.ports import Reads, Work
from core.records import Ref
from core.tasks.delivery import Notice

SHOWN_LETTERS = 3000
"""Of a note on one page: with its head it stays within every messenger's message."""
LINE_LETTERS = 60


@command("note", "заметка", "записать", "запиши", writes=True)
async def note_command(talk: Talk, work: Work, rest: str) -> Reply:
    """On the card replied to, else on the one looked at last, else on one that is asked for."""
    about = talk.about or await _looked_at_last(talk, work)
    if about is not None and rest:
        return await save(talk, work, about, rest)
    if about is not None:
        return await ask_words(talk, work, about)
    if not rest:
        return Reply(notice=Notice("note.how"))
    return await ask_which(talk, work, "note", {"text": clean_text(rest, TEXT_LIMIT)})


async def _looked_at_last(talk: Talk, reads: Reads) -> Ref | None:
    """Of what is still there."""
    recent = await reads.placements.recent(talk.incoming.address)
    return next((named.ref for named in await names_of(reads, talk.actor.scope, recent)), None)


@takes(Text, reply=True)
async def words_in_reply(talk: Talk, work: Work, said: Text) -> Reply:
    """A reply to what is no card is looked for, with a word how to write a note."""
    if talk.about is None:
        found = await search_reply(talk, work, said.text)
        return Reply(view=found.view, notice=Notice("reply.no_card"))
    return await save(talk, work, talk.about, said.text)


@takes(Location, reply=True)
async def place_in_reply(talk: Talk, work: Work, said: Location) -> Reply:
    if talk.about is None:
        return await ask_which(talk, work, "visit", {"latitude": said.latitude, "longitude": said.longitude})
    return noted(await log_visit(work, talk.actor, talk.about, said.latitude, said.longitude), "visit.saved")


@takes(Location)
async def place(talk: Talk, work: Work, said: Location) -> Reply:
    return await place_in_reply(talk, work, said)


@aims("note")
async def aimed_note(talk: Talk, work: Work, about: Ref, values: Values) -> Reply:
    return noted(await add_note(work, talk.actor, about, values["text"], values.get("sender")), "note.saved")


@aims("visit")
async def aimed_visit(talk: Talk, work: Work, about: Ref, values: Values) -> Reply:
    return noted(await log_visit(work, talk.actor, about, values["latitude"], values["longitude"]), "visit.saved")


@does(AddNote)
async def add(talk: Talk, work: Work, action: AddNote) -> Reply:
    return await ask_words(talk, work, Ref(action.noun, action.record_id))


async def ask_words(talk: Talk, work: Work, about: Ref) -> Reply:
    named = await name_at(work, talk.actor.scope, about)
    return await forms.begin(talk, work, WORDS, {"noun": about.noun, "id": about.id, "of": named.name})


async def save(talk: Talk, work: Work, about: Ref, text: str) -> Reply:
    return noted(await add_note(work, talk.actor, about, text), "note.saved")


def noted(saved: NoteSaved, key: str) -> Reply:
    return Reply(view=record_view("brief", saved.note.about), notice=Notice(key), undo=saved.event.id, anew=True)


async def _words(_talk: Talk, _reads: Reads, text: str, _values: Values) -> str:
    cleaned = clean_text(text, TEXT_LIMIT)
    if not cleaned:
        raise Refusal("text.empty")
    return cleaned


async def _written(talk: Talk, work: Work, values: Values) -> Reply:
    return await save(talk, work, Ref(values["noun"], values["id"]), values["words"])


WORDS = forms.register(Form(name="note", fields=(FormField(name="words", ask="note.ask.words", parse=_words),), done=_written))


@shows(ShowNotes)
async def show_notes(_talk: Talk, _reads: Reads, action: ShowNotes) -> Reply:
    return Reply(view=record_view("notes", Ref(action.noun, action.record_id), action.page))


@shows(ShowNote)
async def show_note(_talk: Talk, _reads: Reads, action: ShowNote) -> Reply:
    return Reply(view=View("note", action.note_id, action.page))


@builds("brief")
async def brief_card(reads: Reads, viewer: Viewer, view: View) -> Card:
    named = await name_at(reads, viewer.actor.scope, Ref(view.query, view.id))
    return BriefCard(card=named, opens=Open(named.ref.noun, named.ref.id))


@builds("notes")
async def notes_list(reads: Reads, viewer: Viewer, view: View) -> Card:
    named = await name_at(reads, viewer.actor.scope, Ref(view.query, view.id))
    notes = await reads.notes.of(named.ref, viewer.actor.scope, Page(view.page))
    return listing(
        Notice("notes.title", {"name": named.name}),
        notes.map(_note_item),
        lambda page: ShowNotes(named.ref.noun, named.ref.id, page),
        back=Open(named.ref.noun, named.ref.id),
        offers=(AddNote(named.ref.noun, named.ref.id),),
    )


def _note_item(note: Note) -> Item:
    line = " ".join(note.text.split())[:LINE_LETTERS]
    return Item(line or "📍", ShowNote(note.id), Notice("plain", {"text": note.created_at}))


@builds("note")
async def note_card(reads: Reads, viewer: Viewer, view: View) -> Card:
    note = await reads.notes.get(view.id, viewer.actor.scope)
    pages = max(1, -(-len(note.text) // SHOWN_LETTERS))
    page = min(view.page, pages - 1)
    return NoteCard(
        note=note,
        card=await name_at(reads, viewer.actor.scope, note.about),
        author=await reads.people.get(note.author_id) if note.author_id else None,
        text=note.text[page * SHOWN_LETTERS : (page + 1) * SHOWN_LETTERS],
        page=page,
        pages=pages,
        before=ShowNote(note.id, page - 1) if page > 0 else None,
        after=ShowNote(note.id, page + 1) if page + 1 < pages else None,
        back=ShowNotes(note.about.noun, note.about.id),
    )
