"""A colleague asks about a card that is mine: I open it, let them in, hand it over or answer in words."""

from bots.conversation import forms
from bots.conversation.actions.common import Open
from bots.conversation.actions.contacts import AnswerAsker, GiveContact, LetIn
from bots.conversation.builders import Viewer, builds
from bots.conversation.cards import Card, Question
from bots.conversation.cards.questions import Option
from bots.conversation.flows.owners import tell
from bots.conversation.forms import Form, FormField, Values
from bots.conversation.routes import does
from bots.conversation.talk import Talk
from bots.conversation.views import Reply, View
from core.clean import clean_text
from core.crm.access import Right, Scope
from core.crm.deals import Deal, change_deal
from core.errors import Missing, Refusal
from core.paging import Page
from core.ports import Reads, Work
from core.tasks.delivery import Notice

LOOKED_AT = Page(size=20)
ANSWER_LETTERS = 1000


@builds("asked")
async def asked_card(reads: Reads, viewer: Viewer, view: View) -> Card:
    """`query` is the asker's id."""
    contact = await reads.contacts.get(view.id, viewer.actor.scope)
    asker = await reads.people.get(int(view.query))
    options = [Option(Notice("asked.open", {"name": contact.name}), Open("contact", contact.id))]
    options.append(Option(Notice("asked.answer"), AnswerAsker(asker.id, contact.id)))
    if deal := await newest_open_deal(reads, viewer.actor.scope, contact.id):
        options.append(Option(Notice("asked.let_in", {"title": deal.title}), LetIn(asker.id, contact.id)))
    if viewer.actor.may(Right.REASSIGN):
        give = GiveContact(contact.id, asker.id, contact.version)
        options.append(Option(Notice("asked.give", {"person": asker.name}), give))
    return Question(text=Notice("asked.what", {"person": asker.name, "name": contact.name}), options=tuple(options))


async def newest_open_deal(reads: Reads, scope: Scope, contact_id: int) -> Deal | None:
    deals = await reads.deals.of_contact(contact_id, scope, LOOKED_AT)
    return next((deal for deal in deals.items if deal.closed_at is None), None)


@does(LetIn)
async def let_in(talk: Talk, work: Work, action: LetIn) -> Reply:
    deal = await newest_open_deal(work, talk.actor.scope, action.contact_id)
    if deal is None:
        raise Missing("deal")
    asker = await work.people.get(action.person_id)
    if asker.id in deal.participants:
        raise Refusal("asked.in_already", person=asker.name)
    saved = await change_deal(work, talk.actor, deal.id, deal.version, participants=(*deal.participants, asker.id))
    tell(talk, work, asker.id, View("deal", deal.id), Notice("asked.let_you_in", {"person": talk.actor.person.name}))
    return Reply(view=View("deal", deal.id), undo=saved.event.id, notice=Notice("asked.in_now", {"person": asker.name}), anew=True)


@does(AnswerAsker)
async def answer(talk: Talk, work: Work, action: AnswerAsker) -> Reply:
    contact = await work.contacts.get(action.contact_id, talk.actor.scope)
    asker = await work.people.get(action.person_id)
    return await forms.begin(talk, work, ANSWER, {"to": asker.id, "person": asker.name, "name": contact.name})


async def _words(_talk: Talk, _reads: Reads, text: str, _values: Values) -> str:
    cleaned = clean_text(text, ANSWER_LETTERS)
    if not cleaned:
        raise Refusal("text.empty")
    return cleaned


async def _answered(talk: Talk, work: Work, values: Values) -> Reply:
    """The card's name stays untold: the asker may not see the card."""
    tell(talk, work, values["to"], None, Notice("asked.answered", {"person": talk.actor.person.name, "text": values["words"]}))
    return Reply(notice=Notice("asked.sent", {"person": values["person"]}))


ANSWER = forms.register(
    Form(name="asked.answer", fields=(FormField(name="words", ask="asked.ask.words", parse=_words),), done=_answered)
)
