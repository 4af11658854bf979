"""Search documents: one row a card, holding its own words, those of the cards it hangs together with, and who may see it.

A saved card first puts down its own words; then the documents it has a part in are put together by one statement a noun.
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import BigInteger, bindparam, delete, text
from sqlalchemy.dialects.postgresql import ARRAY

from core.crm.contacts import Company, Contact
from core.crm.deals import Deal
from core.crm.search import Document, document
from core.records import Record
from storage.statements import Engines, Statement, Write
from storage.tables import search, vocabulary

Card = Contact | Company | Deal

PUT = Statement(
    lambda insert: (
        insert(search)
        .values({name: bindparam(name) for name in ("card_id", "noun", "name", "own")})
        .on_conflict_do_update(index_elements=["card_id"], set_={name: insert(search).excluded[name] for name in ("name", "own")})
    )
)
DROP = Statement(delete(search).where(search.c.card_id == bindparam("card_id")))
LEARN = Statement(lambda insert: insert(vocabulary).on_conflict_do_nothing())

# Who may see the card, 0 where nobody owns it. On SQLite each is three letters of the private planes, one entry of the
# three-letter index; the planes differ by place, so that two neighbours never read as a third.
_SEERS = "SELECT coalesce(card.owner_id, 0) AS person UNION SELECT person_id FROM guests WHERE guests.card_id = card.id"
_LETTERS = "char(983040 + (person & 32767), 1015808 + (person >> 15 & 32767), 1048576 + (person >> 30 & 32767))"
SEERS = {
    "sqlite": f"(SELECT group_concat({_LETTERS}, '') FROM ({_SEERS}))",
    "postgresql": f"ARRAY({_SEERS} ORDER BY 1)",
}
LISTED = {"sqlite": "SELECT value FROM json_each(:{})", "postgresql": "SELECT unnest(:{})"}
DIFFERS = {"sqlite": "IS NOT", "postgresql": "IS DISTINCT FROM"}
ALL_NAMES = {"sqlite": "group_concat(other.name, '')", "postgresql": "string_agg(other.name, '')"}

_COMPANY = "coalesce((SELECT other.name FROM search AS other WHERE other.card_id = card.company_id), '')"
WORDS = {
    "contact": f"own.own || {_COMPANY}",
    "company": "own.own",
    "deal": f"own.own || {_COMPANY} || coalesce((SELECT {{names}} FROM search AS other"
    " JOIN deal_contacts ON deal_contacts.contact_id = other.card_id WHERE deal_contacts.deal_id = card.id), '')",
}
TABLES = {"contact": "contacts", "company": "companies", "deal": "deals"}
TOUCHED = {
    "contact": "{cards} UNION SELECT id FROM contacts WHERE company_id IN ({companies})",
    "company": "{cards}",
    "deal": "{cards} UNION SELECT deal_id FROM deal_contacts WHERE contact_id IN ({contacts})"
    " UNION SELECT id FROM deals WHERE company_id IN ({companies})",
}


def _compose(noun: str) -> Statement:
    """Put together the documents `cards`, and those that name one of the renamed `contacts` and `companies`."""

    def on(engine: str) -> Any:
        lists = {name: LISTED[engine].format(name) for name in ("cards", "contacts", "companies")}
        touched = TOUCHED[noun].format(**lists)
        words = WORDS[noun].format(names=ALL_NAMES[engine])
        differs = DIFFERS[engine]
        statement = text(
            f"UPDATE search SET words = fresh.words, seers = fresh.seers FROM ("  # noqa: S608  # nothing but the constants above
            f"SELECT card.id, {words} AS words, {SEERS[engine]} AS seers FROM {TABLES[noun]} AS card"
            f" JOIN search AS own ON own.card_id = card.id WHERE card.id IN ({touched})) AS fresh"
            f" WHERE search.card_id = fresh.id AND (search.words {differs} fresh.words OR search.seers {differs} fresh.seers)"
        )
        used = [name for name in lists if f":{name}" in statement.text]
        return statement.bindparams(*(bindparam(name, type_=ARRAY(BigInteger)) for name in used))

    return Engines(sqlite=on("sqlite"), postgresql=on("postgresql"))


COMPOSE = {noun: _compose(noun) for noun in TABLES}


class Documents:
    """Gathers what the saved records of one flush change in documents."""

    def __init__(self) -> None:
        self._put: dict[int, dict[str, Any]] = {}
        self._dropped: list[int] = []
        self._composed: dict[str, set[int]] = {noun: set() for noun in TABLES}
        self._renamed: dict[str, set[int]] = {"contacts": set(), "companies": set()}
        self._words: set[str] = set()

    def saved(self, before: Record | None, after: Record) -> None:
        if not isinstance(after, Card):
            return
        assert before is None or isinstance(before, Card)
        old, new = _standing(before), _standing(after)
        old_document, new_document = old and document(old), new and document(new)
        if new is not None and new_document != old_document:
            self._say(new, new_document)
        if old is not None and new is None:
            self._dropped.append(old.id)
        if new is not None and (new_document != old_document or _links(old) != _links(new)):
            self._composed[new.noun].add(new.id)
        if old_document is not None and (new_document is None or new_document.name != old_document.name):
            self._rename(after)
        for deal in (old, new):
            if isinstance(deal, Deal) and _links(old) != _links(new):
                self._composed["contact"].update(deal.contacts)
                self._composed["company"].update({deal.company_id} - {None})  # type: ignore[arg-type]

    def writes(self) -> Iterator[Write]:
        if self._dropped:
            yield Write(DROP, [{"card_id": card_id} for card_id in self._dropped])
        if self._put:
            yield Write(PUT, list(self._put.values()))
        if self._words:
            yield Write(LEARN, [{"word": word} for word in sorted(self._words)])
        lists = {name: sorted(ids) for name, ids in self._renamed.items()}
        for noun in ("company", "contact", "deal"):
            depends = (
                lists["companies"] if noun == "contact" else [*lists["companies"], *lists["contacts"]] if noun == "deal" else []
            )
            if self._composed[noun] or depends:
                yield Write(COMPOSE[noun], [{"cards": sorted(self._composed[noun]), **lists}])

    def _say(self, card: Card, said: Document | None) -> None:
        assert said is not None
        self._put[card.id] = {"card_id": card.id, "noun": card.noun, "name": said.name, "own": said.own}
        self._words.update(word for word in said.name.split() if len(word) > 3 and word.isalpha())

    def _rename(self, card: Card) -> None:
        if isinstance(card, Contact):
            self._renamed["contacts"].add(card.id)
        if isinstance(card, Company):
            self._renamed["companies"].add(card.id)


def _standing(card: Card | None) -> Card | None:
    return card if card is not None and card.deleted_at is None else None


def _links(card: Card | None) -> tuple[Any, ...]:
    """What of a card changes documents beside its own words: who sees it, and which cards it names."""
    match card:
        case Contact():
            return (card.owner_id, card.company_id)
        case Deal():
            return (card.owner_id, card.company_id, card.contacts, card.participants)
        case Company():
            return (card.owner_id,)
        case None:
            return ()
