"""A colleague leaves: everything in hand goes to others in one operation, which one undo takes back whole."""

from dataclasses import dataclass, replace

from core.crm.access import EVERYTHING, Actor
from core.crm.colleagues import PersonSaved, colleague_of, refuse_no_administrator, refuse_unmanaged
from core.crm.dealing import given_deal
from core.crm.people import Person
from core.errors import Refusal, refuse_stale
from core.paging import Page
from core.ports import Work
from core.records import Ref
from core.tasks.tasks import given_to

ALL = Page(size=1_000_000)


@dataclass(frozen=True, slots=True)
class Heirs:
    """Who takes over contacts (and companies), open deals, open tasks; None where there are none. Closed deals stay with who
    closed them."""

    contacts: int | None = None
    deals: int | None = None
    tasks: int | None = None


async def let_go(work: Work, actor: Actor, person_id: int, heirs: Heirs, seen: int | None) -> PersonSaved:
    """Raises Missing, Forbidden, Stale, Refusal `person.left_already`, `person.heir` for one who cannot take over,
    `person.heir_needed`, `person.last_administrator`."""
    person = await colleague_of(work, actor, person_id)
    refuse_unmanaged(actor, person)
    refuse_stale(person, seen)
    if not person.active:
        raise Refusal("person.left_already")
    left = work.save(replace(person, active=False))
    await refuse_no_administrator(work)
    handed = [
        *await _hand_contacts(work, person, heirs.contacts),
        *await _hand_deals(work, person, heirs.deals),
        *await _hand_tasks(work, person, heirs.tasks),
    ]
    event = work.record("person.left", actor.id, [left.ref, *handed], name=left.name, n=len(handed))
    return PersonSaved(left, event)


async def _hand_contacts(work: Work, person: Person, heir_id: int | None) -> list[Ref]:
    contacts, companies = await work.contacts.owned(person.id), await work.companies.owned(person.id)
    if not contacts and not companies:
        return []
    heir = await _heir(work, person, heir_id)
    return [
        *(work.save(replace(contact, owner_id=heir.id)).ref for contact in contacts),
        *(work.save(replace(company, owner_id=heir.id)).ref for company in companies),
    ]


async def _hand_deals(work: Work, person: Person, heir_id: int | None) -> list[Ref]:
    deals = await work.deals.owned(person.id)
    if not deals:
        return []
    heir = await _heir(work, person, heir_id)
    return [work.save(given_deal(deal, heir)).ref for deal in deals]


async def _hand_tasks(work: Work, person: Person, heir_id: int | None) -> list[Ref]:
    tasks = (await work.tasks.due(person.id, None, EVERYTHING, ALL)).items
    if not tasks:
        return []
    heir = await _heir(work, person, heir_id)
    return [work.save(given_to(task, heir)).ref for task in tasks]


async def _heir(work: Work, person: Person, heir_id: int | None) -> Person:
    if heir_id is None:
        raise Refusal("person.heir_needed", name=person.name)
    heir = await work.people.get(heir_id)
    if not heir.active or heir.deleted_at is not None or heir.id == person.id:
        raise Refusal("person.heir", name=heir.name)
    return heir
