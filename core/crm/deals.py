"""Deals: the records, and one verb a change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, ClassVar

from core.crm.contacts import FieldValue
from core.crm.naming import standing
from core.crm.pipelines import Stage, StageKind
from core.errors import Missing, Refusal, refuse_stale
from core.money import Money
from core.records import Record, Ref

if TYPE_CHECKING:
    from core.crm.access import Actor
    from core.crm.timeline import Event
    from core.facts import Fact
    from core.ports import Reads, Work


@dataclass(frozen=True, slots=True, kw_only=True)
class Deal(Record):
    """A chance to sell. `furthest` is the highest stage position it ever reached, kept for funnels over many deals;
    `no_next_step` says why an open deal has no task."""

    noun: ClassVar[str] = "deal"

    title: str
    pipeline_id: int
    stage_id: int
    entered_stage_at: datetime
    furthest: int = 0
    contacts: tuple[int, ...] = ()
    company_id: int | None = None
    amount: Money | None = None
    expected_close: date | None = None
    owner_id: int | None = None
    participants: tuple[int, ...] = ()
    source: str | None = None
    tags: tuple[int, ...] = ()
    fields: Mapping[str, FieldValue] = field(default_factory=dict)
    closed_at: datetime | None = None
    won: bool | None = None
    loss_reason_id: int | None = None
    loss_note: str | None = None
    no_next_step: str | None = None


@dataclass(frozen=True, slots=True)
class StageSum:
    """What stands in one stage: how many deals, and their sums, one a currency."""

    stage_id: int
    count: int
    sums: tuple[Money, ...]


@dataclass(frozen=True, slots=True)
class NewDeal:
    title: str
    amount: Money | None = None
    contacts: tuple[int, ...] = ()
    company_id: int | None = None
    pipeline_id: int | None = None
    expected_close: date | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class DealSaved:
    deal: Deal
    event: Event


@dataclass(frozen=True, slots=True)
class DealMoved:
    deal: Deal
    stage: Stage
    event: Event
    needs_next_step: bool


async def create_deal(work: Work, actor: Actor, new: NewDeal) -> DealSaved:
    """In the first open stage of the pipeline said, else of the person's usual one. Contacts and company must be visible."""
    stage = await first_stage(work, new.pipeline_id or await usual_pipeline(work, actor.id))
    await work_can_see(work, actor, new.contacts, new.company_id)
    deal = work.save(
        Deal(
            id=work.new_id(),
            created_at=work.now,
            title=new.title,
            pipeline_id=stage.pipeline_id,
            stage_id=stage.id,
            entered_stage_at=work.now,
            furthest=stage.position,
            contacts=new.contacts,
            company_id=new.company_id,
            amount=new.amount,
            expected_close=new.expected_close,
            owner_id=actor.id,
            source=new.source,
        )
    )
    event = work.record("deal.created", actor.id, subjects(deal), title=deal.title, stage=stage.name, amount=deal.amount)
    return DealSaved(deal, event)


async def move_deal(
    work: Work,
    actor: Actor,
    deal_id: int,
    stage_id: int,
    seen: int | None,
    loss_reason_id: int | None = None,
    note: str | None = None,
) -> DealMoved:
    """To another stage of its pipeline, also out of a closed one. A lost stage wants a reason.

    Raises Missing, Stale, Refusal `deal.there_already`, `deal.other_pipeline`, `deal.required` (fields the stage wants),
    `deal.reason` (a lost stage without a reason).
    """
    deal = await work.deals.get(deal_id, actor.scope)
    refuse_stale(deal, seen)
    stage, left = await work.stages.get(stage_id), await work.stages.get(deal.stage_id)
    _refuse_move(deal, stage, loss_reason_id)
    lost = stage.kind is StageKind.LOST
    reason = standing(await work.loss_reasons.get(loss_reason_id)) if lost and loss_reason_id is not None else None
    closed = stage.kind is not StageKind.OPEN
    moved = work.save(
        replace(
            deal,
            stage_id=stage.id,
            entered_stage_at=work.now,
            furthest=deal.furthest if lost else max(deal.furthest, stage.position),
            closed_at=work.now if closed else None,
            won=stage.kind is StageKind.WON if closed else None,
            loss_reason_id=reason.id if reason else None,
            loss_note=note if lost else None,
        )
    )
    kind = {StageKind.OPEN: "deal.moved", StageKind.WON: "deal.won", StageKind.LOST: "deal.lost"}[stage.kind]
    event = work.record(
        kind, actor.id, subjects(moved), title=moved.title, before=left.name, after=stage.name, amount=moved.amount,
        reason=reason.name if reason else None, note=moved.loss_note,
    )  # fmt: skip
    return DealMoved(moved, stage, event, needs_next_step=await lacks_next_step(work, actor, moved))


async def change_deal(work: Work, actor: Actor, deal_id: int, seen: int | None, **changes: Any) -> DealSaved:
    """Set fields of a card: title, amount, expected_close, contacts, company_id, tags, fields, source, no_next_step."""
    deal = await work.deals.get(deal_id, actor.scope)
    refuse_stale(deal, seen)
    await work_can_see(work, actor, set(changes.get("contacts", ())) - set(deal.contacts), changes.get("company_id"))
    changed = work.save(replace(deal, **changes))
    before, after = _one_change(deal, changes)
    event = work.record(
        "deal.changed", actor.id, _both(deal, changed), title=changed.title, fields=", ".join(changes), before=before, after=after
    )
    return DealSaved(changed, event)


async def fill_field(work: Work, actor: Actor, deal_id: int, name: str, value: Any) -> DealSaved:
    """Set a field by the name that a stage's `required` uses: a deal's own, or "custom:" and an administrator's."""
    if not name.startswith("custom:"):
        return await change_deal(work, actor, deal_id, None, **{name: value})
    deal = await work.deals.get(deal_id, actor.scope)
    return await change_deal(work, actor, deal_id, None, fields={**deal.fields, name.removeprefix("custom:"): value})


async def lacks_next_step(work: Reads, actor: Actor, deal: Deal) -> bool:
    """An open deal has a task to come or a stated reason why not."""
    if deal.closed_at is not None or deal.no_next_step:
        return False
    return not await work.tasks.open_of(deal.ref, actor.scope)


def stalled_days(deal: Deal, stage: Stage, now: datetime) -> int | None:
    """How many days an open deal has stood in its stage, where that is past the stage's limit."""
    days = (now - deal.entered_stage_at).days
    return days if deal.closed_at is None and stage.stall_days is not None and days > stage.stall_days else None


def missing_fields(deal: Deal, stage: Stage) -> list[str]:
    """What must be filled before the deal may enter the stage."""
    return [name for name in stage.required if field_of(deal, name) in (None, "", ())]


async def usual_pipeline(work: Reads, person_id: int) -> int:
    """That of the person's newest open deal while it stands, else the first one. Raises Refusal `pipeline.none`."""
    pipelines = sorted(await work.pipelines.all(), key=lambda pipeline: pipeline.position)
    if not pipelines:
        raise Refusal("pipeline.none")
    newest = await work.deals.newest(person_id)
    standing = {pipeline.id for pipeline in pipelines}
    return newest.pipeline_id if newest and newest.pipeline_id in standing else pipelines[0].id


async def first_stage(work: Reads, pipeline_id: int) -> Stage:
    stages = [stage for stage in await work.stages.all() if stage.kind is StageKind.OPEN]
    found = [stage for stage in stages if stage.pipeline_id == pipeline_id]
    if not found:
        raise Refusal("pipeline.no_stages")
    return min(found, key=lambda stage: stage.position)


async def work_can_see(work: Reads, actor: Actor, contacts: Iterable[int], company_id: int | None) -> None:
    """Raises Missing where one of these cards is not the actor's to see."""
    for contact_id in contacts:
        await work.contacts.get(contact_id, actor.scope)
    if company_id is not None:
        await work.companies.get(company_id, actor.scope)


def subjects(deal: Deal) -> list[Ref]:
    """The cards whose timelines show what happens to a deal."""
    company = [Ref("company", deal.company_id)] if deal.company_id is not None else []
    return [deal.ref, *(Ref("contact", contact_id) for contact_id in deal.contacts), *company]


def _refuse_move(deal: Deal, stage: Stage, loss_reason_id: int | None) -> None:
    if stage.pipeline_id != deal.pipeline_id:
        raise Refusal("deal.other_pipeline")
    if stage.id == deal.stage_id:
        raise Refusal("deal.there_already", stage=stage.name)
    if stage.deleted_at is not None:
        raise Missing("stage")
    if missing := missing_fields(deal, stage):
        raise Refusal("deal.required", stage=stage.name, fields=", ".join(missing))
    if stage.kind is StageKind.LOST and loss_reason_id is None:
        raise Refusal("deal.reason")


def field_of(deal: Deal, name: str) -> object:
    """A deal's own field or, after "custom:", one that an administrator defined."""
    if name.startswith("custom:"):
        return deal.fields.get(name.removeprefix("custom:"))
    return getattr(deal, name)


def _one_change(deal: Deal, changes: Mapping[str, Any]) -> tuple[Fact, Fact]:
    """What a single field was and is, where words can say it."""
    if len(changes) != 1:
        return None, None
    ((name, after),) = changes.items()
    before = getattr(deal, name)
    return (before, after) if all(isinstance(value, str | Money | date) for value in (before, after)) else (None, None)


def _both(before: Deal, after: Deal) -> list[Ref]:
    """The subjects of both, so that a contact that has left a deal knows."""
    return list(dict.fromkeys([*subjects(after), *subjects(before)]))
