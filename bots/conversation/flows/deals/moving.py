"""Moving a deal: what the stage wants is asked for in turn, a lost one for its reason, then the move goes on."""

from bots.conversation import forms
from bots.conversation.actions.deals import LoseDeal, MoveDeal, ReopenDeal
from bots.conversation.builders import Viewer
from bots.conversation.flows.deals.field import begin_field, field_forms, save_answer
from bots.conversation.flows.deals.touch import deal_reply
from bots.conversation.forms import Form, FormField, Values
from bots.conversation.routes import does
from bots.conversation.talk import Talk
from bots.conversation.views import Reply, View
from core.clean import clean_text
from core.crm.deals import missing_fields, move_deal
from core.crm.pipelines import Stage, StageKind
from core.errors import Refusal, refuse_stale
from core.ports import Reads, Work
from core.tasks.delivery import Notice

NOTE_LIMIT = 1000


@does(MoveDeal)
async def move(talk: Talk, work: Work, action: MoveDeal) -> Reply:
    return await go_on(talk, work, {"deal": action.deal_id, "stage": action.stage_id, "seen": action.seen})


@does(LoseDeal)
async def lose(talk: Talk, work: Work, action: LoseDeal) -> Reply:
    return await go_on(talk, work, {"deal": action.deal_id, "stage": action.stage_id, "seen": action.seen})


async def go_on(talk: Talk, work: Work, move: Values) -> Reply:
    """Ask what is missing, else move. `move` holds deal, stage, and the version the person saw (None once they were asked)."""
    deal = await work.deals.get(move["deal"], talk.actor.scope)
    stage = await work.stages.get(move["stage"])
    refuse_stale(deal, move["seen"])
    if deal.stage_id != stage.id and (missing := missing_fields(deal, stage)):
        return await begin_field(talk, work, WANTED, deal, missing[0], moving_to=stage.id)
    if stage.kind is StageKind.LOST and "reason" not in move:
        if deal.stage_id == stage.id:
            raise Refusal("deal.there_already", stage=stage.name)
        return await forms.begin(talk, work, LOST, {"deal": deal.id, "stage": stage.id, "of": deal.title})
    moved = await move_deal(work, talk.actor, deal.id, stage.id, None, move.get("reason"), move.get("note"))
    return await deal_reply(talk, work, moved.deal, moved.event, toast=Notice("deal.moved.toast", {"stage": stage.name}))


@does(ReopenDeal)
async def reopen(talk: Talk, work: Work, action: ReopenDeal) -> Reply:
    deal = await work.deals.get(action.deal_id, talk.actor.scope)
    refuse_stale(deal, action.seen)
    if deal.closed_at is None:
        raise Refusal("deal.open_already")
    open_stages = [stage for stage in await work.stages.all() if _fits(stage, deal.pipeline_id)]
    if not open_stages:
        raise Refusal("pipeline.no_stages")
    reached = [stage for stage in open_stages if stage.position <= deal.furthest] or open_stages[:1]
    stage = max(reached, key=lambda stage: stage.position)
    return await go_on(talk, work, {"deal": deal.id, "stage": stage.id, "seen": None})


def _fits(stage: Stage, pipeline_id: int) -> bool:
    return stage.pipeline_id == pipeline_id and stage.kind is StageKind.OPEN


async def _reason(_talk: Talk, reads: Reads, text: str, _values: Values) -> int:
    for reason in await reads.loss_reasons.all():
        if text.strip().casefold() in {reason.name.casefold(), str(reason.id)}:
            return reason.id
    raise Refusal("deal.reason_unknown", text=text[:40])


async def _reasons(reads: Reads, _viewer: Viewer, _values: Values) -> list[tuple[str | Notice, str]]:
    reasons = sorted(await reads.loss_reasons.all(), key=lambda reason: reason.position)
    return [(reason.name, str(reason.id)) for reason in reasons]


async def _note(_talk: Talk, _reads: Reads, text: str, _values: Values) -> str:
    return clean_text(text, NOTE_LIMIT)


async def _wanted(talk: Talk, work: Work, values: Values) -> Reply:
    await save_answer(talk, work, values)
    return await go_on(talk, work, {"deal": values["deal"], "stage": values["stage"], "seen": None})


async def _lost(talk: Talk, work: Work, values: Values) -> Reply:
    return await go_on(talk, work, {**values, "seen": None})


WANTED = field_forms("deal.wanted", _wanted)
LOST = forms.register(
    Form(
        name="deal.lost",
        fields=(
            FormField(name="reason", ask="deal.ask.reason", parse=_reason, choices=_reasons),
            FormField(name="note", ask="deal.ask.loss_note", parse=_note, optional=True),
        ),
        done=_lost,
        back=lambda values: View("deal", values["deal"]),
    )
)
