"""Notes, files and timelines as they are shown."""

from dataclasses import dataclass

from bots.conversation.actions import Action
from bots.conversation.cards.records import Named
from core.crm.notes import File, Note
from core.crm.people import Person
from core.crm.timeline import Event
from core.paging import Paged


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineEntry:
    """`actor` None: the house did it. `opens` is a file or a long note, `undo` takes the event back."""

    event: Event
    actor: Person | None
    opens: Action | None = None
    undo: Action | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineCard:
    """Newest first. `newer` and `older` are the neighbouring pages."""

    card: Named
    entries: Paged[TimelineEntry]
    newer: Action | None
    older: Action | None
    back: Action


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteCard:
    """One page of a note's text."""

    note: Note
    card: Named
    author: Person | None
    text: str
    page: int
    pages: int
    before: Action | None
    after: Action | None
    back: Action


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefCard:
    """A record in one line, under a sentence that tells what was done to it."""

    card: Named
    opens: Action


@dataclass(frozen=True, slots=True, kw_only=True)
class FileCard:
    """The file itself, sent again."""

    file: File
    card: Named
    opens: Action
