"""What Pavel may not see: all around a deal of Olga's that he took part in once. Every word, number and file of it is marked."""

import re
from dataclasses import dataclass, field, replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

from core.crm.access import EVERYTHING, Actor
from core.crm.companies import create_company
from core.crm.contacts import ContactSaved, NewContact, change_contact, create_contact, set_contact_field
from core.crm.dealing import let_go, let_in
from core.crm.deals import DealSaved, NewDeal, change_deal, create_deal
from core.crm.entries import add_field
from core.crm.fields import FieldKind
from core.crm.joining import make_invite
from core.crm.notes import NewFile, NoteSaved, add_note, attach_file
from core.crm.people import Role
from core.money import Money
from core.ports import Reads, Work
from core.records import Ref
from core.tasks.tasks import NewTask, create_task, give_task
from tests.town import Town

MARK = "ЪЖЩ"
"""Stands in all that is hidden, in capitals; whoever looks for it here writes it small."""
SECRETS = re.compile(rf"{MARK}|73\D193|555\D?01\D?37|zzqsecret@")
"""The mark; the deal's amount, the contact's phone and e-mail."""
LOOKED_FOR = ("ъжщ", "ъжщ окна", "ъжщ контакт", "55501", "zzqsec", "73193", "секрет", "окна", "ничей", "pdf")


@dataclass
class Hidden:
    """`refs` by noun; `events` of all that was done to them; `versions` as they stand. `nobodys` is a contact in the deal
    that everybody sees; `own_task` is Pavel's to see and undo, though it is about the deal."""

    refs: dict[str, Ref] = field(default_factory=dict)
    events: list[int] = field(default_factory=list)
    versions: dict[Ref, int] = field(default_factory=dict)
    nobodys: Ref | None = None
    own_task: Ref | None = None
    invite_id: int = 0
    field_id: int = 0
    people: dict[str, int] = field(default_factory=dict)

    async def look(self, reads: Reads) -> dict[Ref, tuple[Any, int]]:
        """Each record and the last event about it: whatever is done to it changes one of them."""
        return {
            ref: (await reads.shelf(ref.noun).get(ref.id, EVERYTHING), await reads.timeline.newest_of(ref))
            for ref in self.refs.values()
        }


async def hide(town: Town) -> Hidden:
    """Pavel is left with a contact nobody owns that stands in Olga's deal, and a task he once set about that deal."""
    async with town.store.reading() as reads:
        people = {name: await town.person(name) for name in ("olga", "pavel", "anna")}
        olga, pavel, anna = [await town.house.actor(reads, person) for person in people.values()]
    hidden = Hidden(people={name: person.id for name, person in people.items()})
    async with town.store.work("hide") as work:
        await _cards(work, hidden, olga, anna)
        await _beside(work, hidden, olga)
        await _once_let_in(work, hidden, olga, pavel)
        hidden.invite_id = make_invite(work, anna, Role.REP, None, timedelta(days=1)).id
        work.record("hidden", None, [])
    async with town.store.reading() as reads:
        hidden.versions = {ref: record.version for ref, (record, _event) in (await hidden.look(reads)).items()}
    return hidden


async def _cards(work: Work, hidden: Hidden, olga: Actor, anna: Actor) -> None:
    company = (await create_company(work, olga, f"Фирма {MARK}")).company
    custom = (await add_field(work, anna, "contact", "Паспорт", FieldKind.TEXT)).entry
    contact = (
        await create_contact(
            work,
            olga,
            NewContact(f"{MARK}контакт", MARK, "", ("+79165550137",), ("zzqsecret@example.com",), company.id, MARK, MARK),
        )
    ).contact
    nobodys = (await create_contact(work, olga, NewContact("Ничей"))).contact
    deal = (
        await create_deal(
            work, olga, NewDeal(f"Окна {MARK}", Money(Decimal("73193.37"), "RUB"), (contact.id, nobodys.id), company.id)
        )
    ).deal
    changed: list[ContactSaved | DealSaved] = [
        await set_contact_field(work, olga, contact.id, custom, f"{MARK} 4509"),
        await change_contact(work, olga, contact.id, None, job_title=f"Директор {MARK}"),
        await change_deal(work, olga, deal.id, None, source=f"Выставка {MARK}", title=f"Окна {MARK} секрет"),
    ]
    work.save(replace((await change_contact(work, olga, nobodys.id, None, job_title="—")).contact, owner_id=None))
    hidden.field_id, hidden.nobodys = custom.id, nobodys.ref
    hidden.events += [saved.event.id for saved in changed]
    hidden.refs |= {"company": company.ref, "contact": contact.ref, "deal": deal.ref}


async def _beside(work: Work, hidden: Hidden, olga: Actor) -> None:
    deal = hidden.refs["deal"]
    task = await create_task(work, olga, NewTask(text=f"Позвонить {MARK}", about=deal))
    note = await add_note(work, olga, deal, f"{MARK} просит скидку. " * 40)
    new = NewFile("document", f"{MARK}.pdf", "telegram", f"reference-{MARK}", caption=f"Договор {MARK}")
    file = await attach_file(work, olga, deal, new)
    hidden.events += [task.event.id, note.event.id, file.event.id]
    hidden.refs |= {"task": task.task.ref, "note": note.note.ref, "file": file.file.ref}


async def _once_let_in(work: Work, hidden: Hidden, olga: Actor, pavel: Actor) -> None:
    """He changed the deal, noted something on it and set Olga a task about it, which stays his to see, before he was let go."""
    deal = hidden.refs["deal"].id
    joined = await let_in(work, olga, deal, pavel.id)
    own: list[DealSaved | NoteSaved] = [
        await change_deal(work, pavel, deal, None, source=f"Звонок {MARK}"),
        await add_note(work, pavel, hidden.refs["deal"], f"Был у них {MARK}"),
    ]
    asked = await create_task(work, pavel, NewTask(text="Спросить у Ольги", about=hidden.refs["deal"]))
    await give_task(work, pavel, asked.task.id, None, olga.id)
    hidden.own_task = asked.task.ref
    left = await let_go(work, olga, deal, pavel.id, None)
    hidden.events += [joined.event.id, *(saved.event.id for saved in own), left.event.id]
