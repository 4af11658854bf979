"""/pipelines: add, rename, order, archive pipelines."""

from bots.conversation import forms
from bots.conversation.actions.pipelines import (
    AddPipeline,
    AddStage,
    ArchivePipeline,
    RenamePipeline,
    SetUpStage,
    ShiftPipeline,
    ShowPipeline,
    ShowPipelines,
)
from bots.conversation.builders import Viewer, builds
from bots.conversation.cards import Card, Sheet
from bots.conversation.cards.questions import Option
from bots.conversation.flows.names import parse_entry_name
from bots.conversation.forms import Form, FormField, Values
from bots.conversation.founding import starting_stages
from bots.conversation.routes import command, does, shows
from bots.conversation.talk import Talk
from bots.conversation.views import Reply, View
from core.crm.access import EVERYTHING, Right
from core.crm.naming import standing
from core.crm.pipelines import (
    Stage,
    StageKind,
    add_pipeline,
    archive_pipeline,
    rename_pipeline,
    shift_pipeline,
    stages_of,
)
from core.errors import Refusal
from core.ports import Reads, Work
from core.tasks.delivery import Notice

MARKS = {StageKind.OPEN: "○", StageKind.WON: "✅", StageKind.LOST: "✖️"}


@command("pipelines", "воронки", needs=Right.EDIT_PIPELINES)
async def pipelines_command(_talk: Talk, _reads: Reads, _rest: str) -> Reply:
    return Reply(view=View("pipelines"))


@shows(ShowPipelines)
async def show_pipelines(_talk: Talk, _reads: Reads, _action: ShowPipelines) -> Reply:
    return Reply(view=View("pipelines"))


@shows(ShowPipeline)
async def show_pipeline(_talk: Talk, _reads: Reads, action: ShowPipeline) -> Reply:
    return Reply(view=View("pipeline", action.pipeline_id))


@does(AddPipeline)
async def add(talk: Talk, work: Work, _action: AddPipeline) -> Reply:
    return await forms.begin(talk, work, ADDING)


@does(RenamePipeline)
async def rename(talk: Talk, work: Work, action: RenamePipeline) -> Reply:
    pipeline = await work.pipelines.get(action.pipeline_id)
    return await forms.begin(talk, work, RENAMING, {"pipeline": pipeline.id, "old": pipeline.name})


@does(ShiftPipeline)
async def moved(talk: Talk, work: Work, action: ShiftPipeline) -> Reply:
    saved = await shift_pipeline(work, talk.actor, action.pipeline_id, action.by, action.seen)
    return Reply(view=View("pipeline", action.pipeline_id), undo=saved.event.id, toast=Notice("order.changed"))


@does(ArchivePipeline)
async def archive(talk: Talk, work: Work, action: ArchivePipeline) -> Reply:
    """Where no deal stands in it nothing is asked: an undo is under the answer."""
    pipeline = standing(await work.pipelines.get(action.pipeline_id))
    if not await count_deals(work, pipeline.id):
        return await _archived(talk, work, {"pipeline": pipeline.id, "target": None})
    if len(await work.pipelines.all()) == 1:
        raise Refusal("pipeline.last")
    return await forms.begin(talk, work, ARCHIVING, {"pipeline": pipeline.id, "name": pipeline.name})


@builds("pipelines")
async def pipeline_list(reads: Reads, viewer: Viewer, _view: View) -> Card:
    viewer.actor.require(Right.EDIT_PIPELINES)
    pipelines = sorted(await reads.pipelines.all(), key=lambda pipeline: pipeline.position)
    return Sheet(
        title=Notice("pipelines.title"),
        facts=(Notice("pipelines.hint"),),
        options=(
            *(Option(pipeline.name, ShowPipeline(pipeline.id)) for pipeline in pipelines),
            Option(Notice("action.add_pipeline"), AddPipeline()),
        ),
    )


@builds("pipeline")
async def pipeline_card(reads: Reads, viewer: Viewer, view: View) -> Card:
    """The stages in their order; a tap opens one."""
    viewer.actor.require(Right.EDIT_PIPELINES)
    pipeline = standing(await reads.pipelines.get(view.id))
    sums = {sums.stage_id: sums.count for sums in await reads.deals.board(pipeline.id, EVERYTHING)}
    stages = await stages_of(reads, pipeline.id)
    return Sheet(
        title=Notice("pipeline.title", {"name": pipeline.name}),
        facts=(Notice("pipeline.deals", {"n": sum(sums.values())}),),
        options=(
            *(_stage_option(stage, sums.get(stage.id, 0)) for stage in stages),
            Option(Notice("action.add_stage"), AddStage(pipeline.id)),
            Option(Notice("action.rename"), RenamePipeline(pipeline.id)),
            Option(Notice("action.up"), ShiftPipeline(pipeline.id, -1, pipeline.version)),
            Option(Notice("action.down"), ShiftPipeline(pipeline.id, 1, pipeline.version)),
            Option(Notice("action.archive"), ArchivePipeline(pipeline.id)),
        ),
        back=ShowPipelines(),
    )


def _stage_option(stage: Stage, deals: int) -> Option:
    line = Notice("stage.line", {"mark": MARKS[stage.kind], "name": stage.name, "probability": stage.probability, "deals": deals})
    return Option(line, SetUpStage(stage.id))


async def count_deals(reads: Reads, pipeline_id: int) -> int:
    return sum(sums.count for sums in await reads.deals.board(pipeline_id, EVERYTHING))


async def _target(_talk: Talk, reads: Reads, text: str, values: Values) -> int:
    for pipeline in await reads.pipelines.all():
        if pipeline.id != values["pipeline"] and text.strip().casefold() in {str(pipeline.id), pipeline.name.casefold()}:
            return pipeline.id
    raise Refusal("pipeline.unknown", text=text[:40])


async def _targets(reads: Reads, _viewer: Viewer, values: Values) -> list[tuple[str, str]]:
    return [(pipeline.name, str(pipeline.id)) for pipeline in await reads.pipelines.all() if pipeline.id != values["pipeline"]]


async def _added(talk: Talk, work: Work, values: Values) -> Reply:
    stages = starting_stages(talk.house.texts.words(talk.house.settings.company.language))
    saved = await add_pipeline(work, talk.actor, values["name"], stages)
    return Reply(view=View("pipeline", saved.pipeline.id), undo=saved.event.id, notice=Notice("pipeline.added.done"))


async def _renamed(talk: Talk, work: Work, values: Values) -> Reply:
    saved = await rename_pipeline(work, talk.actor, values["pipeline"], values["name"])
    return Reply(view=View("pipeline", saved.pipeline.id), undo=saved.event.id, toast=Notice("settings.saved"))


async def _archived(talk: Talk, work: Work, values: Values) -> Reply:
    saved = await archive_pipeline(work, talk.actor, values["pipeline"], values["target"])
    notice = Notice("pipeline.archived.done", {"name": saved.pipeline.name})
    return Reply(view=View("pipelines"), undo=saved.event.id, notice=notice)


def _back(values: Values) -> View:
    return View("pipeline", values["pipeline"])


ADDING = forms.register(
    Form(
        name="pipeline.add",
        fields=(FormField(name="name", ask="pipeline.ask.name", parse=parse_entry_name),),
        done=_added,
        back=lambda _values: View("pipelines"),
    )
)
RENAMING = forms.register(
    Form(
        name="pipeline.rename",
        fields=(FormField(name="name", ask="entry.ask.rename", parse=parse_entry_name),),
        done=_renamed,
        back=_back,
    )
)
ARCHIVING = forms.register(
    Form(
        name="pipeline.archive",
        fields=(FormField(name="target", ask="pipeline.ask.target", parse=_target, choices=_targets),),
        done=_archived,
        back=_back,
    )
)
