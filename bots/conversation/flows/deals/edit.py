"""Changing a deal: each field by one tap and words, tags toggled, handed over, deleted."""

from bots.conversation.actions.common import Open
from bots.conversation.actions.deals import (
    ChangeDeal,
    DealOwner,
    DealPipeline,
    DealTags,
    DeleteDeal,
    EditDeal,
    FillDeal,
    GiveDeal,
    SwitchPipeline,
    TagDeal,
    TakeDeal,
)
from bots.conversation.builders import Viewer, builds
from bots.conversation.cards import Card, Question
from bots.conversation.cards.questions import Option
from bots.conversation.flows.deals.field import CUSTOM, begin_field, field_forms, save_answer
from bots.conversation.flows.deals.touch import deal_reply
from bots.conversation.flows.owners import colleagues_listing, tell_owner
from bots.conversation.forms import Values
from bots.conversation.routes import does, shows
from bots.conversation.talk import Talk
from bots.conversation.views import Reply, View
from core.crm.access import Right
from core.crm.dealing import delete_deal, give_deal, switch_pipeline
from core.crm.deals import change_deal
from core.errors import Refusal
from core.ports import Reads, Work
from core.tasks.delivery import Notice

MENU = ("title", "amount", "expected_close", "company_id", "source")


@shows(EditDeal)
async def edit(_talk: Talk, _reads: Reads, action: EditDeal) -> Reply:
    return Reply(view=View("deal.edit", action.deal_id))


@shows(DealTags)
async def tags(_talk: Talk, _reads: Reads, action: DealTags) -> Reply:
    return Reply(view=View("deal.tags", action.deal_id))


@shows(DealOwner)
async def owner(talk: Talk, _reads: Reads, action: DealOwner) -> Reply:
    talk.actor.require(Right.REASSIGN)
    return Reply(view=View("deal.owner", action.deal_id, action.page))


@does(ChangeDeal)
async def change(talk: Talk, work: Work, action: ChangeDeal) -> Reply:
    if action.field not in FORMS:
        raise Refusal("button.unknown")
    return await begin_field(talk, work, FORMS, await work.deals.get(action.deal_id, talk.actor.scope), action.field)


@does(FillDeal)
async def fill(talk: Talk, work: Work, action: FillDeal) -> Reply:
    deal = await work.deals.get(action.deal_id, talk.actor.scope)
    return await begin_field(talk, work, FORMS, deal, f"{CUSTOM}{action.field_id}")


async def _saved(talk: Talk, work: Work, values: Values) -> Reply:
    saved = await save_answer(talk, work, values)
    return await deal_reply(talk, work, saved.deal, saved.event, notice=Notice("saved"))


FORMS = field_forms("deal", _saved)


@builds("deal.edit")
async def edit_card(reads: Reads, viewer: Viewer, view: View) -> Card:
    deal = await reads.deals.get(view.id, viewer.actor.scope)
    custom = [field for field in await reads.custom_fields.all() if field.of == "deal"]
    rights = (
        (Right.REASSIGN, "action.reassign", DealOwner(deal.id)),
        (Right.DELETE, "action.delete", DeleteDeal(deal.id, deal.version)),
    )
    options = [
        *(Option(Notice(f"deal.field.{name}"), ChangeDeal(deal.id, name)) for name in MENU),
        *([Option(Notice("action.tags"), DealTags(deal.id))] if await reads.tags.all() else []),
        *([Option(Notice("action.pipeline"), DealPipeline(deal.id))] if len(await reads.pipelines.all()) > 1 else []),
        *(Option(field.name, FillDeal(deal.id, field.id)) for field in custom),
        *(Option(Notice(label), action) for right, label, action in rights if viewer.actor.may(right)),
    ]
    return Question(text=Notice("deal.edit.what", {"title": deal.title}), options=tuple(options), back=Open("deal", deal.id))


@builds("deal.tags")
async def tags_card(reads: Reads, viewer: Viewer, view: View) -> Card:
    deal = await reads.deals.get(view.id, viewer.actor.scope)
    options = [
        Option(f"{'✅' if tag.id in deal.tags else '▫️'} {tag.name}", TagDeal(deal.id, tag.id, deal.version))
        for tag in await reads.tags.all()
    ]
    return Question(text=Notice("deal.tags.what", {"title": deal.title}), options=tuple(options), back=EditDeal(deal.id))


@shows(DealPipeline)
async def pipelines(_talk: Talk, _reads: Reads, action: DealPipeline) -> Reply:
    return Reply(view=View("deal.pipeline", action.deal_id))


@builds("deal.pipeline")
async def pipelines_card(reads: Reads, viewer: Viewer, view: View) -> Card:
    deal = await reads.deals.get(view.id, viewer.actor.scope)
    options = [
        Option(f"📊 {pipeline.name}", SwitchPipeline(deal.id, pipeline.id, deal.version))
        for pipeline in sorted(await reads.pipelines.all(), key=lambda pipeline: pipeline.position)
        if pipeline.id != deal.pipeline_id
    ]
    return Question(text=Notice("deal.pipeline.which", {"title": deal.title}), options=tuple(options), back=EditDeal(deal.id))


@does(SwitchPipeline)
async def switch(talk: Talk, work: Work, action: SwitchPipeline) -> Reply:
    saved = await switch_pipeline(work, talk.actor, action.deal_id, action.pipeline_id, action.seen)
    return await deal_reply(talk, work, saved.deal, saved.event, toast=Notice("saved"))


@builds("deal.owner")
async def owner_list(reads: Reads, viewer: Viewer, view: View) -> Card:
    deal = await reads.deals.get(view.id, viewer.actor.scope)
    return await colleagues_listing(
        reads,
        Notice("deal.whose", {"title": deal.title}),
        deal.owner_id,
        view.page,
        lambda person_id: GiveDeal(deal.id, person_id, deal.version),
        lambda page: DealOwner(deal.id, page),
        EditDeal(deal.id),
    )


@does(TagDeal)
async def toggle_tag(talk: Talk, work: Work, action: TagDeal) -> Reply:
    deal = await work.deals.get(action.deal_id, talk.actor.scope)
    tag = await work.tags.get(action.tag_id)
    kept = tuple(one for one in deal.tags if one != tag.id)
    changed = kept if tag.id in deal.tags else (*kept, tag.id)
    saved = await change_deal(work, talk.actor, deal.id, action.seen, tags=changed)
    return Reply(view=View("deal.tags", saved.deal.id), undo=saved.event.id)


@does(GiveDeal)
async def give(talk: Talk, work: Work, action: GiveDeal) -> Reply:
    """The card may be out of sight afterwards; then the sentence stands in its place."""
    saved = await give_deal(work, talk.actor, action.deal_id, action.person_id, action.seen)
    tell_owner(talk, work, action.person_id, saved.deal.ref, "deal.given_to_you", saved.deal.title)
    name = (await work.people.get(action.person_id)).name
    notice = Notice("deal.given", {"title": saved.deal.title, "owner": name})
    return Reply(view=View("deal", saved.deal.id), notice=notice, undo=saved.event.id)


@does(TakeDeal)
async def take(talk: Talk, work: Work, action: TakeDeal) -> Reply:
    saved = await give_deal(work, talk.actor, action.deal_id, talk.actor.id, action.seen)
    return await deal_reply(talk, work, saved.deal, saved.event, toast=Notice("owner.yours"))


@does(DeleteDeal)
async def delete(talk: Talk, work: Work, action: DeleteDeal) -> Reply:
    saved = await delete_deal(work, talk.actor, action.deal_id, action.seen)
    return Reply(view=View("deal", saved.deal.id), notice=Notice("deal.deleted", {"title": saved.deal.title}), undo=saved.event.id)
