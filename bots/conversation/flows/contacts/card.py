"""Contacts by chat: found by name, shown, with what hangs on them."""

from bots.conversation.actions import Action
from bots.conversation.actions.common import New, Open
from bots.conversation.actions.contacts import ContactDeals, ContactTasks, EditContact, NewContactDeal, TakeContact
from bots.conversation.actions.notes import AddNote, AskFile, ShowNotes, ShowTimeline
from bots.conversation.actions.tasks import NewTaskOn
from bots.conversation.builders import Viewer, builds
from bots.conversation.cards import Card, ContactCard
from bots.conversation.cards.lists import listing
from bots.conversation.flows.beside import deals_listing, tasks_listing
from bots.conversation.flows.deals import new as deal_new
from bots.conversation.flows.search import contact_item, search_reply
from bots.conversation.routes import command, does, shows
from bots.conversation.talk import Talk
from bots.conversation.views import RECORDS, Reply, View
from core.crm.access import EVERYTHING
from core.crm.contacts import Contact, give_contact
from core.crm.custom import as_fact
from core.errors import Missing
from core.facts import Fact
from core.paging import Page, Paged
from core.ports import Reads, Work
from core.records import Ref
from core.tasks.delivery import Notice


@shows(Open)
async def open_card(_talk: Talk, _reads: Reads, action: Open) -> Reply:
    if action.noun not in RECORDS:
        raise Missing("record")
    return Reply(view=View(action.noun, action.record_id))


@command("contact", "контакт", "контакты", "contacts")
async def contact_command(talk: Talk, reads: Reads, rest: str) -> Reply:
    if not rest:
        return Reply(view=View("contacts"))
    return await search_reply(talk, reads, rest, noun="contact")


@shows(ContactDeals)
async def show_deals(_talk: Talk, _reads: Reads, action: ContactDeals) -> Reply:
    return Reply(view=View("contact.deals", action.contact_id, action.page))


@shows(ContactTasks)
async def show_tasks(_talk: Talk, _reads: Reads, action: ContactTasks) -> Reply:
    return Reply(view=View("contact.tasks", action.contact_id, action.page))


@does(NewContactDeal)
async def new_deal(talk: Talk, work: Work, action: NewContactDeal) -> Reply:
    contact = await work.contacts.get(action.contact_id, talk.actor.scope)
    return await deal_new.ask_deal(talk, work, {"who": contact.name, "contact_id": contact.id})


@does(TakeContact)
async def take(talk: Talk, work: Work, action: TakeContact) -> Reply:
    saved = await give_contact(work, talk.actor, action.contact_id, talk.actor.id, action.seen)
    return Reply(view=View("contact", saved.contact.id), undo=saved.event.id, toast=Notice("owner.yours"))


@builds("contact")
async def contact_card(reads: Reads, viewer: Viewer, view: View) -> Card:
    contact = await reads.contacts.get(view.id, viewer.actor.scope)
    company = next(iter(await reads.companies.some([contact.company_id], EVERYTHING)), None) if contact.company_id else None
    seen_company = await reads.companies.some([company.id], viewer.actor.scope) if company else []
    return ContactCard(
        contact=contact,
        company=company,
        owner=await reads.people.get(contact.owner_id) if contact.owner_id else None,
        tags=tuple(tag for tag in await reads.tags.all() if tag.id in contact.tags) if contact.tags else (),
        custom=await filled_fields(reads, contact),
        offers=_offers(contact),
        lists=_lists(contact),
        opens_company=Open("company", seen_company[0].id) if seen_company else None,
    )


async def filled_fields(reads: Reads, contact: Contact) -> tuple[tuple[str, Fact], ...]:
    if not contact.fields:
        return ()
    fields = [field for field in await reads.custom_fields.all() if field.of == "contact"]
    return tuple((field.name, as_fact(field, contact.fields[str(field.id)])) for field in fields if str(field.id) in contact.fields)


def _offers(contact: Contact) -> tuple[Action, ...]:
    take = (TakeContact(contact.id, contact.version),) if contact.owner_id is None else ()
    return (
        *take,
        AddNote("contact", contact.id),
        NewContactDeal(contact.id),
        NewTaskOn("contact", contact.id),
        AskFile("contact", contact.id),
    )


def _lists(contact: Contact) -> tuple[Action, ...]:
    return (
        ContactDeals(contact.id),
        ContactTasks(contact.id),
        ShowNotes("contact", contact.id),
        ShowTimeline("contact", contact.id),
        EditContact(contact.id),
    )


@builds("contacts")
async def newest_contacts(reads: Reads, viewer: Viewer, _view: View) -> Card:
    """What one looked at last, and the way to a new one."""
    seen = [ref.id for ref in await reads.placements.recent(viewer.address) if ref.noun == "contact"]
    contacts = await reads.contacts.some(seen, viewer.actor.scope)
    items = Paged(tuple(contact_item(contact) for contact in contacts))
    return listing(Notice("contact.recent"), items, lambda _page: New("contact"), offers=(New("contact"),))


@builds("contact.deals")
async def contact_deals(reads: Reads, viewer: Viewer, view: View) -> Card:
    contact = await reads.contacts.get(view.id, viewer.actor.scope)
    deals = await reads.deals.of_contact(contact.id, viewer.actor.scope, Page(view.page))
    return await deals_listing(
        reads, contact.name, deals, lambda page: ContactDeals(contact.id, page), back=Open("contact", contact.id)
    )


@builds("contact.tasks")
async def contact_tasks(reads: Reads, viewer: Viewer, view: View) -> Card:
    contact = await reads.contacts.get(view.id, viewer.actor.scope)
    tasks = await reads.tasks.open_of(Ref("contact", contact.id), viewer.actor.scope)
    return tasks_listing(
        contact.name, tasks, view.page, lambda page: ContactTasks(contact.id, page), back=Open("contact", contact.id)
    )
