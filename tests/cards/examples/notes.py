"""Notes, files and timelines."""

from datetime import UTC, datetime

from bots.conversation.cards import BriefCard, Card, FileCard, NoteCard, TimelineCard
from bots.conversation.cards.notes import TimelineEntry
from bots.conversation.cards.records import Named
from core.crm.notes import File, Note
from core.crm.people import Person, Role
from core.crm.timeline import Event
from core.facts import Fact
from core.paging import Paged
from core.records import Ref
from tests.cards.examples import HOSTILE, LONG, NAMES, NOTHING, RTL

NOW = datetime(2026, 11, 20, 11, 35, tzinfo=UTC)
AUTHOR = Person(id=9, created_at=NOW, name=HOSTILE, role=Role.REP)
KINDS: list[tuple[str, dict[str, Fact]]] = [
    ("contact.created", {"name": HOSTILE}),
    ("contact.changed", {"name": RTL, "fields": "phones, emails, custom:<i>"}),
    ("note.added", {"text": "<b>" + LONG * 3, "sender": None}),
    ("file.attached", {"name": HOSTILE, "caption": None}),
    ("file.attached", {"name": HOSTILE, "caption": RTL}),
    ("never.heard.of", {"x": 1}),
]


def event(number: int, kind: str, facts: dict[str, Fact]) -> Event:
    undone = number if number % 2 else None
    about = (Ref("contact", 1),)
    return Event(id=number, at=NOW, kind=kind, actor_id=9, request="tg:1", about=about, facts=facts, undone_by=undone)


EXAMPLES: list[tuple[str, Card]] = [
    (
        "a timeline between two pages",
        TimelineCard(
            card=Named(Ref("contact", 1), HOSTILE),
            entries=Paged(
                tuple(
                    TimelineEntry(event=event(number, kind, facts), actor=AUTHOR, opens=NOTHING, undo=NOTHING)
                    for number, (kind, facts) in enumerate(KINDS)
                ),
                1,
                True,
            ),
            newer=NOTHING,
            older=NOTHING,
            back=NOTHING,
        ),
    ),
    (
        "an empty timeline",
        TimelineCard(card=Named(Ref("deal", 1), RTL), entries=Paged(()), newer=None, older=None, back=NOTHING),
    ),
    *(
        (
            f"a note of {name[:8]}",
            NoteCard(
                note=Note(id=1, created_at=NOW, about=Ref("deal", 1), text=HOSTILE, sender=name, latitude=-1.5, longitude=2.0),
                card=Named(Ref("deal", 1), name),
                author=AUTHOR,
                text="<" * 3000,
                page=1,
                pages=3,
                before=NOTHING,
                after=NOTHING,
                back=NOTHING,
            ),
        )
        for name in NAMES
    ),
    *((f"a brief card, {name[:8]}", BriefCard(card=Named(Ref("company", 1), name), opens=NOTHING)) for name in NAMES),
    *(
        (
            f"a file, {name[:8]}",
            FileCard(
                file=File(
                    id=1,
                    created_at=NOW,
                    about=Ref("task", 1),
                    name=name,
                    kind="voice",
                    messenger="telegram",
                    reference="AgAD",
                    caption=LONG * 5,
                ),
                card=Named(Ref("task", 1), name),
                opens=NOTHING,
            ),
        )
        for name in NAMES
    ),
]
