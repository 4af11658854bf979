"""Deals by chat: the funnel, a stage's list, and the card."""

from dataclasses import replace

from bots.conversation.actions import Action
from bots.conversation.actions.common import New, Nothing, Open
from bots.conversation.actions.deals import (
    AskTouch,
    DealContacts,
    DealPeople,
    DealTasks,
    EditDeal,
    LoseDeal,
    MoreOfDeal,
    MoveDeal,
    ReopenDeal,
    ShowDeal,
    ShowFunnel,
    ShowStage,
    TakeDeal,
)
from bots.conversation.actions.notes import AddNote, AskFile, ShowNotes, ShowTimeline
from bots.conversation.actions.tasks import NewTaskOn
from bots.conversation.builders import Viewer, builds
from bots.conversation.cards import Card, DealCard, FunnelCard
from bots.conversation.cards.deals import FunnelStage, Move
from bots.conversation.cards.lists import Item, listing
from bots.conversation.flows.beside import deal_item, tasks_listing
from bots.conversation.flows.deals.touch import ASK, touches
from bots.conversation.flows.search import search_reply
from bots.conversation.routes import command, shows
from bots.conversation.talk import Talk
from bots.conversation.views import Reply, View
from core.crm.access import Actor, Right, Scope
from core.crm.custom import as_fact
from core.crm.deals import Deal, StageSum, stalled_days, usual_pipeline
from core.crm.pipelines import Stage, StageKind
from core.errors import Refusal
from core.facts import Fact
from core.money import Money
from core.paging import Page, Paged
from core.ports import Reads
from core.tasks.delivery import Notice
from core.tasks.tasks import Task

MORE = "more"
"""The query of a deal's view that shows what hangs on it in place of its stages."""
OWN = "own"
"""The query of a view that shows only what the viewer works on."""
MOST_CONTACTS = 5


@command("deals", "сделки", "воронка", "funnel")
async def funnel_command(_talk: Talk, _reads: Reads, _rest: str) -> Reply:
    return Reply(view=View("funnel"))


@command("deal", "сделка", "сделку")
async def deal_command(talk: Talk, reads: Reads, rest: str) -> Reply:
    return await search_reply(talk, reads, rest, noun="deal") if rest else Reply(view=View("deals"))


@shows(ShowFunnel)
async def show_funnel(_talk: Talk, _reads: Reads, action: ShowFunnel) -> Reply:
    return Reply(view=View("funnel", action.pipeline_id or 0, query=OWN if action.own else ""))


@shows(ShowStage)
async def show_stage(_talk: Talk, _reads: Reads, action: ShowStage) -> Reply:
    return Reply(view=View("stage", action.stage_id, action.page, OWN if action.own else ""))


@shows(ShowDeal)
async def show_deal(_talk: Talk, _reads: Reads, action: ShowDeal) -> Reply:
    return Reply(view=View("deal", action.deal_id))


@shows(MoreOfDeal)
async def show_more(_talk: Talk, _reads: Reads, action: MoreOfDeal) -> Reply:
    return Reply(view=View("deal", action.deal_id, query=MORE))


@shows(DealTasks)
async def show_tasks(_talk: Talk, _reads: Reads, action: DealTasks) -> Reply:
    return Reply(view=View("deal.tasks", action.deal_id, action.page))


@builds("deal")
async def deal_card(reads: Reads, viewer: Viewer, view: View) -> Card:
    scope = viewer.actor.scope
    deal = await reads.deals.get(view.id, scope)
    stages = [stage for stage in await reads.stages.all() if stage.pipeline_id == deal.pipeline_id]
    tasks = await reads.tasks.open_of(deal.ref, scope)
    people = await reads.people.some((deal.owner_id, *deal.participants))
    stage = await reads.stages.get(deal.stage_id)
    asks = view.query == ASK and not tasks and not deal.no_next_step and deal.closed_at is None
    card = DealCard(
        deal=deal,
        stage=stage,
        pipeline=await reads.pipelines.get(deal.pipeline_id),
        contacts=tuple(await reads.contacts.some(deal.contacts[:MOST_CONTACTS], scope)),
        company=next(iter(await reads.companies.some([deal.company_id], scope)), None) if deal.company_id else None,
        owner=people.get(deal.owner_id) if deal.owner_id else None,
        participants=tuple(people[one] for one in deal.participants if one in people),
        tags=tuple(tag for tag in await reads.tags.all() if tag.id in deal.tags) if deal.tags else (),
        custom=await _custom(reads, deal),
        next_step=tasks[0] if tasks else None,
        stalled=stalled_days(deal, stage, viewer.now),
        loss_reason=await reads.loss_reasons.get(deal.loss_reason_id) if deal.loss_reason_id else None,
        moves=_moves(deal, stages, StageKind.OPEN),
        closing=_moves(deal, stages, StageKind.WON, StageKind.LOST),
    )
    if view.query == MORE:
        return replace(card, moves=(), closing=(), lists=_lists(deal), back=ShowDeal(deal.id))
    if asks:
        return replace(card, next_touch=touches(deal.id, viewer.actor, viewer.now), offers=_offers(deal))
    return replace(card, forward=_forward(deal, tasks), offers=_offers(deal))


async def _custom(reads: Reads, deal: Deal) -> tuple[tuple[str, Fact], ...]:
    if not deal.fields:
        return ()
    fields = [
        field for field in await reads.custom_fields.all() if field.of == "deal" and deal.fields.get(str(field.id)) is not None
    ]
    return tuple((field.name, as_fact(field, deal.fields[str(field.id)])) for field in fields)


def _moves(deal: Deal, stages: list[Stage], *kinds: StageKind) -> tuple[Move, ...]:
    """A closed deal is reopened before it moves on."""
    if deal.closed_at is not None:
        return ()
    return tuple(_move_to(deal, stage) for stage in sorted(stages, key=_position) if stage.kind in kinds)


def _move_to(deal: Deal, stage: Stage) -> Move:
    if stage.id == deal.stage_id:
        return Move(stage, Nothing(), current=True)
    if stage.kind is StageKind.LOST:
        return Move(stage, LoseDeal(deal.id, stage.id, deal.version), current=False)
    return Move(stage, MoveDeal(deal.id, stage.id, deal.version), current=False)


def _forward(deal: Deal, tasks: list[Task]) -> Action:
    """The next step's card, else the way to a next step; out of a closed deal, back to work."""
    if deal.closed_at is not None:
        return ReopenDeal(deal.id, deal.version)
    if tasks:
        return Open("task", tasks[0].id)
    return NewTaskOn("deal", deal.id) if deal.no_next_step else AskTouch(deal.id)


def _offers(deal: Deal) -> tuple[Action, ...]:
    take = (TakeDeal(deal.id, deal.version),) if deal.owner_id is None else ()
    edit = (EditDeal(deal.id),) if deal.closed_at is None else ()
    return (*take, AddNote("deal", deal.id), *edit, MoreOfDeal(deal.id))


def _lists(deal: Deal) -> tuple[Action, ...]:
    return (
        DealContacts(deal.id),
        DealPeople(deal.id),
        DealTasks(deal.id),
        ShowNotes("deal", deal.id),
        ShowTimeline("deal", deal.id),
        AskFile("deal", deal.id),
        ShowStage(deal.stage_id),
    )


@builds("deal.tasks")
async def deal_tasks(reads: Reads, viewer: Viewer, view: View) -> Card:
    deal = await reads.deals.get(view.id, viewer.actor.scope)
    return tasks_listing(
        deal.title,
        await reads.tasks.open_of(deal.ref, viewer.actor.scope),
        view.page,
        lambda page: DealTasks(deal.id, page),
        back=Open("deal", deal.id),
        offers=(NewTaskOn("deal", deal.id),),
    )


@builds("deals")
async def newest_deals(reads: Reads, viewer: Viewer, _view: View) -> Card:
    """What one looked at last, and the way to the funnel and to a new one."""
    seen = [ref.id for ref in await reads.placements.recent(viewer.address) if ref.noun == "deal"]
    stages = {stage.id: stage.name for stage in await reads.stages.all()}
    deals = await reads.deals.some(seen, viewer.actor.scope)
    items = Paged(tuple(deal_item(deal, stages.get(deal.stage_id, "")) for deal in deals))
    return listing(Notice("deal.recent"), items, lambda _page: New("deal"), offers=(ShowFunnel(), New("deal")))


def sees_others(actor: Actor) -> bool:
    return actor.may(Right.SEE_TEAM) or actor.may(Right.SEE_ALL)


def scope_of(actor: Actor, *, own: bool) -> Scope:
    """One's own: what one owns, takes part in, and what nobody owns."""
    return Scope(frozenset({actor.id})) if own else actor.scope


@builds("funnel")
async def funnel_card(reads: Reads, viewer: Viewer, view: View) -> Card:
    pipelines = sorted(await reads.pipelines.all(), key=lambda pipeline: pipeline.position)
    wanted = view.id or await usual_pipeline(reads, viewer.actor.id)
    if not pipelines:
        raise Refusal("pipeline.none")
    pipeline = next((pipeline for pipeline in pipelines if pipeline.id == wanted), pipelines[0])
    own = view.query == OWN
    scope = scope_of(viewer.actor, own=own)
    sums = {sums.stage_id: sums for sums in await reads.deals.board(pipeline.id, scope)}
    stages = sorted((stage for stage in await reads.stages.all() if stage.pipeline_id == pipeline.id), key=_position)
    lines = [
        FunnelStage(stage, sums.get(stage.id, StageSum(stage.id, 0, ())), ShowStage(stage.id, 0, int(own))) for stage in stages
    ]
    return FunnelCard(
        pipeline=pipeline,
        stages=tuple(lines),
        open=_together([line.sums for line in lines if line.stage.kind is StageKind.OPEN]),
        own=own,
        others=tuple((other, ShowFunnel(other.id, int(own))) for other in pipelines if other.id != pipeline.id),
        turns=ShowFunnel(pipeline.id, int(not own)) if sees_others(viewer.actor) else None,
        offers=(New("deal"),),
    )


def _together(sums: list[StageSum]) -> StageSum:
    """Counts added, and sums currency by currency."""
    by_currency: dict[str, Money] = {}
    for money in (money for one in sums for money in one.sums):
        known = by_currency.get(money.currency)
        by_currency[money.currency] = replace(known, value=known.value + money.value) if known else money
    return StageSum(0, sum(one.count for one in sums), tuple(by_currency[currency] for currency in sorted(by_currency)))


@builds("stage")
async def stage_list(reads: Reads, viewer: Viewer, view: View) -> Card:
    stage = await reads.stages.get(view.id)
    own = view.query == OWN
    deals = await reads.deals.in_stage(stage.id, scope_of(viewer.actor, own=own), Page(view.page))
    return listing(
        Notice("stage.title", {"stage": stage.name}),
        deals.map(lambda deal: _stage_item(deal, stage, viewer)),
        lambda page: ShowStage(stage.id, page, int(own)),
        back=ShowFunnel(stage.pipeline_id, int(own)),
    )


def _stage_item(deal: Deal, stage: Stage, viewer: Viewer) -> Item:
    days = stalled_days(deal, stage, viewer.now)
    if days is not None:
        key = "deal.line.stalled_sum" if deal.amount else "deal.line.stalled"
        name = Notice("deal.line.stands", {"title": deal.title})
        return Item(name, ShowDeal(deal.id), Notice(key, {"amount": deal.amount, "n": days}))
    return Item(deal.title, ShowDeal(deal.id), Notice("deal.line", {"amount": deal.amount}) if deal.amount else None)


def _position(stage: Stage) -> int:
    return stage.position
