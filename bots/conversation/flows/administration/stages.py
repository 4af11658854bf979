"""Stages: what they are called, what they mean, what must be filled to enter them, and where their deals go."""

import re

from bots.conversation import forms
from bots.conversation.actions.pipelines import (
    AddStage,
    ArchiveStage,
    EditStage,
    RequireField,
    SetUpStage,
    ShiftStage,
    ShowPipeline,
    ShowRequired,
)
from bots.conversation.builders import Viewer, builds
from bots.conversation.cards import Card, Sheet
from bots.conversation.cards.questions import Option
from bots.conversation.flows.names import parse_entry_name
from bots.conversation.forms import Choices, Form, FormField, Parse, Values
from bots.conversation.routes import does, shows
from bots.conversation.talk import Talk
from bots.conversation.views import Reply, View
from core.crm.access import EVERYTHING, Right
from core.crm.naming import standing
from core.crm.pipelines import Stage, StageKind, add_stage, archive_stage, change_stage, shift_stage
from core.errors import Refusal
from core.facts import Term
from core.paging import Page
from core.ports import Reads, Work
from core.tasks.delivery import Notice

REQUIRABLE = ("amount", "expected_close", "contacts", "company_id", "source")
"""Fields of a deal that a stage can ask for; custom fields follow."""
FOR_EVER = "0"
MOST_DAYS = 365


@shows(SetUpStage)
async def show_stage(_talk: Talk, _reads: Reads, action: SetUpStage) -> Reply:
    return Reply(view=View("stage_setup", action.stage_id))


@shows(ShowRequired)
async def show_required(_talk: Talk, _reads: Reads, action: ShowRequired) -> Reply:
    return Reply(view=View("stage_required", action.stage_id))


@does(AddStage)
async def add(talk: Talk, work: Work, action: AddStage) -> Reply:
    return await forms.begin(talk, work, ADDING, {"pipeline": action.pipeline_id})


@does(EditStage)
async def edit(talk: Talk, work: Work, action: EditStage) -> Reply:
    if action.what not in EDITS:
        raise Refusal("button.unknown")
    stage = standing(await work.stages.get(action.stage_id))
    return await forms.begin(talk, work, EDITS[action.what], {"stage": stage.id, "old": stage.name})


@does(ShiftStage)
async def moved(talk: Talk, work: Work, action: ShiftStage) -> Reply:
    saved = await shift_stage(work, talk.actor, action.stage_id, action.by, action.seen)
    return Reply(view=View("stage_setup", action.stage_id), undo=saved.event.id, toast=Notice("order.changed"))


@does(RequireField)
async def require_field(talk: Talk, work: Work, action: RequireField) -> Reply:
    stage = standing(await work.stages.get(action.stage_id))
    fields = await _requirable(work)
    if not 0 <= action.number < len(fields):
        raise Refusal("button.unknown")
    name = fields[action.number][0]
    kept = tuple(field for field in stage.required if field != name)
    required = kept if name in stage.required else (*stage.required, name)
    saved = await change_stage(work, talk.actor, stage.id, action.seen, required=required)
    return Reply(view=View("stage_required", stage.id), undo=saved.event.id)


@does(ArchiveStage)
async def archive(talk: Talk, work: Work, action: ArchiveStage) -> Reply:
    """An empty stage goes at once: an undo is under the answer."""
    stage = standing(await work.stages.get(action.stage_id))
    if not (await work.deals.in_stage(stage.id, EVERYTHING, Page(size=1))).items:
        return await _archived(talk, work, {"stage": stage.id, "target": None})
    return await forms.begin(talk, work, ARCHIVING, {"stage": stage.id, "name": stage.name})


@builds("stage_setup")
async def stage_card(reads: Reads, viewer: Viewer, view: View) -> Card:
    viewer.actor.require(Right.EDIT_PIPELINES)
    stage = standing(await reads.stages.get(view.id))
    return Sheet(
        title=Notice("stage.setup.title", {"name": stage.name}),
        facts=(Notice("stage.required.list", {"n": len(stage.required)}),),
        options=(
            *(Option(_value(stage, what), EditStage(stage.id, what)) for what in EDITS),
            Option(Notice("action.required"), ShowRequired(stage.id)),
            Option(Notice("action.archive"), ArchiveStage(stage.id)),
            Option(Notice("action.up"), ShiftStage(stage.id, -1, stage.version)),
            Option(Notice("action.down"), ShiftStage(stage.id, 1, stage.version)),
        ),
        back=ShowPipeline(stage.pipeline_id),
    )


def _value(stage: Stage, what: str) -> Notice:
    match what:
        case "kind":
            return Notice("stage.set.kind", {"value": Term(f"stage.kind.{stage.kind.value}")})
        case "probability":
            return Notice("stage.set.probability", {"value": stage.probability})
        case "stall_days" if stage.stall_days is None:
            return Notice("stage.set.no_stall")
        case "stall_days":
            return Notice("stage.set.stall_days", {"n": stage.stall_days})
    return Notice("action.rename")


@builds("stage_required")
async def required_card(reads: Reads, viewer: Viewer, view: View) -> Card:
    viewer.actor.require(Right.EDIT_PIPELINES)
    stage = standing(await reads.stages.get(view.id))
    return Sheet(
        title=Notice("stage.required.title", {"name": stage.name}),
        options=tuple(
            Option(
                Notice("stage.required.on" if name in stage.required else "stage.required.off", {"field": label}),
                RequireField(stage.id, number, stage.version),
            )
            for number, (name, label) in enumerate(await _requirable(reads))
        ),
        back=SetUpStage(stage.id),
    )


async def _requirable(reads: Reads) -> list[tuple[str, str | Term]]:
    """(name in a stage's `required`, how it is called)."""
    custom = [field for field in await reads.custom_fields.all() if field.of == "deal"]
    own: list[tuple[str, str | Term]] = [(name, Term(f"field.{name}")) for name in REQUIRABLE]
    return [*own, *((f"custom:{field.id}", field.name) for field in custom)]


async def _kind(_talk: Talk, _reads: Reads, text: str, _values: Values) -> str:
    try:
        return StageKind(text.strip().lower()).value
    except ValueError:
        raise Refusal("stage.kind.unknown") from None


async def _kinds(_reads: Reads, _viewer: Viewer, _values: Values) -> list[tuple[Notice, str]]:
    return [(Notice(f"stage.kind.{kind.value}"), kind.value) for kind in StageKind]


async def _percent(_talk: Talk, _reads: Reads, text: str, _values: Values) -> int:
    found = re.fullmatch(r"(\d{1,3})\s*%?", text.strip())
    if found is None or int(found[1]) > 100:
        raise Refusal("stage.probability_unreadable", text=text[:40])
    return int(found[1])


async def _percents(_reads: Reads, _viewer: Viewer, _values: Values) -> list[tuple[str, str]]:
    return [(f"{percent} %", str(percent)) for percent in (10, 25, 50, 75, 90, 100)]


async def _days(_talk: Talk, _reads: Reads, text: str, _values: Values) -> int | None:
    if text.strip() == FOR_EVER:
        return None
    found = re.match(r"(\d{1,3})(?!\d)", text.strip())
    if found is None or not 1 <= int(found[1]) <= MOST_DAYS:
        raise Refusal("stage.days_unreadable", text=text[:40], most=MOST_DAYS)
    return int(found[1])


async def _limits(_reads: Reads, _viewer: Viewer, _values: Values) -> list[tuple[Notice, str]]:
    days = [(Notice("stage.days", {"n": days}), str(days)) for days in (1, 3, 5, 7, 14, 30)]
    return [*days, (Notice("stage.for_ever"), FOR_EVER)]


async def _target(_talk: Talk, reads: Reads, text: str, values: Values) -> int:
    for stage in await _fitting(reads, values):
        if text.strip().casefold() in {str(stage.id), stage.name.casefold()}:
            return stage.id
    raise Refusal("stage.unknown", text=text[:40])


async def _targets(reads: Reads, _viewer: Viewer, values: Values) -> list[tuple[str, str]]:
    """Of the same pipeline first; another pipeline's stage is named with it."""
    own = (await reads.stages.get(values["stage"])).pipeline_id
    pipelines = {pipeline.id: pipeline.name for pipeline in await reads.pipelines.all()}
    stages = sorted(await _fitting(reads, values), key=lambda stage: (stage.pipeline_id != own, stage.position))
    return [
        (stage.name if stage.pipeline_id == own else f"{pipelines[stage.pipeline_id]}: {stage.name}", str(stage.id))
        for stage in stages
    ]


async def _fitting(reads: Reads, values: Values) -> list[Stage]:
    """A stage's deals can only go to one of its kind: an open deal is not won by a stage's end."""
    leaving = await reads.stages.get(values["stage"])
    return [stage for stage in await reads.stages.all() if stage.kind is leaving.kind and stage.id != leaving.id]


async def _added(talk: Talk, work: Work, values: Values) -> Reply:
    saved = await add_stage(work, talk.actor, values["pipeline"], values["name"], StageKind(values["kind"]))
    return Reply(view=View("stage_setup", saved.stage.id), undo=saved.event.id, notice=Notice("stage.added.done"))


async def _changed(talk: Talk, work: Work, values: Values) -> Reply:
    changes = {name: value for name, value in values.items() if name in EDITS}
    if "kind" in changes:
        changes["kind"] = StageKind(changes["kind"])
    saved = await change_stage(work, talk.actor, values["stage"], **changes)
    return Reply(view=View("stage_setup", saved.stage.id), undo=saved.event.id, toast=Notice("settings.saved"))


async def _archived(talk: Talk, work: Work, values: Values) -> Reply:
    saved = await archive_stage(work, talk.actor, values["stage"], values["target"])
    notice = Notice("stage.archived.done", {"name": saved.stage.name})
    return Reply(view=View("pipeline", saved.stage.pipeline_id), undo=saved.event.id, notice=notice)


def _edit(what: str, ask: str, parse: Parse, choices: Choices | None = None) -> Form:
    return forms.register(
        Form(
            name=f"stage.{what}",
            fields=(FormField(name=what, ask=ask, parse=parse, choices=choices),),
            done=_changed,
            back=_back,
        )
    )


def _back(values: Values) -> View:
    return View("stage_setup", values["stage"])


EDITS = {
    "name": _edit("name", "entry.ask.rename", parse_entry_name),
    "kind": _edit("kind", "stage.ask.kind", _kind, _kinds),
    "probability": _edit("probability", "stage.ask.probability", _percent, _percents),
    "stall_days": _edit("stall_days", "stage.ask.stall_days", _days, _limits),
}
ADDING = forms.register(
    Form(
        name="stage.add",
        fields=(
            FormField(name="name", ask="stage.ask.name", parse=parse_entry_name),
            FormField(name="kind", ask="stage.ask.kind", parse=_kind, choices=_kinds),
        ),
        done=_added,
        back=lambda values: View("pipeline", values["pipeline"]),
    )
)
ARCHIVING = forms.register(
    Form(
        name="stage.archive",
        fields=(FormField(name="target", ask="stage.ask.target", parse=_target, choices=_targets),),
        done=_archived,
        back=_back,
    )
)
