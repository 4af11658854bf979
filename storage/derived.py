"""Rows that follow from records: rewritten by the difference between a record before and after, also when it is undone."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Integer, Text, bindparam, delete, literal, literal_column, null, select

from core.crm.contacts import Company, Contact
from core.crm.deals import Deal
from core.crm.search import normal
from core.records import Record
from core.tasks.delivery import Delivery, Priority
from core.tasks.tasks import Task
from storage.ids import Ids
from storage.mapper import to_micros
from storage.outbox import WAITING_KEY
from storage.statements import OneOf, Statement, Write, constant
from storage.tables import company_names, contact_keys, deal_contacts, guests, outbox

ADD_KEYS = Statement(lambda insert: insert(contact_keys).on_conflict_do_nothing())
DROP_KEYS = Statement(
    delete(contact_keys).where(contact_keys.c.contact_id == bindparam("contact_id"), OneOf(contact_keys.c.key, "keys", Text))
)
ADD_NAME = Statement(lambda insert: insert(company_names).on_conflict_do_nothing())
DROP_NAME = Statement(delete(company_names).where(company_names.c.company_id == bindparam("company_id")))
ADD_DEAL_CONTACTS = Statement(lambda insert: insert(deal_contacts).on_conflict_do_nothing())
DROP_DEAL_CONTACTS = Statement(
    delete(deal_contacts).where(deal_contacts.c.deal_id == bindparam("deal_id"), OneOf(deal_contacts.c.contact_id, "contacts"))
)
ADD_GUESTS = Statement(lambda insert: insert(guests).on_conflict_do_nothing())
DROP_GUESTS = Statement(
    delete(guests).where(
        guests.c.deal_id == bindparam("deal_id"),
        guests.c.card_id == bindparam("card_id"),
        guests.c.person_id == bindparam("person_id"),
    )
)
FORGET_REMINDER = Statement(delete(outbox).where(outbox.c.key == bindparam("this"), outbox.c.state == constant(Delivery.WAITING)))

Guest = tuple[str, int, int]


def _remind(insert: Any) -> Any:
    """Unless the same moment has rung before."""
    key, due_at = bindparam("key", type_=Text()), bindparam("due_at", type_=BigInteger())
    rung = (
        select(outbox.c.id)
        .where(outbox.c.key == key, outbox.c.due_at == due_at, outbox.c.state > constant(Delivery.WAITING))
        .exists()
    )
    row: dict[str, Any] = {
        "id": bindparam("id", type_=BigInteger()),
        "kind": literal("reminder", Text()),
        "priority": literal(int(Priority.REMINDER), Integer()),
        "due_at": due_at,
        "person_id": bindparam("person_id", type_=BigInteger()),
        "messenger": literal("", Text()),
        "chat": literal("", Text()),
        "thread": literal("", Text()),
        "about_noun": literal("task", Text()),
        "about_id": bindparam("about_id", type_=BigInteger()),
        "payload": literal("{}", Text()),
        "key": key,
        "attempts": literal_column("0"),
        "state": literal_column("0"),
    }
    new = insert(outbox).from_select(list(row), select(*row.values()).where(~rung))
    taken = {name: new.excluded[name] for name in ("id", "due_at", "person_id", "attempts")}
    return new.on_conflict_do_update(index_elements=["key"], index_where=WAITING_KEY, set_={**taken, "error": null()})


REMIND = Statement(_remind)


def derive(before: Record | None, after: Record, ids: Ids, now: datetime) -> Iterator[Write]:
    """What must be written beside the record itself. A deleted record has nothing derived."""
    old, new = _standing(before), _standing(after)
    match after:
        case Contact():
            yield from _contact_keys(after.id, _keys_of(old), _keys_of(new))
        case Company():
            yield from _company_name(after.id, old and normal(old.name), new and normal(new.name))
        case Deal():
            yield from _deal_contacts(after.id, set(old.contacts if old else ()), set(new.contacts if new else ()))
            yield from _guests(after.id, guests_of(old), guests_of(new))
        case Task():
            yield from _reminder(after.id, _bell(old, now), _bell(new, now), now, ids)


def _standing(record: Any) -> Any:
    return record if record is not None and record.deleted_at is None else None


def _keys_of(contact: Contact | None) -> set[str]:
    return {*contact.phones, *contact.emails} if contact else set()


def _contact_keys(contact_id: int, old: set[str], new: set[str]) -> Iterator[Write]:
    if old - new:
        yield Write(DROP_KEYS, [{"contact_id": contact_id, "keys": sorted(old - new)}])
    if new - old:
        yield Write(ADD_KEYS, [{"contact_id": contact_id, "key": key} for key in sorted(new - old)])


def _company_name(company_id: int, old: str | None, new: str | None) -> Iterator[Write]:
    if old == new:
        return
    if old is not None:
        yield Write(DROP_NAME, [{"company_id": company_id}])
    if new is not None:
        yield Write(ADD_NAME, [{"company_id": company_id, "name": new}])


def _deal_contacts(deal_id: int, old: set[int], new: set[int]) -> Iterator[Write]:
    if old - new:
        yield Write(DROP_DEAL_CONTACTS, [{"deal_id": deal_id, "contacts": sorted(old - new)}])
    if new - old:
        yield Write(ADD_DEAL_CONTACTS, [{"deal_id": deal_id, "contact_id": contact_id} for contact_id in sorted(new - old)])


def guests_of(deal: Deal | None) -> set[Guest]:
    """Who takes part in a card beyond its owner: in a deal its participants, in its contacts and company its owner too."""
    if deal is None:
        return set()
    people = {*deal.participants, *([deal.owner_id] if deal.owner_id is not None else [])}
    cards = [("contact", contact_id) for contact_id in deal.contacts]
    if deal.company_id is not None:
        cards.append(("company", deal.company_id))
    beside = {(noun, card_id, person_id) for noun, card_id in cards for person_id in people}
    return beside | {("deal", deal.id, person_id) for person_id in deal.participants}


def _guests(deal_id: int, old: set[Guest], new: set[Guest]) -> Iterator[Write]:
    if old - new:
        gone = [{"deal_id": deal_id, "card_id": card_id, "person_id": person_id} for _, card_id, person_id in sorted(old - new)]
        yield Write(DROP_GUESTS, gone)
    if new - old:
        columns = ("noun", "card_id", "person_id")
        yield Write(ADD_GUESTS, [{**dict(zip(columns, guest, strict=True)), "deal_id": deal_id} for guest in sorted(new - old)])


def _bell(task: Task | None, now: datetime) -> tuple[datetime, int] | None:
    """When a task rings, and for whom. What is due some time today is not rung for when the working day has begun."""
    if task is None or task.done_at is not None or task.due_at is None or task.owner_id is None:
        return None
    if task.due_time is None and task.due_at <= now:
        return None
    return task.due_at, task.owner_id


def _reminder(
    task_id: int, old: tuple[datetime, int] | None, new: tuple[datetime, int] | None, now: datetime, ids: Ids
) -> Iterator[Write]:
    key = f"reminder:{task_id}"
    if old == new or (old and new and old[1] == new[1] and max(old[0], new[0]) <= now):  # a moment gone by rings once
        return
    if old is not None:
        yield Write(FORGET_REMINDER, [{"this": key}])
    if new is not None:
        due_at, person_id = new
        row = {"id": ids.next(), "key": key, "due_at": to_micros(due_at), "person_id": person_id, "about_id": task_id}
        yield Write(REMIND, [row], after=True)
