"""The next touch: no open deal without a next step or a reason why not."""

from datetime import datetime

from bots.conversation import forms
from bots.conversation.actions.deals import AskTouch, NoTouch, SetTouch
from bots.conversation.actions.tasks import NewTaskOn
from bots.conversation.cards.questions import Option
from bots.conversation.forms import Form, FormField, Values
from bots.conversation.routes import does, shows
from bots.conversation.talk import Talk
from bots.conversation.views import Reply, View
from core.clean import clean_name
from core.crm.access import Actor
from core.crm.deals import Deal, change_deal, lacks_next_step
from core.crm.timeline import Event
from core.errors import Refusal
from core.ports import Reads, Work
from core.tasks.delivery import Notice
from core.tasks.due import Due
from core.tasks.lists import Preset, preset_due, presets
from core.tasks.tasks import NewTask, create_task

REASON_LIMIT = 200
ASK = "ask"
"""The query of a deal's view that asks for its next touch, as long as there is none."""


async def deal_reply(
    talk: Talk, work: Reads, deal: Deal, event: Event, *, notice: Notice | None = None, toast: Notice | None = None
) -> Reply:
    """What answers a change of a deal: its card, which asks for the next touch where there is none."""
    ask = ASK if await lacks_next_step(work, talk.actor, deal) else ""
    return Reply(view=View("deal", deal.id, query=ask), undo=event.id, notice=notice, toast=toast)


def touches(deal_id: int, actor: Actor, now: datetime) -> tuple[Option, ...]:
    """The presets to come, own words, and none."""
    return (
        *(Option(Notice(PRESETS[preset]), SetTouch(deal_id, preset.value)) for preset in presets(now, actor.person)),
        Option(Notice("action.own_words"), NewTaskOn("deal", deal_id)),
        Option(Notice("touch.none"), NoTouch(deal_id)),
    )


PRESETS = {
    Preset.HOUR: "preset.hour",
    Preset.EVENING: "preset.evening",
    Preset.TOMORROW: "preset.tomorrow",
    Preset.MONDAY: "preset.monday",
    Preset.WEEK: "preset.week",
}


def read_preset(letter: str, now: datetime, actor: Actor) -> Due:
    """What a preset's button means now. Raises Refusal `due.past` where it has gone by."""
    try:
        due = preset_due(Preset(letter), now, actor.person)
    except ValueError:
        raise Refusal("button.unknown") from None
    if due is None:
        raise Refusal("due.past")
    return due


@shows(AskTouch)
async def ask_touch(_talk: Talk, _reads: Reads, action: AskTouch) -> Reply:
    return Reply(view=View("deal", action.deal_id, query=ASK))


@does(SetTouch)
async def set_touch(talk: Talk, work: Work, action: SetTouch) -> Reply:
    deal = await work.deals.get(action.deal_id, talk.actor.scope)
    due = read_preset(action.preset, talk.now, talk.actor)
    saved = await create_task(work, talk.actor, NewTask(text=await touch_text(talk, work, deal), due=due, about=deal.ref))
    return Reply(view=View("deal", deal.id), undo=saved.event.id, toast=Notice("task.created.toast", {"due": saved.task.due_at}))


async def touch_text(talk: Talk, work: Reads, deal: Deal) -> str:
    """What a touch without words of its own is called: get in touch with whom, else about what."""
    contacts = await work.contacts.some(deal.contacts[:1], talk.actor.scope)
    name = contacts[0].name if contacts else deal.title
    return talk.house.texts.words(talk.actor.person.language).say("touch.task", name=name)


@does(NoTouch)
async def no_touch(talk: Talk, work: Work, action: NoTouch) -> Reply:
    deal = await work.deals.get(action.deal_id, talk.actor.scope)
    return await forms.begin(talk, work, REASON, {"deal": deal.id, "title": deal.title})


async def _because(_talk: Talk, _reads: Reads, text: str, _values: Values) -> str:
    return clean_name(text, REASON_LIMIT)


async def _without(talk: Talk, work: Work, values: Values) -> Reply:
    saved = await change_deal(work, talk.actor, values["deal"], None, no_next_step=values["reason"])
    return Reply(view=View("deal", saved.deal.id), undo=saved.event.id, notice=Notice("touch.none_kept"))


REASON = forms.register(
    Form(
        name="touch.none",
        fields=(FormField(name="reason", ask="touch.ask_reason", parse=_because),),
        done=_without,
        back=lambda values: View("deal", values["deal"]),
    )
)
