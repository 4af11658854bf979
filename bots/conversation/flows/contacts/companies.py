"""Companies by chat."""

from bots.conversation import forms
from bots.conversation.actions import Action
from bots.conversation.actions.common import Open
from bots.conversation.actions.companies import (
    CompanyContacts,
    CompanyDeals,
    CompanyOwner,
    CompanyTags,
    CompanyTasks,
    DeleteCompany,
    EditCompany,
    GiveCompany,
    NewCompanyContact,
    NewCompanyDeal,
    RenameCompany,
    TagCompany,
    TakeCompany,
)
from bots.conversation.actions.notes import AddNote, AskFile, ShowNotes, ShowTimeline
from bots.conversation.actions.tasks import NewTaskOn
from bots.conversation.builders import Viewer, builds
from bots.conversation.cards import Card, CompanyCard, Question
from bots.conversation.cards.lists import listing
from bots.conversation.cards.questions import Option
from bots.conversation.flows.beside import deals_listing, tasks_listing
from bots.conversation.flows.contacts import new as contact_new
from bots.conversation.flows.deals import new as deal_new
from bots.conversation.flows.new import makes
from bots.conversation.flows.owners import colleagues_listing, tell_owner
from bots.conversation.flows.search import contact_item, search_reply
from bots.conversation.forms import Form, FormField, Values
from bots.conversation.routes import command, does, shows
from bots.conversation.talk import Talk
from bots.conversation.views import Reply, View
from core.clean import clean_name
from core.crm.access import Right
from core.crm.companies import create_company, delete_company, give_company, rename_company, tag_company
from core.crm.contacts import Company
from core.paging import Page
from core.ports import Reads, Work
from core.tasks.delivery import Notice

ON_CARD = Page(size=3)
"""So many of its contacts stand on a company's card."""


@command("company", "компания", "фирма")
async def company_command(talk: Talk, reads: Reads, rest: str) -> Reply:
    return await search_reply(talk, reads, rest, noun="company") if rest else Reply(notice=Notice("search.how"))


@makes("company", "компания", "компанию", "фирма", "фирму")
async def new_company(talk: Talk, work: Work, line: str) -> Reply:
    return await forms.begin(talk, work, NEW, {"name": clean_name(line)} if line else {})


@shows(EditCompany)
async def edit(_talk: Talk, _reads: Reads, action: EditCompany) -> Reply:
    return Reply(view=View("company.edit", action.company_id))


@shows(CompanyContacts)
async def contacts(_talk: Talk, _reads: Reads, action: CompanyContacts) -> Reply:
    return Reply(view=View("company.contacts", action.company_id, action.page))


@shows(CompanyDeals)
async def deals(_talk: Talk, _reads: Reads, action: CompanyDeals) -> Reply:
    return Reply(view=View("company.deals", action.company_id, action.page))


@shows(CompanyTasks)
async def tasks(_talk: Talk, _reads: Reads, action: CompanyTasks) -> Reply:
    return Reply(view=View("company.tasks", action.company_id, action.page))


@shows(CompanyTags)
async def tags(_talk: Talk, _reads: Reads, action: CompanyTags) -> Reply:
    return Reply(view=View("company.tags", action.company_id))


@shows(CompanyOwner)
async def owner(talk: Talk, _reads: Reads, action: CompanyOwner) -> Reply:
    talk.actor.require(Right.REASSIGN)
    return Reply(view=View("company.owner", action.company_id, action.page))


@does(RenameCompany)
async def rename(talk: Talk, work: Work, action: RenameCompany) -> Reply:
    company = await work.companies.get(action.company_id, talk.actor.scope)
    return await forms.begin(talk, work, RENAME, {"company": company.id, "of": company.name})


@does(NewCompanyContact)
async def new_contact(talk: Talk, work: Work, action: NewCompanyContact) -> Reply:
    company = await work.companies.get(action.company_id, talk.actor.scope)
    return await forms.begin(talk, work, contact_new.NEW, {"company": company.name, "company_id": company.id})


@does(NewCompanyDeal)
async def new_deal(talk: Talk, work: Work, action: NewCompanyDeal) -> Reply:
    company = await work.companies.get(action.company_id, talk.actor.scope)
    return await deal_new.ask_deal(talk, work, {"company_id": company.id})


@does(TagCompany)
async def toggle_tag(talk: Talk, work: Work, action: TagCompany) -> Reply:
    tag = await work.tags.get(action.tag_id)
    saved = await tag_company(work, talk.actor, action.company_id, tag, on=bool(action.on))
    return Reply(view=View("company.tags", action.company_id), undo=saved.event.id if saved else None)


@does(TakeCompany)
async def take(talk: Talk, work: Work, action: TakeCompany) -> Reply:
    saved = await give_company(work, talk.actor, action.company_id, talk.actor.id, action.seen)
    return Reply(view=View("company", saved.company.id), undo=saved.event.id, toast=Notice("owner.yours"))


@does(GiveCompany)
async def give(talk: Talk, work: Work, action: GiveCompany) -> Reply:
    saved = await give_company(work, talk.actor, action.company_id, action.person_id, action.seen)
    tell_owner(talk, work, action.person_id, saved.company.ref, "company.given_to_you", saved.company.name)
    notice = Notice("owner.given", {"name": saved.company.name, "owner": (await work.people.get(action.person_id)).name})
    return Reply(view=View("company", saved.company.id), notice=notice, undo=saved.event.id)


@does(DeleteCompany)
async def delete(talk: Talk, work: Work, action: DeleteCompany) -> Reply:
    saved = await delete_company(work, talk.actor, action.company_id, action.seen)
    notice = Notice("company.deleted", {"name": saved.company.name})
    return Reply(view=View("company", saved.company.id), notice=notice, undo=saved.event.id)


@builds("company")
async def company_card(reads: Reads, viewer: Viewer, view: View) -> Card:
    company = await reads.companies.get(view.id, viewer.actor.scope)
    people = await reads.contacts.of_company(company.id, viewer.actor.scope, ON_CARD)
    return CompanyCard(
        company=company,
        owner=await reads.people.get(company.owner_id) if company.owner_id else None,
        tags=tuple(tag for tag in await reads.tags.all() if tag.id in company.tags) if company.tags else (),
        contacts=people.items,
        more_contacts=people.more,
        offers=_offers(company),
        lists=_lists(company, more=people.more),
    )


def _offers(company: Company) -> tuple[Action, ...]:
    take = (TakeCompany(company.id, company.version),) if company.owner_id is None else ()
    return (
        *take,
        NewCompanyContact(company.id),
        NewCompanyDeal(company.id),
        NewTaskOn("company", company.id),
        AddNote("company", company.id),
        AskFile("company", company.id),
        EditCompany(company.id),
    )


def _lists(company: Company, *, more: bool) -> tuple[Action, ...]:
    people = (CompanyContacts(company.id),) if more else ()
    return (
        *people,
        CompanyDeals(company.id),
        CompanyTasks(company.id),
        ShowNotes("company", company.id),
        ShowTimeline("company", company.id),
    )


@builds("company.contacts")
async def contacts_list(reads: Reads, viewer: Viewer, view: View) -> Card:
    company = await reads.companies.get(view.id, viewer.actor.scope)
    people = await reads.contacts.of_company(company.id, viewer.actor.scope, Page(view.page))
    return listing(
        Notice("company.contacts", {"name": company.name}),
        people.map(contact_item),
        lambda page: CompanyContacts(company.id, page),
        back=Open("company", company.id),
        offers=(NewCompanyContact(company.id),),
    )


@builds("company.deals")
async def deals_list(reads: Reads, viewer: Viewer, view: View) -> Card:
    company = await reads.companies.get(view.id, viewer.actor.scope)
    found = await reads.deals.of_company(company.id, viewer.actor.scope, Page(view.page))
    return await deals_listing(
        reads, company.name, found, lambda page: CompanyDeals(company.id, page), back=Open("company", company.id)
    )


@builds("company.tasks")
async def tasks_list(reads: Reads, viewer: Viewer, view: View) -> Card:
    company = await reads.companies.get(view.id, viewer.actor.scope)
    return tasks_listing(
        company.name,
        await reads.tasks.open_of(company.ref, viewer.actor.scope),
        view.page,
        lambda page: CompanyTasks(company.id, page),
        back=Open("company", company.id),
    )


@builds("company.edit")
async def edit_card(reads: Reads, viewer: Viewer, view: View) -> Card:
    company = await reads.companies.get(view.id, viewer.actor.scope)
    options = [Option(Notice("edit.company_name"), RenameCompany(company.id))]
    if await reads.tags.all():
        options.append(Option(Notice("edit.tags"), CompanyTags(company.id)))
    if viewer.actor.may(Right.REASSIGN):
        options.append(Option(Notice("action.reassign"), CompanyOwner(company.id)))
    if viewer.actor.may(Right.DELETE):
        options.append(Option(Notice("action.delete"), DeleteCompany(company.id, company.version)))
    return Question(
        text=Notice("contact.edit.what", {"name": company.name}), options=tuple(options), back=Open("company", company.id)
    )


@builds("company.tags")
async def tags_card(reads: Reads, viewer: Viewer, view: View) -> Card:
    company = await reads.companies.get(view.id, viewer.actor.scope)
    options = [
        Option(
            f"{'✅' if tag.id in company.tags else '▫️'} {tag.name}", TagCompany(company.id, tag.id, int(tag.id not in company.tags))
        )
        for tag in await reads.tags.all()
    ]
    return Question(text=Notice("tags.what", {"name": company.name}), options=tuple(options), back=EditCompany(company.id))


@builds("company.owner")
async def owner_list(reads: Reads, viewer: Viewer, view: View) -> Card:
    company = await reads.companies.get(view.id, viewer.actor.scope)
    return await colleagues_listing(
        reads,
        Notice("owner.whose", {"name": company.name}),
        company.owner_id,
        view.page,
        lambda person_id: GiveCompany(company.id, person_id, company.version),
        lambda page: CompanyOwner(company.id, page),
        EditCompany(company.id),
    )


async def _name(_talk: Talk, _reads: Reads, text: str, _values: Values) -> str:
    return clean_name(text)


async def _created(talk: Talk, work: Work, values: Values) -> Reply:
    saved = await create_company(work, talk.actor, values["name"])
    return Reply(view=View("company", saved.company.id), undo=saved.event.id, notice=Notice("company.created"), anew=True)


async def _renamed(talk: Talk, work: Work, values: Values) -> Reply:
    saved = await rename_company(work, talk.actor, values["company"], values["name"])
    return Reply(view=View("company", saved.company.id), undo=saved.event.id, notice=Notice("saved"))


NEW = forms.register(Form(name="company.new", fields=(FormField(name="name", ask="company.ask.name", parse=_name),), done=_created))
RENAME = forms.register(
    Form(name="company.rename", fields=(FormField(name="name", ask="company.ask.new_name", parse=_name),), done=_renamed)
)
