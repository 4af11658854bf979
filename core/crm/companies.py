"""What is done with a company."""

from dataclasses import dataclass, replace
from typing import Any

from core.clean import clean_name
from core.crm.access import Actor, Right
from core.crm.contacts import Company, require_giving
from core.crm.fields import Tag
from core.crm.timeline import Event
from core.errors import Refusal, refuse_stale
from core.paging import Page
from core.ports import Reads, Work

MOST_ALIKE = 5
LOOKED_THROUGH = Page(size=30)
"""Cards of any noun among which companies of a like name are looked for."""


@dataclass(frozen=True, slots=True)
class CompanySaved:
    company: Company
    event: Event


async def companies_like(reads: Reads, actor: Actor, name: str) -> list[Company]:
    """Those the actor may see whose name equals or holds the words said; an equal one alone."""
    equal = await reads.companies.named(name, actor.scope)
    if equal:
        return equal[:MOST_ALIKE]
    found = await reads.search.find(name, actor.scope, LOOKED_THROUGH)
    return await reads.companies.some([ref.id for ref in found.items if ref.noun == "company"][:MOST_ALIKE], actor.scope)


async def create_company(work: Work, actor: Actor, name: str) -> CompanySaved:
    """Raises Refusal `company.there_already` where the actor sees one of this very name."""
    cleaned = clean_name(name)
    if await work.companies.named(cleaned, actor.scope):
        raise Refusal("company.there_already", name=cleaned)
    company = work.save(Company(id=work.new_id(), created_at=work.now, name=cleaned, owner_id=actor.id))
    return CompanySaved(company, work.record("company.created", actor.id, [company.ref], name=company.name))


async def rename_company(work: Work, actor: Actor, company_id: int, name: str) -> CompanySaved:
    company = await work.companies.get(company_id, actor.scope)
    cleaned = clean_name(name)
    if any(other.id != company.id for other in await work.companies.named(cleaned, actor.scope)):
        raise Refusal("company.there_already", name=cleaned)
    renamed = work.save(replace(company, name=cleaned))
    event = work.record("company.renamed", actor.id, [renamed.ref], before=company.name, after=renamed.name)
    return CompanySaved(renamed, event)


async def tag_company(work: Work, actor: Actor, company_id: int, tag: Tag, *, on: bool) -> CompanySaved | None:
    """None: it was so already."""
    company = await work.companies.get(company_id, actor.scope)
    if on == (tag.id in company.tags):
        return None
    tags = (*company.tags, tag.id) if on else tuple(kept for kept in company.tags if kept != tag.id)
    kind = "company.tagged" if on else "company.untagged"
    return await _changed(work, actor, replace(company, tags=tags), kind, tag=tag.name)


async def delete_company(work: Work, actor: Actor, company_id: int, seen: int | None) -> CompanySaved:
    """Its contacts and deals stay; undo brings it back. Raises Forbidden, Missing, Stale."""
    actor.require(Right.DELETE)
    company = await work.companies.get(company_id, actor.scope)
    refuse_stale(company, seen)
    return await _changed(work, actor, replace(company, deleted_at=work.now), "company.deleted")


async def give_company(work: Work, actor: Actor, company_id: int, owner_id: int, seen: int | None) -> CompanySaved:
    """To another colleague, with the right to; what nobody owns anybody may take."""
    company = await work.companies.get(company_id, actor.scope)
    refuse_stale(company, seen)
    await require_giving(work, actor, company.owner_id, owner_id)
    owner = await work.people.get(owner_id)
    return await _changed(work, actor, replace(company, owner_id=owner_id), "company.given", owner=owner.name)


async def _changed(work: Work, actor: Actor, company: Company, kind: str, **facts: Any) -> CompanySaved:
    saved = work.save(company)
    return CompanySaved(saved, work.record(kind, actor.id, [saved.ref], name=saved.name, **facts))
