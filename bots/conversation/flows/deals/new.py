"""A new deal: in one line, or title, contact, amount and expected close in turn."""

from bots.conversation import forms
from bots.conversation.builders import Viewer
from bots.conversation.flows.contacts.field import contact_fields, take_contact
from bots.conversation.flows.deals.field import close_choices, load_field, parse_amount, parse_close, parse_title
from bots.conversation.flows.deals.touch import deal_reply
from bots.conversation.flows.new import makes
from bots.conversation.forms import Form, FormField, Values
from bots.conversation.talk import Talk
from bots.conversation.views import Reply
from core.capture.amounts import split_money
from core.clean import clean_name
from core.crm.deals import NewDeal, create_deal
from core.errors import Refusal
from core.ports import Reads, Work
from core.tasks.delivery import Notice


@makes("deal", "сделка", "сделку", "сделки")
async def new_deal(talk: Talk, work: Work, line: str) -> Reply:
    """A line is a title with perhaps an amount at its end or start, and enough for a deal."""
    if not line:
        return await ask_deal(talk, work, {})
    title = clean_name(line)
    found = split_money(title, talk.house.settings.company.currency)
    new = NewDeal(title=found.rest, amount=found.money) if found else NewDeal(title=title)
    saved = await create_deal(work, talk.actor, new)
    return await deal_reply(talk, work, saved.deal, saved.event, notice=Notice("deal.created"))


async def ask_deal(talk: Talk, work: Work, given: Values) -> Reply:
    """Ask for all but what is given; the pipeline only where there are several."""
    only = {"pipeline": None} if len(await work.pipelines.all()) < 2 else {}
    return await forms.begin(talk, work, NEW, {**only, **given})


async def _created(talk: Talk, work: Work, values: Values) -> Reply:
    contact_id = await take_contact(talk, work, values)
    contacts = (contact_id,) if contact_id is not None else ()
    company_id = values.get("company_id")
    if contact_id is not None and company_id is None:
        company_id = (await work.contacts.get(contact_id, talk.actor.scope)).company_id
    seen = await work.companies.some([company_id], talk.actor.scope) if company_id is not None else []
    new = NewDeal(
        title=values["title"],
        pipeline_id=values["pipeline"],
        amount=load_field("amount", values["amount"]),
        expected_close=load_field("expected_close", values["expected_close"]),
        contacts=contacts,
        company_id=company_id if seen else None,
    )
    saved = await create_deal(work, talk.actor, new)
    return await deal_reply(talk, work, saved.deal, saved.event, notice=Notice("deal.created"))


async def _pipeline(_talk: Talk, reads: Reads, text: str, _values: Values) -> int:
    for pipeline in await reads.pipelines.all():
        if text.strip().casefold() in {pipeline.name.casefold(), str(pipeline.id)}:
            return pipeline.id
    raise Refusal("deal.pipeline_unknown", text=text[:40])


async def _pipelines(reads: Reads, _viewer: Viewer, _values: Values) -> list[tuple[str | Notice, str]]:
    known = sorted(await reads.pipelines.all(), key=lambda pipeline: pipeline.position)
    return [(f"📊 {pipeline.name}", str(pipeline.id)) for pipeline in known]


NEW = forms.register(
    Form(
        name="deal.new",
        fields=(
            FormField(name="title", ask="deal.ask.title", parse=parse_title),
            FormField(name="pipeline", ask="deal.ask.pipeline", parse=_pipeline, choices=_pipelines),
            *contact_fields("deal.ask.contact", optional=True),
            FormField(name="amount", ask="deal.ask.amount", parse=parse_amount, optional=True),
            FormField(name="expected_close", ask="deal.ask.close", parse=parse_close, choices=close_choices, optional=True),
        ),
        done=_created,
    )
)
