"""What a colleague meets first."""

from bots.conversation.cards import Card, Hello
from bots.conversation.cards.questions import Option
from core.tasks.delivery import Notice
from tests.cards.examples import NAMES, NOTHING
from tests.cards.records import person

EXAMPLES: list[tuple[str, Card]] = [
    (
        f"hello, {name[:8]}",
        Hello(person=person(name), example=Notice("hello.example"), options=(Option(Notice("hello.first_deal"), NOTHING),)),
    )
    for name in NAMES
]
