"""Who works on a deal: its owner and participants; and its end by deletion."""

from __future__ import annotations

from dataclasses import replace

from core.crm.access import Actor, Right
from core.crm.deals import Deal, DealSaved, first_stage, missing_fields, subjects
from core.crm.people import Person
from core.errors import Missing, Refusal, refuse_stale
from core.ports import Work
from core.tasks.tasks import given_to


async def give_deal(work: Work, actor: Actor, deal_id: int, person_id: int, seen: int | None) -> DealSaved:
    """To another owner, with the open tasks the old one had on it. Taking a deal nobody owns needs no right.

    Raises Missing, Stale, Forbidden, Refusal `deal.owner_already`.
    """
    deal = await work.deals.get(deal_id, actor.scope)
    if deal.owner_id is not None or person_id != actor.id:
        actor.require(Right.REASSIGN)
    refuse_stale(deal, seen)
    if deal.owner_id == person_id:
        raise Refusal("deal.owner_already")
    owner = await _colleague(work, person_id)
    for task in await work.tasks.open_of(deal.ref, actor.scope):
        if task.owner_id == deal.owner_id:
            work.save(given_to(task, owner))
    given = work.save(given_deal(deal, owner))
    return DealSaved(given, work.record("deal.given", actor.id, subjects(given), title=given.title, name=owner.name))


def given_deal(deal: Deal, owner: Person) -> Deal:
    """The deal as its new owner has it: who owns it takes part in it by that."""
    return replace(deal, owner_id=owner.id, participants=tuple(one for one in deal.participants if one != owner.id))


async def switch_pipeline(work: Work, actor: Actor, deal_id: int, pipeline_id: int, seen: int | None) -> DealSaved:
    """An open deal goes to the first stage of another pipeline.

    Raises Missing, Stale, Refusal `deal.closed`, `deal.in_pipeline`, `deal.required`, `pipeline.no_stages`.
    """
    deal = await work.deals.get(deal_id, actor.scope)
    refuse_stale(deal, seen)
    if deal.closed_at is not None:
        raise Refusal("deal.closed")
    if deal.pipeline_id == pipeline_id:
        raise Refusal("deal.in_pipeline")
    left, stage = await work.stages.get(deal.stage_id), await first_stage(work, pipeline_id)
    if missing := missing_fields(deal, stage):
        raise Refusal("deal.required", stage=stage.name, fields=", ".join(missing))
    placed = replace(deal, pipeline_id=stage.pipeline_id, stage_id=stage.id, entered_stage_at=work.now, furthest=stage.position)
    switched = work.save(placed)
    event = work.record("deal.switched", actor.id, subjects(switched), title=switched.title, before=left.name, after=stage.name)
    return DealSaved(switched, event)


async def let_in(work: Work, actor: Actor, deal_id: int, person_id: int, seen: int | None = None) -> DealSaved:
    """A colleague takes part: sees the deal, its contacts and company. Raises Missing, Stale, Refusal `deal.takes_part`."""
    deal = await work.deals.get(deal_id, actor.scope)
    refuse_stale(deal, seen)
    person = await _colleague(work, person_id)
    if person.id == deal.owner_id or person.id in deal.participants:
        raise Refusal("deal.takes_part", name=person.name)
    joined = work.save(replace(deal, participants=(*deal.participants, person.id)))
    return DealSaved(joined, work.record("deal.let_in", actor.id, subjects(joined), title=joined.title, name=person.name))


async def let_go(work: Work, actor: Actor, deal_id: int, person_id: int, seen: int | None) -> DealSaved:
    """A participant leaves: by themselves, by the owner, or by who may reassign."""
    deal = await work.deals.get(deal_id, actor.scope)
    refuse_stale(deal, seen)
    if person_id not in deal.participants:
        raise Missing("person")
    if actor.id not in {person_id, deal.owner_id}:
        actor.require(Right.REASSIGN)
    person = await work.people.get(person_id)
    left = work.save(replace(deal, participants=tuple(one for one in deal.participants if one != person_id)))
    return DealSaved(left, work.record("deal.let_go", actor.id, subjects(left), title=left.title, name=person.name))


async def delete_deal(work: Work, actor: Actor, deal_id: int, seen: int | None) -> DealSaved:
    """With its open tasks. Raises Missing, Forbidden, Stale."""
    actor.require(Right.DELETE)
    deal = await work.deals.get(deal_id, actor.scope)
    refuse_stale(deal, seen)
    for task in await work.tasks.open_of(deal.ref, actor.scope):
        work.save(replace(task, deleted_at=work.now))
    deleted: Deal = work.save(replace(deal, deleted_at=work.now))
    return DealSaved(deleted, work.record("deal.deleted", actor.id, subjects(deleted), title=deleted.title))


async def _colleague(work: Work, person_id: int) -> Person:
    person = await work.people.get(person_id)
    if not person.active:
        raise Missing("person")
    return person
