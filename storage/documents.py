"""Search documents: one row a card, holding its own words, those of the cards it hangs together with, and who may see it.

A saved card first puts down its own words; then the documents it has a part in are put together by one statement a noun.
"""

# ruff: noqa: S608  # the statements are put together from the constants below alone

from collections.abc import Callable, Iterator
from itertools import takewhile
from typing import Any

from sqlalchemy import BigInteger, bindparam, delete, insert, text
from sqlalchemy.dialects.postgresql import ARRAY

from core.crm.contacts import Company, Contact
from core.crm.deals import Deal
from core.crm.search import document
from core.records import Record, Ref
from storage.derived import guests_of
from storage.seers import SQLITE_LETTERS, UNOWNED, Seers
from storage.statements import Engines, Statement, Write
from storage.tables import search, vocabulary

Card = Contact | Company | Deal

OWN = ("name", "own")
WHOLE = ("name", "own", "words", "seers")


def _put(columns: tuple[str, ...]) -> Statement:
    def build(upsert: Any) -> Any:
        new = upsert(search).values({name: bindparam(name) for name in ("card_id", "noun", *columns)})
        return new.on_conflict_do_update(index_elements=["card_id"], set_={name: new.excluded[name] for name in columns})

    return Statement(build)


def _add(columns: tuple[str, ...]) -> Statement:
    return Statement(insert(search).values({name: bindparam(name) for name in ("card_id", "noun", *columns)}))


PUT = _put(OWN)
ADD = _add(OWN)
ADD_WHOLE = _add(WHOLE)
DROP = Statement(delete(search).where(search.c.card_id == bindparam("card_id")))
LEARN = Statement(lambda insert: insert(vocabulary).on_conflict_do_nothing())

_SEERS = f"SELECT coalesce(card.owner_id, {UNOWNED}) AS person UNION SELECT person_id FROM guests WHERE guests.card_id = card.id"
SEERS = {
    "sqlite": f"(SELECT group_concat({SQLITE_LETTERS}, '') FROM ({_SEERS} ORDER BY 1))",
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
TABLES = {"company": "companies", "contact": "contacts", "deal": "deals"}
NAMES = {"company": (), "contact": ("companies",), "deal": ("contacts", "companies")}
"""Which other cards' names stand in a noun's document."""

NAMING = {
    "contact": " UNION SELECT id FROM contacts WHERE company_id IN ({companies})",
    "deal": " UNION SELECT deal_id FROM deal_contacts WHERE contact_id IN ({contacts})"
    " UNION SELECT id FROM deals WHERE company_id IN ({companies})",
}


def _compose(noun: str, naming: str = "") -> Statement:
    """Put together the documents `cards`, and those that `naming` finds."""

    def on(engine: str) -> Any:
        lists = {name: LISTED[engine].format(name) for name in ("cards", "contacts", "companies")}
        touched = lists["cards"] + naming.format(**lists)
        words = WORDS[noun].format(names=ALL_NAMES[engine])
        differs = DIFFERS[engine]
        statement = text(
            f"UPDATE search SET words = fresh.words, seers = fresh.seers FROM ("
            f"SELECT card.id, {words} AS words, {SEERS[engine]} AS seers FROM {TABLES[noun]} AS card"
            f" JOIN search AS own ON own.card_id = card.id WHERE card.id IN ({touched})) AS fresh"
            f" WHERE search.card_id = fresh.id AND (search.words {differs} fresh.words OR search.seers {differs} fresh.seers)"
        )
        used = [name for name in lists if f":{name}" in statement.text]
        return statement.bindparams(*(bindparam(name, type_=ARRAY(BigInteger)) for name in used))

    return Engines(sqlite=on("sqlite"), postgresql=on("postgresql"))


COMPOSE = {noun: _compose(noun) for noun in TABLES}
COMPOSE_NAMING = {noun: _compose(noun, naming) for noun, naming in NAMING.items()}
"""Also the documents that name one of the renamed `contacts` and `companies`."""


class Documents:
    """Gathers what the saved records of one flush change in documents. `held` are the records the work has in hand."""

    def __init__(self, held: Callable[[Ref], Record | None]) -> None:
        self._held = held
        self._new: dict[int, Card] = {}
        self._own: dict[int, dict[str, Any]] = {}
        self._dropped: list[int] = []
        self._composed: dict[str, set[int]] = {noun: set() for noun in TABLES}
        self._renamed: dict[str, set[int]] = {"contacts": set(), "companies": set()}
        self._guests: dict[int, set[int]] = {}
        self._words: set[str] = set()

    def saved(self, before: Record | None, after: Record) -> None:
        if not isinstance(after, Card):
            return
        assert before is None or isinstance(before, Card)
        old, new = _standing(before), _standing(after)
        said, said_before = (document(new) if new else None), (document(old) if old else None)
        if old is not None and new is None:
            self._dropped.append(old.id)
        if new is not None and said is not None and said != said_before:
            self._own[new.id] = {"card_id": new.id, "noun": new.noun, "name": said.name, "own": said.own}
            self._words |= known_words(said.name)
        if new is not None and before is None:
            self._new[new.id] = new
        elif new is not None and (said != said_before or _links(old) != _links(new)):
            self._composed[new.noun].add(new.id)
        if before is not None and (said and said.name) != (said_before and said_before.name):
            self._renamed.get(TABLES[after.noun], set()).add(after.id)
        if isinstance(after, Deal) and _links(old) != _links(new):
            self._linked(old, new)

    def writes(self) -> Iterator[Write]:
        whole = [self._whole(card) for card in self._new.values()]
        if self._dropped:
            yield Write(DROP, [{"card_id": card_id} for card_id in self._dropped])
        if put := [row for row in whole if row is not None]:
            yield Write(ADD_WHOLE, put)
        if added := [row for card_id, row in self._own.items() if card_id in self._new]:
            yield Write(ADD, added)
        if changed := [row for card_id, row in self._own.items() if card_id not in self._new]:
            yield Write(PUT, changed)
        if self._words:
            yield Write(LEARN, [{"word": word} for word in sorted(self._words)])
        yield from self._composing()

    def _composing(self) -> Iterator[Write]:
        lists = {name: sorted(ids) for name, ids in self._renamed.items()}
        for noun, naming in NAMES.items():
            cards = sorted(self._composed[noun])
            if any(lists[name] for name in naming):
                yield Write(COMPOSE_NAMING[noun], [{"cards": cards, **lists}], after=True)
            elif cards:
                yield Write(COMPOSE[noun], [{"cards": cards}], after=True)

    def _linked(self, *deals: Card | None) -> None:
        """The contacts and the company of a saved deal are seen by its people."""
        for deal in deals:
            for noun, card_id, person_id in guests_of(deal if isinstance(deal, Deal) else None):
                self._guests.setdefault(card_id, set()).add(person_id)
                card = self._held(Ref(noun, card_id))
                known = isinstance(card, Contact | Company) and card.owner_id == person_id
                if noun != "deal" and not known:
                    self._composed[noun].add(card_id)

    def _whole(self, card: Card) -> dict[str, Any] | None:
        """The finished document of a new card whose named cards are all in hand; otherwise it is composed by the database."""
        self._composed[card.noun].discard(card.id)
        names = self._names(card)
        if names is None:
            self._composed[card.noun].add(card.id)
            return None
        row = self._own.pop(card.id)
        seers = {UNOWNED if card.owner_id is None else card.owner_id, *self._guests.get(card.id, ())}
        return {**row, "words": row["own"] + names, "seers": Seers(seers)}

    def _names(self, card: Card) -> str | None:
        named: list[Ref] = []
        if not isinstance(card, Company) and card.company_id is not None:
            named.append(Ref("company", card.company_id))
        if isinstance(card, Deal):
            named += [Ref("contact", contact_id) for contact_id in card.contacts]
        found = [self._held(ref) for ref in named]
        if any(other is None for other in found):
            return None
        return "".join(document(other).name for other in found if isinstance(other, Card) and other.deleted_at is None)


def known_words(name: str) -> set[str]:
    """What the vocabulary holds of a name: every fragment of letters that begins a word of the name begins one of them."""
    return {letters for word in name.split() if (letters := letters_of(word))}


def letters_of(word: str) -> str:
    """The letters it begins with."""
    return "".join(takewhile(str.isalpha, word))


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
