"""Contacts shared from a phone, and vCard files: cards of their own, asking where a phone or e-mail is known already."""

from dataclasses import replace
from typing import Any

from bots.conversation.flows.contacts.company_field import parse_company
from bots.conversation.flows.contacts.saving import create
from bots.conversation.forms import Values
from bots.conversation.routes import takes
from bots.conversation.said import CardFile, SharedContact
from bots.conversation.talk import Talk
from bots.conversation.views import Reply, View
from core.clean import clean_text
from core.crm.address_book import keep_cards
from core.crm.contacts import NewContact
from core.crm.oneline import named
from core.crm.phones import parse_international
from core.crm.vcards import CardRead, read_vcards
from core.errors import Refusal
from core.ports import Work
from core.tasks.delivery import Notice

MOST_NAMED = 10
"""Numbers of broken cards that an answer lists."""


@takes(SharedContact)
async def shared(talk: Talk, work: Work, said: SharedContact) -> Reply:
    return await create(talk, work, await values_of(talk, work, _shared_card(said, talk.house.settings.company.phone_region)))


def _shared_card(said: SharedContact, region: str) -> CardRead:
    """By its vCard; where that says nothing readable, by the name and number beside it."""
    if said.vcard:
        try:
            card = read_vcards(said.vcard, region)[0]
        except Refusal:
            card = CardRead(1)
        if card.new is not None and (card.new.phones or not said.phone):
            return card
    name = " ".join(part for part in (said.first_name, said.last_name) if part)
    new = named(name or said.phone or "")
    if not said.phone:
        return CardRead(1, new=new)
    try:
        return CardRead(1, new=replace(new, phones=(parse_international(said.phone, region),)))
    except Refusal:
        return CardRead(1, new=new, note=clean_text(said.phone))


async def values_of(talk: Talk, work: Work, card: CardRead) -> Values:
    assert card.new is not None
    values = dump(card.new) | ({"rest": card.note} if card.note else {})
    if card.company:
        values["company"] = await parse_company(talk, work, card.company, values)
        values.setdefault("company_id", "new")
    return values


def dump(new: NewContact) -> dict[str, Any]:
    name = " ".join(part for part in (new.first_name, new.middle_name, new.last_name) if part)
    return {
        "name": name,
        "first_name": new.first_name,
        "last_name": new.last_name,
        "middle_name": new.middle_name,
        "phones": list(new.phones),
        "emails": list(new.emails),
        "job_title": new.job_title,
    }


@takes(CardFile)
async def card_file(talk: Talk, work: Work, said: CardFile) -> Reply:
    """New ones are made at once; duplicates are asked about one by one; broken ones are named by number."""
    cards = read_vcards(said.text, talk.house.settings.company.phone_region)
    readable = [card for card in cards if card.new is not None]
    if len(cards) == 1 and readable:
        return await create(talk, work, await values_of(talk, work, readable[0]))
    kept = await keep_cards(work, talk.actor, readable)
    notice = _summary(cards, len(kept.contacts), len(kept.duplicates))
    undo = kept.event.id if kept.event else None
    if kept.duplicates:
        first, *rest = [await values_of(talk, work, card) for card in kept.duplicates]
        asked = await create(talk, work, first | {"queue": rest})
        return replace(asked, notice=notice, undo=undo, anew=True)
    only = kept.contacts[0] if len(kept.contacts) == 1 else None
    return Reply(view=View("contact", only.id) if only else None, notice=notice, undo=undo)


def _summary(cards: list[CardRead], made: int, duplicates: int) -> Notice:
    broken = [str(card.number) for card in cards if card.broken]
    facts = {"cards": len(cards), "made": made, "known": duplicates}
    if not broken:
        return Notice("vcards.read", facts)
    more = "…" if len(broken) > MOST_NAMED else ""
    return Notice("vcards.read.broken", facts | {"numbers": ", ".join(broken[:MOST_NAMED]) + more})
