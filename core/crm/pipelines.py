"""Pipelines and their stages: the records, and one verb a change. Deals of what is archived move, and are never lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any, ClassVar

from core.crm.access import EVERYTHING, Right
from core.crm.naming import last_position, new_name, shift, standing
from core.errors import Refusal, refuse_stale
from core.facts import Term
from core.paging import Page
from core.records import Record, Ref

if TYPE_CHECKING:
    from core.crm.access import Actor
    from core.crm.deals import Deal
    from core.crm.timeline import Event
    from core.ports import Reads, Work


class StageKind(StrEnum):
    OPEN = "open"
    WON = "won"
    LOST = "lost"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pipeline(Record):
    noun: ClassVar[str] = "pipeline"

    name: str
    position: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage(Record):
    """One step of a pipeline. `probability` is in percent; `stall_days` None means a deal may stand for ever;
    `required` names deal fields that must be filled to enter."""

    noun: ClassVar[str] = "stage"

    pipeline_id: int
    name: str
    position: int
    kind: StageKind = StageKind.OPEN
    probability: int = 0
    stall_days: int | None = None
    required: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NewStage:
    name: str
    kind: StageKind = StageKind.OPEN
    probability: int = 0
    stall_days: int | None = None


@dataclass(frozen=True, slots=True)
class PipelineSaved:
    pipeline: Pipeline
    event: Event


@dataclass(frozen=True, slots=True)
class StageSaved:
    stage: Stage
    event: Event


async def add_pipeline(work: Work, actor: Actor | None, name: str, stages: Sequence[NewStage]) -> PipelineSaved:
    """`actor` None is the house itself. Raises Forbidden, Refusal `name.taken`, `pipeline.lacks`."""
    if actor is not None:
        actor.require(Right.EDIT_PIPELINES)
    others = await work.pipelines.all()
    named = new_name(name, others)
    pipeline = work.save(Pipeline(id=work.new_id(), created_at=work.now, name=named, position=last_position(others)))
    for position, new in enumerate(stages):
        work.save(
            Stage(
                id=work.new_id(),
                created_at=work.now,
                pipeline_id=pipeline.id,
                name=new.name,
                position=position,
                kind=new.kind,
                probability=new.probability,
                stall_days=new.stall_days,
            )
        )
    await refuse_lacking(work, pipeline.id)
    return PipelineSaved(pipeline, work.record("pipeline.added", actor.id if actor else None, [pipeline.ref], name=pipeline.name))


async def rename_pipeline(work: Work, actor: Actor, pipeline_id: int, name: str, seen: int | None = None) -> PipelineSaved:
    pipeline = await _pipeline(work, actor, pipeline_id, seen)
    renamed = work.save(replace(pipeline, name=new_name(name, await work.pipelines.all(), pipeline.id)))
    event = work.record("pipeline.renamed", actor.id, [renamed.ref], before=pipeline.name, after=renamed.name)
    return PipelineSaved(renamed, event)


async def shift_pipeline(work: Work, actor: Actor, pipeline_id: int, by: int, seen: int | None) -> PipelineSaved:
    """Up (-1) or down (1) in the list. Raises Refusal `order.end`."""
    await _pipeline(work, actor, pipeline_id, seen)
    pipeline = shift(work, await work.pipelines.all(), pipeline_id, by)
    return PipelineSaved(pipeline, work.record("pipeline.shifted", actor.id, [pipeline.ref], name=pipeline.name))


async def archive_pipeline(
    work: Work, actor: Actor, pipeline_id: int, target_id: int | None, seen: int | None = None
) -> PipelineSaved:
    """Its deals go to the target's stage of the same name and kind, else to its first stage of the kind.

    Raises Refusal `pipeline.last`, `pipeline.target` where there are deals and no target.
    """
    pipeline = await _pipeline(work, actor, pipeline_id, seen)
    if len(await work.pipelines.all()) == 1:
        raise Refusal("pipeline.last")
    moved: list[Ref] = []
    for stage in await stages_of(work, pipeline.id):
        deals = await _deals_in(work, stage)
        if deals:
            target = _like(stage, await _target_stages(work, pipeline, target_id))
            moved += [_move_over(work, deal, target) for deal in deals]
        work.save(replace(stage, deleted_at=work.now))
    archived = work.save(replace(pipeline, deleted_at=work.now))
    event = work.record("pipeline.archived", actor.id, [archived.ref, *moved], name=archived.name, n=len(moved))
    return PipelineSaved(archived, event)


async def add_stage(work: Work, actor: Actor, pipeline_id: int, name: str, kind: StageKind) -> StageSaved:
    """An open stage comes last of the open ones, a closed one last of all."""
    pipeline = await _pipeline(work, actor, pipeline_id, None)
    stages = await stages_of(work, pipeline.id)
    named = new_name(name, stages)
    later = [stage for stage in stages if kind is StageKind.OPEN and stage.kind is not StageKind.OPEN]
    position = min((stage.position for stage in later), default=last_position(stages))
    for stage in stages:
        if stage.position >= position:
            work.save(replace(stage, position=stage.position + 1))
    probability = {StageKind.OPEN: 50, StageKind.WON: 100, StageKind.LOST: 0}[kind]
    stage = work.save(
        Stage(
            id=work.new_id(), created_at=work.now, pipeline_id=pipeline.id, name=named, position=position, kind=kind,
            probability=probability,
        )
    )  # fmt: skip
    event = work.record("stage.added", actor.id, [pipeline.ref, stage.ref], name=stage.name, pipeline=pipeline.name)
    return StageSaved(stage, event)


async def change_stage(work: Work, actor: Actor, stage_id: int, seen: int | None = None, **changes: Any) -> StageSaved:
    """name, kind, probability (percent), stall_days (None: for ever), required (deal fields to be filled on entering).

    Raises Refusal `name.taken`, `stage.has_deals` for another kind while deals stand there, `pipeline.lacks`.
    """
    stage = await _stage(work, actor, stage_id, seen)
    if "name" in changes:
        changes["name"] = new_name(changes["name"], await stages_of(work, stage.pipeline_id), stage.id)
    if changes.get("kind", stage.kind) is not stage.kind and await _deals_in(work, stage, most=1):
        raise Refusal("stage.has_deals", stage=stage.name)
    changed = work.save(replace(stage, **changes))
    await refuse_lacking(work, stage.pipeline_id)
    event = work.record("stage.changed", actor.id, [_of(changed), changed.ref], name=changed.name, fields=", ".join(changes))
    return StageSaved(changed, event)


async def shift_stage(work: Work, actor: Actor, stage_id: int, by: int, seen: int | None) -> StageSaved:
    """Raises Refusal `order.end`."""
    stage = await _stage(work, actor, stage_id, seen)
    shifted = shift(work, await stages_of(work, stage.pipeline_id), stage_id, by)
    return StageSaved(shifted, work.record("stage.shifted", actor.id, [_of(shifted), shifted.ref], name=shifted.name))


async def archive_stage(work: Work, actor: Actor, stage_id: int, target_id: int | None, seen: int | None = None) -> StageSaved:
    """Its deals go to a stage of the same kind, of any pipeline.

    Raises Refusal `pipeline.lacks`, `stage.target` where there are deals and no fitting target.
    """
    stage = await _stage(work, actor, stage_id, seen)
    deals = await _deals_in(work, stage)
    target = standing(await work.stages.get(target_id)) if target_id is not None else None
    if deals and (target is None or target.id == stage.id or target.kind is not stage.kind):
        raise Refusal("stage.target", stage=stage.name)
    moved = [_move_over(work, deal, target) for deal in deals if target is not None]
    archived = work.save(replace(stage, deleted_at=work.now))
    await refuse_lacking(work, stage.pipeline_id)
    event = work.record(
        "stage.archived", actor.id, [_of(archived), archived.ref, *moved], name=archived.name, n=len(moved),
        after=target.name if target else None,
    )  # fmt: skip
    return StageSaved(archived, event)


async def stages_of(reads: Reads, pipeline_id: int) -> list[Stage]:
    """In their order."""
    stages = [stage for stage in await reads.stages.all() if stage.pipeline_id == pipeline_id]
    return sorted(stages, key=lambda stage: (stage.position, stage.id))


async def refuse_lacking(reads: Reads, pipeline_id: int) -> None:
    """To be asked after a change: a pipeline has an open, a won and a lost stage. Raises Refusal `pipeline.lacks`."""
    kinds = {stage.kind for stage in await stages_of(reads, pipeline_id)}
    lacking = next((kind for kind in StageKind if kind not in kinds), None)
    if lacking is not None:
        raise Refusal("pipeline.lacks", kind=Term(f"stage.kind.{lacking.value}"))


async def _pipeline(work: Work, actor: Actor, pipeline_id: int, seen: int | None) -> Pipeline:
    actor.require(Right.EDIT_PIPELINES)
    pipeline = standing(await work.pipelines.get(pipeline_id))
    refuse_stale(pipeline, seen)
    return pipeline


async def _stage(work: Work, actor: Actor, stage_id: int, seen: int | None) -> Stage:
    actor.require(Right.EDIT_PIPELINES)
    stage = standing(await work.stages.get(stage_id))
    refuse_stale(stage, seen)
    return stage


async def _deals_in(reads: Reads, stage: Stage, most: int = 1_000_000) -> tuple[Deal, ...]:
    """Whoever may see them."""
    return (await reads.deals.in_stage(stage.id, EVERYTHING, Page(size=most))).items


async def _target_stages(work: Work, pipeline: Pipeline, target_id: int | None) -> list[Stage]:
    if target_id is None or target_id == pipeline.id:
        raise Refusal("pipeline.target", name=pipeline.name)
    return await stages_of(work, standing(await work.pipelines.get(target_id)).id)


def _like(stage: Stage, targets: list[Stage]) -> Stage:
    alike = [target for target in targets if target.kind is stage.kind]
    return next((target for target in alike if target.name.casefold() == stage.name.casefold()), alike[0])


def _move_over(work: Work, deal: Deal, target: Stage) -> Ref:
    """The deal did not move on by itself: since when it stands stays as it is."""
    furthest = target.position if target.kind is not StageKind.LOST else 0
    if target.pipeline_id == deal.pipeline_id:
        furthest = max(furthest, deal.furthest)
    return work.save(replace(deal, pipeline_id=target.pipeline_id, stage_id=target.id, furthest=furthest)).ref


def _of(stage: Stage) -> Ref:
    return Ref("pipeline", stage.pipeline_id)
