"""What one can do with a deal."""

from bots.conversation.actions.codec import Action, action


@action("ds", "action.open")
class ShowDeal(Action):
    deal_id: int


@action("dm", "action.move")
class MoveDeal(Action):
    deal_id: int
    stage_id: int
    seen: int


@action("dl", "action.lose")
class LoseDeal(Action):
    """Ask for the reason."""

    deal_id: int
    stage_id: int
    seen: int


@action("fb", "action.funnel")
class ShowFunnel(Action):
    pipeline_id: int | None = None


@action("fs", "action.stage")
class ShowStage(Action):
    stage_id: int
    page: int = 0
