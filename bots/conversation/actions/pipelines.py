"""Pipelines and stages, as those who edit them see them."""

from bots.conversation.actions.codec import Action, action


@action("pls", "action.pipelines")
class ShowPipelines(Action):
    pass


@action("plo", "action.open")
class ShowPipeline(Action):
    pipeline_id: int


@action("pla", "action.add_pipeline")
class AddPipeline(Action):
    pass


@action("pln", "action.rename")
class RenamePipeline(Action):
    pipeline_id: int


@action("plm", "action.shift")
class ShiftPipeline(Action):
    """`by` -1: up, 1: down."""

    pipeline_id: int
    by: int
    seen: int


@action("plx", "action.archive")
class ArchivePipeline(Action):
    pipeline_id: int


@action("sto", "action.open")
class SetUpStage(Action):
    stage_id: int


@action("sta", "action.add_stage")
class AddStage(Action):
    pipeline_id: int


@action("ste", "action.set")
class EditStage(Action):
    """Ask for the new `what`: name, kind, probability or stall_days."""

    stage_id: int
    what: str


@action("stm", "action.shift")
class ShiftStage(Action):
    stage_id: int
    by: int
    seen: int


@action("str", "action.required")
class ShowRequired(Action):
    stage_id: int


@action("stq", "action.required")
class RequireField(Action):
    """On or off. `number` counts the fields that can be asked for."""

    stage_id: int
    number: int
    seen: int


@action("stx", "action.archive")
class ArchiveStage(Action):
    stage_id: int
