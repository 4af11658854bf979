"""Contacts out of a phone's address book: those that are new are made in one event, so that one undo takes them all back."""

from dataclasses import dataclass, replace

from core.crm.access import Actor
from core.crm.contacts import Company, Contact, refuse_duplicate
from core.crm.notes import Note
from core.crm.timeline import Event
from core.crm.vcards import CardRead
from core.errors import Duplicate
from core.ports import Work
from core.records import Record


@dataclass(frozen=True, slots=True)
class CardsKept:
    """`duplicates` hold a phone or an e-mail that is on a card already, in the base or before them in the file; nothing was done
    with them. `event` is None where nothing was new."""

    contacts: tuple[Contact, ...]
    duplicates: tuple[CardRead, ...]
    event: Event | None


async def keep_cards(work: Work, actor: Actor, cards: list[CardRead]) -> CardsKept:
    """`cards` are readable ones."""
    made: list[Contact] = []
    duplicates: list[CardRead] = []
    for card in cards:
        try:
            made.append(await _keep(work, actor, card))
        except Duplicate:
            duplicates.append(card)
    if not made:
        return CardsKept((), tuple(duplicates), None)
    names = ", ".join(contact.name for contact in made[:3])
    event = work.record("contacts.created", actor.id, [contact.ref for contact in made], n=len(made), names=names)
    return CardsKept(tuple(made), tuple(duplicates), event)


async def _keep(work: Work, actor: Actor, card: CardRead) -> Contact:
    assert card.new is not None
    new = card.new
    await refuse_duplicate(work, actor, new.phones + new.emails)
    if card.company:
        new = replace(new, company_id=(await _company(work, actor, card.company)).id)
    said = {name: getattr(new, name) for name in new.__slots__}
    contact = work.save(Contact(id=work.new_id(), created_at=work.now, owner_id=actor.id, **said))
    if card.note:
        work.save(Note(id=work.new_id(), created_at=work.now, about=contact.ref, text=card.note, author_id=actor.id))
    return contact


async def _company(work: Work, actor: Actor, name: str) -> Record:
    found = await work.companies.named(name, actor.scope)
    if found:
        return found[0]
    return work.save(Company(id=work.new_id(), created_at=work.now, name=name, owner_id=actor.id))
