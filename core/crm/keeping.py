"""What must stay true whatever is undone: rights are asked again, and the company stays able to work."""

from collections.abc import Iterable

from core.crm.access import EVERYTHING, Actor, Right
from core.crm.colleagues import OWN, may_manage, refuse_no_administrator
from core.crm.pipelines import refuse_lacking
from core.crm.timeline import Change
from core.errors import Forbidden, Refusal
from core.paging import Page
from core.ports import Reads

RIGHTS = {
    "pipeline": Right.EDIT_PIPELINES,
    "stage": Right.EDIT_PIPELINES,
    "team": Right.ADMINISTER,
    "loss_reason": Right.ADMINISTER,
    "custom_field": Right.ADMINISTER,
    "invite": Right.INVITE,
}


async def refuse_without_right(reads: Reads, actor: Actor, changes: Iterable[Change]) -> None:
    """Who lost a right since cannot use it by undoing. Raises Forbidden."""
    for change in changes:
        right = RIGHTS.get(change.ref.noun)
        if right is not None:
            actor.require(right)
        if change.ref.noun == "person" and not (change.ref.id == actor.id and change.after.keys() <= OWN):
            person = await reads.people.get(change.ref.id)
            if not actor.may(Right.ADMINISTER) and ("role" in change.after or not may_manage(actor, person)):
                raise Forbidden(Right.ADMINISTER)


async def refuse_unkept(reads: Reads, changes: Iterable[Change]) -> None:
    """After the rows were set back. Raises Refusal `person.last_administrator`, `pipeline.lacks`, `stage.has_deals`."""
    nouns: dict[str, list[int]] = {}
    for change in changes:
        nouns.setdefault(change.ref.noun, []).append(change.ref.id)
    if "person" in nouns:
        await refuse_no_administrator(reads)
    pipelines = {pipeline.id for pipeline in await reads.pipelines.all()} if "stage" in nouns else set()
    for stage_id in nouns.get("stage", ()):
        stage = await reads.stages.get(stage_id)
        if stage.deleted_at is not None and (await reads.deals.in_stage(stage.id, EVERYTHING, Page(size=1))).items:
            raise Refusal("stage.has_deals", stage=stage.name)
        if stage.pipeline_id in pipelines:
            await refuse_lacking(reads, stage.pipeline_id)
