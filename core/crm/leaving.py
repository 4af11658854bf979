"""A colleague leaves: everything in hand goes to others in one operation, which one undo takes back whole."""

from dataclasses import dataclass, replace

from core.crm.access import EVERYTHING, Actor
from core.crm.colleagues import PersonSaved, colleague_of, refuse_no_administrator, refuse_unmanaged
from core.crm.people import Person
from core.errors import Refusal, refuse_stale
from core.paging import Page
from core.ports import Work
from core.records import Ref
from core.tasks.tasks import given_to

ALL = Page(size=1_000_000)


@dataclass(frozen=True, slots=True)
class Heirs:
    """Who takes over contacts (and companies), open deals, open tasks. Closed deals stay with who closed them."""

    contacts: int
    deals: int
    tasks: int


async def let_go(work: Work, actor: Actor, person_id: int, heirs: Heirs, seen: int | None) -> PersonSaved:
    """Raises Missing, Forbidden, Stale, Refusal `person.left_already`, `person.heir`, `person.last_administrator`."""
    person = await colleague_of(work, actor, person_id)
    refuse_unmanaged(actor, person)
    refuse_stale(person, seen)
    if not person.active:
        raise Refusal("person.left_already")
    taking = [await _heir(work, person, heir_id) for heir_id in (heirs.contacts, heirs.deals, heirs.tasks)]
    left = work.save(replace(person, active=False))
    await refuse_no_administrator(work)
    handed = [*await _hand_cards(work, person, *taking[:2]), *await _hand_tasks(work, person, taking[2])]
    event = work.record(
        "person.left", actor.id, [left.ref, *handed], name=left.name, n=len(handed),
        owner=", ".join(dict.fromkeys(heir.name for heir in taking)),
    )  # fmt: skip
    return PersonSaved(left, event)


async def _heir(work: Work, person: Person, heir_id: int) -> Person:
    heir = await work.people.get(heir_id)
    if not heir.active or heir.deleted_at is not None or heir.id == person.id:
        raise Refusal("person.heir", name=heir.name)
    return heir


async def _hand_cards(work: Work, person: Person, contacts_to: Person, deals_to: Person) -> list[Ref]:
    contacts = await work.contacts.owned(person.id)
    companies = await work.companies.owned(person.id)
    deals = await work.deals.owned(person.id)
    return [
        *(work.save(replace(contact, owner_id=contacts_to.id)).ref for contact in contacts),
        *(work.save(replace(company, owner_id=contacts_to.id)).ref for company in companies),
        *(work.save(replace(deal, owner_id=deals_to.id)).ref for deal in deals),
    ]


async def _hand_tasks(work: Work, person: Person, tasks_to: Person) -> list[Ref]:
    tasks = await work.tasks.due(person.id, None, EVERYTHING, ALL)
    return [work.save(given_to(task, tasks_to)).ref for task in tasks.items]
