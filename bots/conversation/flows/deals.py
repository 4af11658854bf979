"""Deals by chat: create, show, move, win, lose."""

from bots.conversation import forms
from bots.conversation.actions.deals import LoseDeal, MoveDeal, ShowDeal, ShowFunnel, ShowStage
from bots.conversation.builders import Viewer, builds
from bots.conversation.cards import Card, DealCard, FunnelCard
from bots.conversation.cards.deals import FunnelStage, Move
from bots.conversation.cards.lists import Item, listing
from bots.conversation.flows.new import makes
from bots.conversation.forms import Form, FormField, Values
from bots.conversation.routes import command, does, shows
from bots.conversation.talk import Talk
from bots.conversation.views import Reply, View
from core.clean import clean_name
from core.crm.access import EVERYTHING
from core.crm.deals import Deal, NewDeal, StageSum, create_deal, move_deal
from core.crm.pipelines import Stage, StageKind
from core.errors import Refusal
from core.paging import Page
from core.ports import Reads, Work
from core.tasks.delivery import Notice


@command("deals", "сделки", "воронка")
async def funnel_command(_talk: Talk, _reads: Reads, _rest: str) -> Reply:
    return Reply(view=View("funnel"))


@shows(ShowFunnel)
async def show_funnel(_talk: Talk, _reads: Reads, action: ShowFunnel) -> Reply:
    return Reply(view=View("funnel", action.pipeline_id or 0))


@shows(ShowStage)
async def show_stage(_talk: Talk, _reads: Reads, action: ShowStage) -> Reply:
    return Reply(view=View("stage", action.stage_id, action.page))


@shows(ShowDeal)
async def show_deal(_talk: Talk, _reads: Reads, action: ShowDeal) -> Reply:
    return Reply(view=View("deal", action.deal_id))


@does(MoveDeal)
async def move(talk: Talk, work: Work, action: MoveDeal) -> Reply:
    moved = await move_deal(work, talk.actor, action.deal_id, action.stage_id, action.seen)
    return Reply(
        view=View("deal", moved.deal.id),
        undo=moved.event.id,
        toast=Notice("deal.moved.toast", {"stage": moved.stage.name}),
    )


@does(LoseDeal)
async def lose(talk: Talk, work: Work, action: LoseDeal) -> Reply:
    values: Values = {"deal": action.deal_id, "stage": action.stage_id, "seen": action.seen}
    return await forms.begin(talk, work, LOST, values)


@builds("deal")
async def deal_card(reads: Reads, viewer: Viewer, view: View) -> Card:
    scope = viewer.actor.scope
    deal = await reads.deals.get(view.id, scope)
    stages = [stage for stage in await reads.stages.all() if stage.pipeline_id == deal.pipeline_id]
    tasks = await reads.tasks.open_of(deal.ref, scope)
    return DealCard(
        deal=deal,
        stage=await reads.stages.get(deal.stage_id),
        pipeline=await reads.pipelines.get(deal.pipeline_id),
        contacts=tuple(await reads.contacts.some(deal.contacts, EVERYTHING)),
        company=next(iter(await reads.companies.some([deal.company_id], EVERYTHING)), None) if deal.company_id else None,
        owner=await reads.people.get(deal.owner_id) if deal.owner_id else None,
        next_step=tasks[0] if tasks else None,
        loss_reason=await reads.loss_reasons.get(deal.loss_reason_id) if deal.loss_reason_id else None,
        moves=tuple(_move_to(deal, stage) for stage in sorted(stages, key=lambda stage: stage.position)),
        offers=(),
    )


def _move_to(deal: Deal, stage: Stage) -> Move:
    current = stage.id == deal.stage_id
    if stage.kind is StageKind.LOST and not current:
        return Move(stage, LoseDeal(deal.id, stage.id, deal.version), current)
    return Move(stage, MoveDeal(deal.id, stage.id, deal.version), current)


@builds("funnel")
async def funnel_card(reads: Reads, viewer: Viewer, view: View) -> Card:
    pipelines = sorted(await reads.pipelines.all(), key=lambda pipeline: pipeline.position)
    pipeline = next((pipeline for pipeline in pipelines if pipeline.id == view.id), pipelines[0])
    sums = {sums.stage_id: sums for sums in await reads.deals.board(pipeline.id, viewer.actor.scope)}
    stages = sorted(
        (stage for stage in await reads.stages.all() if stage.pipeline_id == pipeline.id), key=lambda stage: stage.position
    )
    return FunnelCard(
        pipeline=pipeline,
        stages=tuple(FunnelStage(stage, sums.get(stage.id, StageSum(stage.id, 0, ())), ShowStage(stage.id)) for stage in stages),
        others=tuple((other, ShowFunnel(other.id)) for other in pipelines if other.id != pipeline.id),
    )


@builds("stage")
async def stage_list(reads: Reads, viewer: Viewer, view: View) -> Card:
    stage = await reads.stages.get(view.id)
    deals = await reads.deals.in_stage(stage.id, viewer.actor.scope, Page(view.page))
    return listing(
        Notice("stage.title", {"stage": stage.name}),
        deals.map(
            lambda deal: Item(deal.title, ShowDeal(deal.id), Notice("deal.line", {"amount": deal.amount}) if deal.amount else None)
        ),
        lambda page: ShowStage(stage.id, page),
        back=ShowFunnel(stage.pipeline_id),
    )


async def _title(_talk: Talk, _reads: Reads, text: str, _values: Values) -> str:
    return clean_name(text)


async def _reason(_talk: Talk, reads: Reads, text: str, _values: Values) -> int:
    for reason in await reads.loss_reasons.all():
        if text.strip().casefold() in {reason.name.casefold(), str(reason.id)}:
            return reason.id
    raise Refusal("deal.reason_unknown", text=text[:40])


async def _reasons(reads: Reads, _viewer: Viewer, _values: Values) -> list[tuple[str, str]]:
    return [(reason.name, str(reason.id)) for reason in sorted(await reads.loss_reasons.all(), key=lambda reason: reason.position)]


async def _created(talk: Talk, work: Work, values: Values) -> Reply:
    saved = await create_deal(work, talk.actor, NewDeal(title=values["title"]))
    return Reply(view=View("deal", saved.deal.id), undo=saved.event.id, notice=Notice("deal.created"))


async def _lost(talk: Talk, work: Work, values: Values) -> Reply:
    moved = await move_deal(work, talk.actor, values["deal"], values["stage"], values["seen"], values["reason"])
    return Reply(
        view=View("deal", moved.deal.id), undo=moved.event.id, toast=Notice("deal.moved.toast", {"stage": moved.stage.name})
    )


NEW = forms.register(Form(name="deal.new", fields=(FormField(name="title", ask="deal.ask.title", parse=_title),), done=_created))
LOST = forms.register(
    Form(name="deal.lost", fields=(FormField(name="reason", ask="deal.ask.reason", parse=_reason, choices=_reasons),), done=_lost)
)


@makes("deal", "сделка", "сделку")
async def new_deal(talk: Talk, work: Work, rest: str) -> Reply:
    return await forms.begin(talk, work, NEW, {"title": clean_name(rest)} if rest else {})
