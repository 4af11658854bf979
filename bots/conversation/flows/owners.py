"""Handing a card over: to whom, and how the new owner is told."""

from collections.abc import Callable

from bots.conversation.actions import Action
from bots.conversation.cards.lists import Item, Listing, listing
from bots.conversation.talk import Talk
from bots.conversation.views import View, dump_shown
from core.paging import Page, Paged
from core.ports import Reads, Work
from core.records import Ref
from core.tasks.delivery import Notice, Outgoing, Priority


async def colleagues_listing(
    reads: Reads,
    title: Notice,
    but: int | None,
    number: int,
    give: Callable[[int], Action],
    page: Callable[[int], Action],
    back: Action,
) -> Listing:
    """Every active colleague but the present owner; `give` makes the action that hands over."""
    people = [person for person in await reads.people.all() if person.active and person.id != but]
    here = Page(number)
    shown = Paged.cut(people[here.offset : here.offset + here.size + 1], here)
    return listing(title, shown.map(lambda person: Item(person.name, give(person.id))), page, back=back)


def tell_owner(talk: Talk, work: Work, owner_id: int, card: Ref, key: str, name: str) -> None:
    """A notice with the card; nobody is told what they did themselves."""
    tell(talk, work, owner_id, View(card.noun, card.id), Notice(key, {"person": talk.actor.person.name, "name": name}))


def tell(talk: Talk, work: Work, person_id: int, view: View | None, notice: Notice) -> None:
    if person_id == talk.actor.id:
        return
    work.post(
        Outgoing(
            id=work.new_id(),
            kind="notice",
            priority=Priority.NOTICE,
            due_at=work.now,
            person_id=person_id,
            about=view.about if view else None,
            payload=dump_shown(view, notice) | {"author": talk.actor.id},
        )
    )
