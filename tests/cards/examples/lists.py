"""Lists and questions."""

from bots.conversation.cards import Card, Listing, Question
from bots.conversation.cards.lists import Item
from bots.conversation.cards.questions import Option
from core.paging import Paged
from core.tasks.delivery import Notice
from tests.cards.examples import HOSTILE, NAMES, NOTHING

EXAMPLES: list[tuple[str, Card]] = [
    ("an empty list", Listing(title=Notice("stage.title", {"stage": HOSTILE}), items=Paged(()))),
    (
        "a list between two pages",
        Listing(
            title=Notice("stage.title", {"stage": HOSTILE}),
            items=Paged(tuple(Item(name, NOTHING, Notice("undone.toast")) for name in NAMES), 1, True),
            before=NOTHING,
            after=NOTHING,
            back=NOTHING,
            offers=(NOTHING,),
        ),
    ),
    ("a question in own words", Question(text=Notice("zone.unknown", {"text": HOSTILE}), words=True, accepts="location")),
    ("a question with options", Question(text=Notice("deal.ask.reason"), options=tuple(Option(name, NOTHING) for name in NAMES))),
]
