"""What must stay true whatever is undone: rights are asked again, and the company stays able to work."""

from collections.abc import Iterable, Sequence

from core.crm.access import EVERYTHING, Actor, Right
from core.crm.colleagues import OWN, may_manage, refuse_no_administrator
from core.crm.pipelines import refuse_lacking
from core.crm.timeline import Change
from core.errors import Forbidden, Missing, Refusal
from core.paging import Page
from core.ports import Reads
from core.records import Record, Ref

RIGHTS = {
    "pipeline": Right.EDIT_PIPELINES,
    "stage": Right.EDIT_PIPELINES,
    "team": Right.ADMINISTER,
    "tag": Right.ADMINISTER,
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


async def refuse_unkept(reads: Reads, changes: Sequence[Change]) -> None:
    """After the rows were set back. Raises Refusal `person.last_administrator`, `pipeline.lacks`, `stage.has_deals`; Missing for a
    stage, colleague or team that is archived or gone, where a record would go back to it."""
    nouns: dict[str, list[int]] = {}
    for change in changes:
        nouns.setdefault(change.ref.noun, []).append(change.ref.id)
    if "person" in nouns:
        await refuse_no_administrator(reads)
    await _refuse_gone(reads, changes, nouns.get("deal", ()))
    pipelines = {pipeline.id for pipeline in await reads.pipelines.all()} if "stage" in nouns else set()
    for stage_id in nouns.get("stage", ()):
        stage = await reads.stages.get(stage_id)
        if stage.deleted_at is not None and (await reads.deals.in_stage(stage.id, EVERYTHING, Page(size=1))).items:
            raise Refusal("stage.has_deals", stage=stage.name)
        if stage.pipeline_id in pipelines:
            await refuse_lacking(reads, stage.pipeline_id)


async def _refuse_gone(reads: Reads, changes: Iterable[Change], deals: Iterable[int]) -> None:
    stages = {stage.id for stage in await reads.stages.all()} if deals else set()
    if any(deal.stage_id not in stages for deal in await reads.deals.some(deals, EVERYTHING)):
        raise Missing("stage")
    back = [change.before for change in changes if change.before is not None]
    if owners := {row["owner_id"] for row in back if row.get("owner_id") is not None}:
        active = {person.id for person in await reads.people.all() if person.active}
        if owners - active:
            raise Missing("person")
    teams = {row[name] for row in back for name in ("team_id", "parent_id") if row.get(name) is not None}
    if teams and teams - {team.id for team in await reads.teams.all()}:
        raise Missing("team")


async def refuse_grown(reads: Reads, changes: Sequence[Change]) -> None:
    """Before the rows are set back: a record that the event made is not taken from under what hangs on it since, unless the same
    event made that too. Raises Refusal `undo.grown`."""
    made = {change.ref for change in changes if change.before is None}
    for ref in made:
        if not made.issuperset(await _hanging_on(reads, ref, Page(size=len(made) + 1))):
            raise Refusal("undo.grown")


async def _hanging_on(reads: Reads, ref: Ref, some: Page) -> set[Ref]:
    """At least one that is not among `some`, if there is one."""
    if ref.noun == "team":
        people = [person.ref for person in await reads.people.all() if person.team_id == ref.id]
        return {*people, *(team.ref for team in await reads.teams.all() if team.parent_id == ref.id)}
    if ref.noun not in {"contact", "company", "deal", "task"}:
        return set()
    found: list[Record] = [
        *(await reads.notes.of(ref, EVERYTHING, some)).items,
        *(await reads.files.of(ref, EVERYTHING, some)).items,
        *await reads.tasks.open_of(ref, EVERYTHING),
    ]
    if ref.noun == "contact":
        found += (await reads.deals.of_contact(ref.id, EVERYTHING, some)).items
    if ref.noun == "company":
        found += (await reads.deals.of_company(ref.id, EVERYTHING, some)).items
        found += (await reads.contacts.of_company(ref.id, EVERYTHING, some)).items
    return {record.ref for record in found}
