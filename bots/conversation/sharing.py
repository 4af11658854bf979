"""Cards that a colleague looks up in any chat and sends there, without private fields. Read-only, outside the desk: the answer
must be there within a second and has no place in the outbox."""

from bots.conversation.cards.records import Named
from bots.conversation.cards.shared import SharedCard
from bots.conversation.house import House
from bots.conversation.talk import colleague
from core.crm.access import EVERYTHING, Actor
from core.paging import Page, Paged
from core.ports import Reads
from core.records import Ref
from core.tasks.delivery import Address

PAGE = 20
QUERY_LETTERS = 200


async def cards_to_share(house: House, messenger: str, account: str, text: str, number: int) -> Paged[SharedCard]:
    """A page of one's own cards that hold `text`, without one the cards looked at last. Nobody else finds anything."""
    async with house.store.reading() as reads:
        actor = await colleague(house, reads, messenger, account)
        if actor is None or not actor.person.active:
            return Paged(())
        page = Page(number, PAGE)
        words = " ".join(text.split())[:QUERY_LETTERS]
        if words:
            found = await reads.search.find(words, actor.scope, page)
        else:
            found = Paged(tuple((await reads.placements.recent(Address(messenger, account)))[:PAGE]))
        cards = await _shared(reads, actor, list(found.items))
        return Paged(tuple(cards), number, found.more)


async def _shared(reads: Reads, actor: Actor, refs: list[Ref]) -> list[SharedCard]:
    """Each noun read at once."""
    records = {
        record.ref: record
        for noun in ("contact", "company", "deal")
        for record in await reads.shelf(noun).some([ref.id for ref in refs if ref.noun == noun], actor.scope)
    }
    owners = await reads.people.some(record.owner_id for record in records.values())
    stages = {stage.id: stage.name for stage in await reads.stages.all()}
    wanted = {record.company_id for ref, record in records.items() if ref.noun == "contact" and record.company_id}
    companies = {company.id: company.name for company in await reads.companies.some(wanted, EVERYTHING)}
    shared = []
    for ref in refs:
        record = records.get(ref)
        if record is None:
            continue
        if ref.noun == "deal":
            name, detail = record.title, stages.get(record.stage_id, "")
        elif ref.noun == "contact":
            name, detail = record.name, " · ".join(part for part in (record.job_title, companies.get(record.company_id)) if part)
        else:
            name, detail = record.name, ""
        owner = owners.get(record.owner_id)
        shared.append(SharedCard(card=Named(ref, name), detail=detail, owner=owner.name if owner else None))
    return shared
