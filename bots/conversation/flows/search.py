"""Search: /find, «найти …», and any plain text that is no command."""

from dataclasses import replace

from bots.conversation.actions.common import Open
from bots.conversation.actions.search import MakeOfSearch, SearchPage
from bots.conversation.builders import Viewer, builds
from bots.conversation.cards import Card, Question
from bots.conversation.cards.lists import Item, listing
from bots.conversation.cards.questions import Option
from bots.conversation.flows.beside import deal_item
from bots.conversation.flows.new import new
from bots.conversation.routes import command, does, shows, takes
from bots.conversation.said import Text
from bots.conversation.talk import Talk
from bots.conversation.views import Reply, View, load_view
from core.crm.access import Scope
from core.crm.contacts import Contact
from core.crm.phones import show_phone
from core.errors import Refusal
from core.paging import FIRST, Page, Paged
from core.ports import Reads, Work
from core.records import Ref
from core.tasks.delivery import Notice

QUERY_LETTERS = 200
MAKES = ("contact", "deal", "task")
NARROWED = Page(size=60)
"""Hits of every noun among which those of one noun are picked."""


@command("find", "найти", "найди", "поиск", "search")
async def find(talk: Talk, reads: Reads, rest: str) -> Reply:
    if not rest:
        return Reply(notice=Notice("search.how"))
    return await search_reply(talk, reads, rest)


@takes(Text, writes=False)
async def plain_text(talk: Talk, reads: Reads, said: Text) -> Reply:
    return await search_reply(talk, reads, said.text)


async def search_reply(talk: Talk, reads: Reads, text: str, noun: str = "") -> Reply:
    """One hit opens its card, more are listed, none offers to make one. `noun` narrows it."""
    query = " ".join(text.split())[:QUERY_LETTERS]
    found = await hits(reads, talk.actor.scope, query, noun, FIRST)
    if len(found.items) == 1 and not found.more:
        return Reply(view=View(found.items[0].noun, found.items[0].id))
    return Reply(view=View("search", query=f"{noun}:{query}"))


async def hits(reads: Reads, scope: Scope, query: str, noun: str, page: Page) -> Paged[Ref]:
    if not noun:
        return await reads.search.find(query, scope, page)
    wide = await reads.search.find(query, scope, NARROWED)
    narrowed = [ref for ref in wide.items if ref.noun == noun]
    return Paged.cut(narrowed[page.offset : page.offset + page.size + 1], page)


@shows(SearchPage)
async def turn(talk: Talk, _reads: Reads, action: SearchPage) -> Reply:
    return Reply(view=View("search", page=action.page, query=asked_on(talk).query))


@does(MakeOfSearch)
async def make(talk: Talk, work: Work, action: MakeOfSearch) -> Reply:
    _noun, _, query = asked_on(talk).query.partition(":")
    return await new(talk, work, f"{action.noun} {query}")


def asked_on(talk: Talk) -> View:
    """The search whose button was tapped."""
    view = load_view(talk.tapped.payload) if talk.tapped else None
    if view is None or view.kind != "search":
        raise Refusal("button.unknown")
    return view


@builds("search")
async def search_card(reads: Reads, viewer: Viewer, view: View) -> Card:
    noun, _, query = view.query.partition(":")
    found = await hits(reads, viewer.actor.scope, query, noun, Page(view.page))
    if not found.items and not view.page:
        return Question(text=Notice("search.nothing", {"text": query}), options=made_of(query))
    items = await hit_items(reads, viewer.actor.scope, list(found.items))
    paged = Paged(tuple(items), found.number, found.more)
    offers = () if found.more else (MakeOfSearch("contact"),)
    return listing(Notice("search.title", {"text": query}), paged, SearchPage, offers=offers)


def made_of(query: str) -> tuple[Option, ...]:
    return tuple(Option(Notice(f"search.make.{noun}", {"text": query}), MakeOfSearch(noun)) for noun in MAKES)


async def hit_items(reads: Reads, scope: Scope, refs: list[Ref]) -> list[Item]:
    """The hits in their order, each noun read at once."""
    contacts = {contact.id: contact for contact in await reads.contacts.some(ids_of(refs, "contact"), scope)}
    companies = {company.id: company for company in await reads.companies.some(ids_of(refs, "company"), scope)}
    deals = {deal.id: deal for deal in await reads.deals.some(ids_of(refs, "deal"), scope)}
    stages = {stage.id: stage.name for stage in await reads.stages.all()} if deals else {}
    items = []
    for ref in refs:
        if ref.noun == "contact" and ref.id in contacts:
            items.append(contact_item(contacts[ref.id]))
        elif ref.noun == "company" and ref.id in companies:
            items.append(Item(f"🏢 {companies[ref.id].name}", Open("company", ref.id)))
        elif ref.noun == "deal" and ref.id in deals:
            item = deal_item(deals[ref.id], stages.get(deals[ref.id].stage_id, ""))
            items.append(replace(item, name=f"💼 {item.name}"))
    return items


def contact_item(contact: Contact) -> Item:
    detail = show_phone(contact.phones[0]) if contact.phones else contact.emails[0] if contact.emails else None
    return Item(f"👤 {contact.name}", Open("contact", contact.id), Notice("plain", {"text": detail}) if detail else None)


def ids_of(refs: list[Ref], noun: str) -> list[int]:
    return [ref.id for ref in refs if ref.noun == noun]
