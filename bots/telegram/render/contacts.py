"""Contacts and companies in Telegram. A phone written out is a link that calls, wherever Telegram runs; buttons copy it."""

from typing import assert_never

from bots.conversation.actions.common import Open
from bots.conversation.cards.contacts import CompanyCard, ContactCard
from bots.conversation.texts import Words
from bots.telegram.drawn import Button, Drawn, Rows
from bots.telegram.render.marks import bold, buttons, esc, lines, short
from core.crm.contacts import Contact
from core.crm.fields import Tag
from core.crm.phones import show_phone

MOST_KEYS = 10
"""Phones and e-mails on the card; the rest under its own button."""


def render(card: ContactCard | CompanyCard, words: Words) -> Drawn:
    match card:
        case ContactCard():
            return _contact(card, words)
        case CompanyCard():
            return _company(card, words)
        case _:
            assert_never(card)


def _contact(card: ContactCard, words: Words) -> Drawn:
    contact = card.contact
    work = " · ".join(part for part in (contact.job_title, card.company.name if card.company else None) if part)
    html = lines(
        f"👤 {bold(contact.name)}",
        esc(work) or None,
        *(f"📞 {esc(show_phone(phone))}" for phone in contact.phones[:MOST_KEYS]),
        *(f"✉️ {esc(email)}" for email in contact.emails[:MOST_KEYS]),
        *(f"{esc(name)}: {esc(words.fact(value))}" for name, value in card.custom),
        f"📍 {esc(contact.source)}" if contact.source else None,
        _tags(card.tags),
        f"🙋 {esc(card.owner.name)}" if card.owner else esc(words.say("owner.none")),
    )
    company = ((Button(short(f"🏢 {card.company.name}"), card.opens_company),),) if card.company and card.opens_company else ()
    return Drawn(html=html, rows=(*_copies(contact), *buttons(words, card.offers), *company, *buttons(words, card.lists, 3)))


def _copies(contact: Contact) -> Rows:
    row = tuple(Button(f"📋 {show_phone(phone)}", copies=phone) for phone in contact.phones[:2])
    return (row,) if row else ()


def _company(card: CompanyCard, words: Words) -> Drawn:
    html = lines(
        f"🏢 {bold(card.company.name)}",
        _tags(card.tags),
        f"🙋 {esc(card.owner.name)}" if card.owner else esc(words.say("owner.none")),
    )
    people = tuple((Button(short(f"👤 {contact.name}"), Open("contact", contact.id)),) for contact in card.contacts)
    return Drawn(html=html, rows=(*people, *buttons(words, card.offers), *buttons(words, card.lists, 3)))


def _tags(tags: tuple[Tag, ...]) -> str | None:
    return f"🏷 {esc(', '.join(tag.name for tag in tags))}" if tags else None
