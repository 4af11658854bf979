"""Notes, visits and files on a card."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar

from core.clean import TEXT_LIMIT, clean_text
from core.errors import Refusal
from core.records import Record, Ref

if TYPE_CHECKING:
    from core.crm.access import Actor
    from core.crm.timeline import Event
    from core.ports import Reads, Work

QUOTED = 300
"""Letters of a note that its event repeats, for one line of a timeline."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note(Record):
    """`latitude` and `longitude` (degrees) make it a visit; `sender` names who wrote a forwarded text."""

    noun: ClassVar[str] = "note"

    about: Ref
    text: str
    author_id: int | None = None
    sender: str | None = None
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class File(Record):
    """`reference` is the messenger's own handle; `sha256` names the bytes in the files folder once fetched; `size` is in bytes."""

    noun: ClassVar[str] = "file"

    about: Ref
    name: str
    kind: str
    mime: str | None = None
    size: int | None = None
    messenger: str
    reference: str
    sha256: str | None = None
    caption: str = ""
    author_id: int | None = None


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file as a messenger hands it over. `kind` is photo, document, voice, video …"""

    kind: str
    name: str
    messenger: str
    reference: str
    mime: str | None = None
    size: int | None = None
    caption: str = ""


@dataclass(frozen=True, slots=True)
class NoteSaved:
    note: Note
    event: Event


@dataclass(frozen=True, slots=True)
class FileSaved:
    file: File
    event: Event


@dataclass(frozen=True, slots=True)
class KeptBytes:
    """What the files folder holds: `sha256` in hex, `size` in bytes."""

    sha256: str
    size: int


async def add_note(work: Work, actor: Actor, about: Ref, text: str, sender: str | None = None) -> NoteSaved:
    """Raises Missing for a card the actor may not see, Refusal `text.empty`, `text.long`."""
    cleaned = clean_text(text, TEXT_LIMIT)
    if not cleaned:
        raise Refusal("text.empty")
    subjects = await subjects_of(work, actor, about)
    note = work.save(Note(id=work.new_id(), created_at=work.now, about=about, text=cleaned, author_id=actor.id, sender=sender))
    kind = "note.forwarded" if sender else "note.added"
    return NoteSaved(note, work.record(kind, actor.id, subjects, text=cleaned[:QUOTED], sender=sender))


async def log_visit(work: Work, actor: Actor, about: Ref, latitude: float, longitude: float) -> NoteSaved:
    """Where the actor stands, in degrees."""
    subjects = await subjects_of(work, actor, about)
    visit = Note(
        id=work.new_id(), created_at=work.now, about=about, text="", author_id=actor.id, latitude=latitude, longitude=longitude
    )
    place = f"{latitude:.5f}, {longitude:.5f}"
    return NoteSaved(work.save(visit), work.record("visit.logged", actor.id, subjects, place=place))


async def attach_file(work: Work, actor: Actor, about: Ref, new: NewFile) -> FileSaved:
    """By reference; its bytes may follow. Raises Missing for a card the actor may not see."""
    subjects = await subjects_of(work, actor, about)
    file = work.save(
        File(
            id=work.new_id(),
            created_at=work.now,
            about=about,
            name=clean_text(new.name)[:200] or new.kind,
            kind=new.kind,
            mime=new.mime,
            size=new.size,
            messenger=new.messenger,
            reference=new.reference,
            caption=clean_text(new.caption),
            author_id=actor.id,
        )
    )
    event = work.record("file.attached", actor.id, subjects, name=file.name, caption=file.caption[:QUOTED] or None)
    return FileSaved(file, event)


async def keep_bytes(work: Work, file: File, kept: KeptBytes) -> None:
    """The file's bytes are in the files folder now. Nobody's doing, and no line of a card's timeline."""
    work.save(replace(file, sha256=kept.sha256, size=kept.size))
    work.record("file.fetched", None, [file.ref])


async def subjects_of(reads: Reads, actor: Actor, about: Ref) -> list[Ref]:
    """The card and those whose timelines show what happens to it. Raises Missing for one the actor may not see."""
    card: Any = await reads.shelf(about.noun).get(about.id, actor.scope)
    refs = [about]
    if about.noun == "task" and card.about is not None:
        refs.append(card.about)
    refs += [Ref("contact", contact_id) for contact_id in getattr(card, "contacts", ())]
    if getattr(card, "company_id", None) is not None:
        refs.append(Ref("company", card.company_id))
    return refs
