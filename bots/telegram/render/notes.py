"""Notes, files and timelines in Telegram."""

from typing import assert_never

from bots.conversation.cards.notes import BriefCard, FileCard, NoteCard, TimelineCard, TimelineEntry
from bots.conversation.cards.records import MARKS, Named
from bots.conversation.texts import Words
from bots.conversation.texts.events import word_event
from bots.telegram.drawn import Button, Drawn, Media, Rows
from bots.telegram.render.marks import bold, esc, lines, short

ENTRY_LETTERS = 400
PLACE_URL = "https://www.openstreetmap.org/?mlat={latitude:.6f}&mlon={longitude:.6f}"


def render(card: TimelineCard | NoteCard | BriefCard | FileCard, words: Words) -> Drawn:
    match card:
        case TimelineCard():
            return _timeline(card, words)
        case NoteCard():
            return _note(card, words)
        case BriefCard():
            return Drawn(html=named(card.card), rows=((Button(words.say("action.open"), card.opens),),))
        case FileCard():
            return _file(card, words)
        case _:
            assert_never(card)


def named(card: Named) -> str:
    return f"{MARKS.get(card.ref.noun, '•')} {bold(short(card.name, 200))}"


def _timeline(card: TimelineCard, words: Words) -> Drawn:
    entries = card.entries.items
    parts = [_entry(number, entry, words) for number, entry in enumerate(entries, 1)]
    opens = tuple(Button(f"📎 {n}", entry.opens) for n, entry in enumerate(entries, 1) if entry.opens)
    undoes = tuple(Button(f"↩️ {n}", entry.undo) for n, entry in enumerate(entries, 1) if entry.undo)
    turns = tuple(Button(sign, action) for sign, action in (("‹", card.newer), ("›", card.older)) if action)
    html = "\n\n".join([named(card.card), *(parts or [esc(words.say("timeline.empty"))])])
    rows = tuple(row for row in (opens, undoes, turns) if row)
    return Drawn(html=html, rows=(*rows, (Button(words.say("action.back"), card.back),)))


def _entry(number: int, entry: TimelineEntry, words: Words) -> str:
    """Numbered where a button below names it."""
    mark = f"{number}. " if entry.opens or entry.undo else ""
    who = f" · {entry.actor.name}" if entry.actor else ""
    text = word_event(words, entry.event)
    cut = text if len(text) <= ENTRY_LETTERS else text[:ENTRY_LETTERS].rstrip() + "…"
    worded = esc(cut)
    if entry.event.undone_by is not None:
        worded = f"<s>{worded}</s>"
    return f"{mark}<i>{esc(words.moment(entry.event.at) + who)}</i>\n{worded}"


def _note(card: NoteCard, words: Words) -> Drawn:
    note = card.note
    who = note.sender or (card.author.name if card.author else "")
    page = esc(words.say("note.page", page=card.page + 1, pages=card.pages)) if card.pages > 1 else None
    html = lines(
        named(card.card), f"<i>{esc(words.moment(note.created_at))} · {esc(who)}</i>", _place(card, words), esc(card.text), page
    )
    turns = tuple(Button(sign, action) for sign, action in (("‹", card.before), ("›", card.after)) if action)
    rows: Rows = ((*turns,),) if turns else ()
    return Drawn(html=html, rows=(*rows, (Button(words.say("action.back"), card.back),)))


def _place(card: NoteCard, words: Words) -> str | None:
    note = card.note
    if note.latitude is None or note.longitude is None:
        return None
    url = PLACE_URL.format(latitude=note.latitude, longitude=note.longitude)
    return f'📍 <a href="{url}">{esc(words.say("note.place"))}</a>'


def _file(card: FileCard, words: Words) -> Drawn:
    file = card.file
    html = lines(named(card.card), esc(short(file.name, 200)), esc(file.caption[:700]) or None)
    return Drawn(
        html=html,
        rows=((Button(words.say("action.open_card"), card.opens),),),
        media=Media(kind=file.kind, reference=file.reference),
    )
