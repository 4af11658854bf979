"""Somebody else's message, passed on: a note on a card, a new contact or a new deal. Several passed on together stay together."""

from datetime import datetime, timedelta

from bots.conversation.flows.contacts.phonebook import dump as dump_contact
from bots.conversation.flows.contacts.saving import create
from bots.conversation.flows.notes.aiming import WHICH, aims, ask_which, instead
from bots.conversation.flows.notes.card_file import is_card_file, read_later
from bots.conversation.flows.notes.files import dump
from bots.conversation.flows.notes.sent import keep_sent, sender_of, words_of
from bots.conversation.forms import Values
from bots.conversation.routes import takes
from bots.conversation.said import Forwarded
from bots.conversation.talk import Talk
from bots.conversation.views import Reply, View, record_view
from core.clean import clean_text
from core.crm.deals import NewDeal, create_deal
from core.crm.oneline import EMAIL, named
from core.crm.phones import cut_phones
from core.errors import Refusal
from core.ports import Work
from core.records import Ref
from core.tasks.delivery import Notice

TOGETHER = timedelta(seconds=10)
"""Messages passed on in one go come one by one; within so long the second one is not asked about again."""
TITLE_LETTERS = 80
MOST_TOGETHER = 50


@takes(Forwarded)
async def forwarded(talk: Talk, work: Work, said: Forwarded) -> Reply:
    if said.attachment is not None and is_card_file(said.attachment):
        return read_later(talk, work, said.attachment)
    part = {"sender": clean_text(said.sender)[:200], "text": clean_text(said.text)}
    files = [dump(said.attachment)] if said.attachment else []
    before = await _gathering(talk, work)
    gathered = {
        "parts": [*(before.get("parts", ())), part],
        "files": [*(before.get("files", ())), *files],
        "query": part["sender"],
        "at": talk.now.isoformat(),
    }
    if len(gathered["parts"]) > MOST_TOGETHER:
        raise Refusal("forward.many", most=MOST_TOGETHER)
    asked = await ask_which(talk, work, "forward", gathered)
    if before and talk.now - datetime.fromisoformat(before["at"]) < TOGETHER:
        return Reply()
    return asked


async def _gathering(talk: Talk, work: Work) -> Values:
    """What was passed on before and still waits for its card."""
    draft = await work.drafts.get(talk.incoming.address, talk.incoming.sender.account, talk.now)
    waits = draft is not None and draft["form"] == WHICH.name and draft["values"].get("what") == "forward"
    return dict(draft["values"]) if draft is not None and waits else {}


@aims("forward")
async def on_card(talk: Talk, work: Work, about: Ref, values: Values) -> Reply:
    undo = await keep_sent(talk, work, about, values)
    return Reply(view=record_view("brief", about), notice=Notice("note.saved"), undo=undo, anew=True)


@instead("forward", "new_contact")
async def new_contact(talk: Talk, work: Work, values: Values) -> Reply:
    """Named after the sender; phones and e-mails are taken from the words."""
    text = words_of(values)
    phones, _rest = cut_phones(text, talk.house.settings.company.phone_region)
    new = named(sender_of(values) or _title(values))
    said = dump_contact(new) | {"phones": list(phones), "emails": list(dict.fromkeys(EMAIL.findall(text.lower())))}
    return await create(talk, work, said | {"forwarded": {"parts": values["parts"], "files": values["files"]}})


@instead("forward", "new_deal")
async def new_deal(talk: Talk, work: Work, values: Values) -> Reply:
    saved = await create_deal(work, talk.actor, NewDeal(title=_title(values)))
    await keep_sent(talk, work, saved.deal.ref, values)
    return Reply(view=View("deal", saved.deal.id), notice=Notice("deal.created"), undo=saved.event.id, anew=True)


def _title(values: Values) -> str:
    words = next((part["text"] for part in values["parts"] if part["text"]), "") or sender_of(values)
    line = " ".join(words.split("\n")[0].split())
    return line if len(line) <= TITLE_LETTERS else line[: TITLE_LETTERS - 1].rstrip() + "…"
