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


@action("dr", "action.reopen")
class ReopenDeal(Action):
    """Back to the furthest open stage it had reached."""

    deal_id: int
    seen: int


@action("dk", "action.more")
class MoreOfDeal(Action):
    """What hangs on it."""

    deal_id: int


@action("fb", "action.funnel")
class ShowFunnel(Action):
    """`own` 1: only what one works on oneself."""

    pipeline_id: int | None = None
    own: int = 0


@action("fs", "action.stage")
class ShowStage(Action):
    stage_id: int
    page: int = 0
    own: int = 0


@action("de", "action.edit")
class EditDeal(Action):
    deal_id: int


@action("df", "action.edit")
class ChangeDeal(Action):
    """Ask for one field's new words."""

    deal_id: int
    field: str


@action("du", "action.edit")
class FillDeal(Action):
    """Ask for a custom field."""

    deal_id: int
    field_id: int


@action("dc", "action.deal_contacts")
class DealContacts(Action):
    deal_id: int


@action("da", "action.deal_contacts")
class AddDealContact(Action):
    deal_id: int


@action("dx", "action.remove")
class DropDealContact(Action):
    deal_id: int
    contact_id: int
    seen: int


@action("dp", "action.deal_people")
class DealPeople(Action):
    deal_id: int


@action("dn", "action.deal_people")
class InviteToDeal(Action):
    """Choose a colleague who will take part."""

    deal_id: int
    page: int = 0


@action("di", "action.deal_people")
class JoinDeal(Action):
    deal_id: int
    person_id: int
    seen: int


@action("dv", "action.remove")
class LeaveDeal(Action):
    deal_id: int
    person_id: int
    seen: int


@action("dg", "action.tags")
class DealTags(Action):
    deal_id: int


@action("dh", "action.tags")
class TagDeal(Action):
    deal_id: int
    tag_id: int
    seen: int


@action("do", "action.reassign")
class DealOwner(Action):
    deal_id: int
    page: int = 0


@action("dw", "action.reassign")
class GiveDeal(Action):
    deal_id: int
    person_id: int
    seen: int


@action("dz", "action.take")
class TakeDeal(Action):
    deal_id: int
    seen: int


@action("dj", "action.pipeline")
class DealPipeline(Action):
    """Choose another pipeline for it."""

    deal_id: int


@action("dy", "action.pipeline")
class SwitchPipeline(Action):
    deal_id: int
    pipeline_id: int
    seen: int


@action("dd", "action.delete")
class DeleteDeal(Action):
    deal_id: int
    seen: int


@action("dt", "action.contact_tasks")
class DealTasks(Action):
    deal_id: int
    page: int = 0


@action("nq", "action.next_touch")
class AskTouch(Action):
    """Ask when the next touch is."""

    deal_id: int


@action("np", "action.next_touch")
class SetTouch(Action):
    deal_id: int
    preset: str


@action("nz", "touch.none")
class NoTouch(Action):
    """Ask why there is no next step."""

    deal_id: int
