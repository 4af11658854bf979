"""Who is in a deal: its contacts, and colleagues who take part."""

from bots.conversation.actions.common import Open
from bots.conversation.actions.deals import (
    AddDealContact,
    DealContacts,
    DealPeople,
    DropDealContact,
    InviteToDeal,
    JoinDeal,
    LeaveDeal,
)
from bots.conversation.builders import Viewer, builds
from bots.conversation.cards import Card, Question
from bots.conversation.cards.lists import Item, listing
from bots.conversation.cards.questions import Option
from bots.conversation.flows.deals.edit import FORMS
from bots.conversation.flows.deals.field import begin_field
from bots.conversation.flows.owners import tell
from bots.conversation.routes import does, shows
from bots.conversation.talk import Talk
from bots.conversation.views import Reply, View
from core.crm.access import Actor, Right
from core.crm.dealing import let_go, let_in
from core.crm.deals import Deal, change_deal
from core.errors import Missing
from core.paging import Page, Paged
from core.ports import Reads, Work
from core.tasks.delivery import Notice


@shows(DealContacts)
async def contacts(_talk: Talk, _reads: Reads, action: DealContacts) -> Reply:
    return Reply(view=View("deal.contacts", action.deal_id))


@shows(DealPeople)
async def people(_talk: Talk, _reads: Reads, action: DealPeople) -> Reply:
    return Reply(view=View("deal.people", action.deal_id))


@shows(InviteToDeal)
async def invite(_talk: Talk, _reads: Reads, action: InviteToDeal) -> Reply:
    return Reply(view=View("deal.invite", action.deal_id, action.page))


@builds("deal.contacts")
async def contacts_card(reads: Reads, viewer: Viewer, view: View) -> Card:
    deal = await reads.deals.get(view.id, viewer.actor.scope)
    options = []
    for contact in await reads.contacts.some(deal.contacts, viewer.actor.scope):
        options += [
            Option(f"👤 {contact.name}", Open("contact", contact.id)),
            Option(f"➖ {contact.name}", DropDealContact(deal.id, contact.id, deal.version)),
        ]
    options.append(Option(Notice("deal.add_contact"), AddDealContact(deal.id)))
    return Question(text=Notice("deal.contacts.what", {"title": deal.title}), options=tuple(options), back=Open("deal", deal.id))


@does(AddDealContact)
async def add_contact(talk: Talk, work: Work, action: AddDealContact) -> Reply:
    return await begin_field(talk, work, FORMS, await work.deals.get(action.deal_id, talk.actor.scope), "contacts")


@does(DropDealContact)
async def drop_contact(talk: Talk, work: Work, action: DropDealContact) -> Reply:
    deal = await work.deals.get(action.deal_id, talk.actor.scope)
    if action.contact_id not in deal.contacts:
        raise Missing("contact")
    left = tuple(one for one in deal.contacts if one != action.contact_id)
    saved = await change_deal(work, talk.actor, deal.id, action.seen, contacts=left)
    return Reply(view=View("deal.contacts", deal.id), undo=saved.event.id)


@builds("deal.people")
async def people_card(reads: Reads, viewer: Viewer, view: View) -> Card:
    deal = await reads.deals.get(view.id, viewer.actor.scope)
    known = await reads.people.some(deal.participants)
    options = [
        Option(f"➖ {known[person_id].name}", LeaveDeal(deal.id, person_id, deal.version))
        for person_id in deal.participants
        if person_id in known and _may_let_go(viewer.actor, deal, person_id)
    ]
    names = ", ".join(known[person_id].name for person_id in deal.participants if person_id in known)
    text = (
        Notice("deal.people.who", {"title": deal.title, "names": names})
        if names
        else Notice("deal.people.none", {"title": deal.title})
    )
    return Question(
        text=text, options=(*options, Option(Notice("deal.add_person"), InviteToDeal(deal.id))), back=Open("deal", deal.id)
    )


def _may_let_go(actor: Actor, deal: Deal, person_id: int) -> bool:
    return actor.id in {person_id, deal.owner_id} or actor.may(Right.REASSIGN)


@builds("deal.invite")
async def invite_list(reads: Reads, viewer: Viewer, view: View) -> Card:
    deal = await reads.deals.get(view.id, viewer.actor.scope)
    there = {deal.owner_id, *deal.participants}
    others = [person for person in await reads.people.all() if person.active and person.id not in there]
    here = Page(view.page)
    shown = Paged.cut(others[here.offset : here.offset + here.size + 1], here)
    return listing(
        Notice("deal.invite.whom", {"title": deal.title}),
        shown.map(lambda person: Item(person.name, JoinDeal(deal.id, person.id, deal.version))),
        lambda page: InviteToDeal(deal.id, page),
        back=DealPeople(deal.id),
    )


@does(JoinDeal)
async def join(talk: Talk, work: Work, action: JoinDeal) -> Reply:
    saved = await let_in(work, talk.actor, action.deal_id, action.person_id, action.seen)
    told = Notice("deal.let_in_you", {"person": talk.actor.person.name, "title": saved.deal.title})
    tell(talk, work, action.person_id, View("deal", saved.deal.id), told)
    return Reply(view=View("deal.people", saved.deal.id), undo=saved.event.id)


@does(LeaveDeal)
async def leave(talk: Talk, work: Work, action: LeaveDeal) -> Reply:
    """Who leaves by themselves may not see the card any more."""
    saved = await let_go(work, talk.actor, action.deal_id, action.person_id, action.seen)
    seen = await work.deals.some([saved.deal.id], talk.actor.scope)
    notice = None if seen else Notice("deal.left", {"title": saved.deal.title})
    return Reply(view=View("deal.people", saved.deal.id) if seen else None, notice=notice, undo=saved.event.id)
