"""Finding cards by any fragment. The access filter is part of the question, and of the index that answers it."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Select,
    Text,
    and_,
    bindparam,
    column,
    exists,
    func,
    literal_column,
    or_,
    select,
    table,
    text,
)

from core.crm.access import Scope
from core.crm.search import asked, close_words
from core.paging import Page, Paged
from core.records import Ref
from storage.documents import letters_of
from storage.scope import CARDS, visible
from storage.seers import UNOWNED, letters
from storage.shelf import Session
from storage.statements import Query, Statement, constant, of_sqlite
from storage.tables import search, vocabulary

DEEPEST = 100
"""So many results can be paged through; who wants more types another letter."""
MOST_TRIGRAMS = 8
MOST_SEERS = 200
"""A scope of more people is nearly everybody's: its cards are checked one by one only."""
WINDOW = 10_000
"""The newest cards that PostgreSQL looks through before it asks its index."""
NEWEST = 40
"""So many cards are ranked here; where a text finds more, the best names are asked for by themselves."""
MOST_CLOSE = 4
"""Texts with another spelling that are tried."""

FEW = 1000
"""Cards so few that reading all of them is quicker than looking their words up."""

WHOLE, BEGINNING, ELSEWHERE = range(3)
"""Ranks: a name that holds all fragments as whole words, one with words that begin so, any other place."""

Patterns = tuple[str, ...]
Cards = list[tuple[Ref, str]]

_seers = bindparam("seers", type_=ARRAY(BigInteger))
_index = table("search_index", column("rowid", BigInteger))
VOCABULARY = Statement(
    select(vocabulary.c.word).where(
        vocabulary.c.word >= bindparam("first"),
        vocabulary.c.word < bindparam("after"),
        func.length(vocabulary.c.word).between(bindparam("shortest", type_=BigInteger), bindparam("longest", type_=BigInteger)),
    )
)
FIRST_WORD = Statement(
    select(vocabulary.c.word)
    .where(vocabulary.c.word >= bindparam("first"), vocabulary.c.word < bindparam("after"))
    .order_by(vocabulary.c.word)
    .limit(constant(1))
)


def _visible(everything: bool) -> Any:
    """Deleted cards have no document."""
    if everything:
        return text("1 = 1")
    return or_(
        *(
            and_(search.c.noun == noun, exists(select(card.c.id).where(card.c.id == search.c.card_id, visible(noun, everything))))
            for noun, card in CARDS.items()
        )
    )


@cache
def _holding(count: int, where: str, *, everything: bool, by_seers: bool, few: bool) -> Statement:
    """Cards with all of the patterns p0, p1 … in a column, newest first; of the cards that `seers` see, where given.

    Where those are few, they alone are looked up: PostgreSQL's index is kept from the words by `|| ''`, as it is from reading
    backwards by `+ 0`.
    """

    def build(insert: Any) -> Any:
        rows = select(search.c.noun, search.c.card_id, search.c.name).where(_visible(everything)).limit(bindparam("limit"))
        if of_sqlite(insert):
            held = [func.instr(search.c[where], bindparam(f"p{number}", type_=Text())) > 0 for number in range(count)]
            hits = rows.join(_index, _index.c.rowid == search.c.card_id).where(text("search_index MATCH :match"), *held)
            return hits.order_by(_index.c.rowid.desc())
        likes = [bindparam(f"like{number}", type_=Text()) for number in range(count)]
        if everything:
            return _of_everybody(where, likes)
        seen = [search.c.seers.op("&&")(_seers)] if by_seers else []
        words = [(search.c[where] + literal_column("''")).like(like) for like in likes] if few else _like_all(search, where, likes)
        return rows.where(*words, *seen).order_by((search.c.card_id + constant(0)).desc() if few else search.c.card_id.desc())

    return Statement(build)


def _like_all(rows: Any, where: str, likes: list[Any]) -> list[Any]:
    """The words are what the index holds; a name is compared beside them."""
    return [rows.c[name].like(like) for name in {where, "words"} for like in likes]


def _of_everybody(where: str, likes: list[Any]) -> Any:
    """PostgreSQL takes every fragment for a common one, and then reads the table backwards until it has found enough. So the
    newest cards are looked through first; where they hold too few, the fragment is rare and the index is asked (`+ 0` keeps
    the planner from reading backwards again)."""
    limit = bindparam("limit", type_=BigInteger())
    newest = select(search).order_by(search.c.card_id.desc()).limit(constant(WINDOW)).subquery("newest")
    columns = ("noun", "card_id", "name")
    recent = (
        select(*(newest.c[name] for name in columns))
        .where(*_like_all(newest, where, likes))
        .order_by(newest.c.card_id.desc())
        .limit(limit)
        .cte("recent")
    )
    enough = select(func.count()).select_from(recent).scalar_subquery() >= limit
    indexed = (
        select(*(search.c[name] for name in columns))
        .where(*_like_all(search, where, likes))
        .order_by((search.c.card_id + constant(0)).desc())
        .limit(limit)
        .subquery("indexed")
    )
    return select(recent).where(enough).union_all(select(indexed).where(~enough)).order_by(text("card_id DESC"))


def _seen(insert: Any) -> Select[Any]:
    """How many cards somebody sees, counted up to a little more than FEW."""
    rows = (
        select(_index.c.rowid).where(text("search_index MATCH :match"))
        if of_sqlite(insert)
        else select(search.c.card_id).where(search.c.seers.op("&&")(_seers))
    )
    return select(func.count()).select_from(rows.limit(constant(FEW + 1)).subquery())


SEEN = Statement(_seen)


class SearchShelf:
    def __init__(self, session: Session) -> None:
        self._session = session

    async def find(self, text: str, scope: Scope, page: Page) -> Paged[Ref]:
        """Names that hold the fragments as whole words, names with words that begin so, any other place, close spellings."""
        fragments = asked(text).fragments
        if not fragments:
            return Paged.cut((), page)
        needed = min(page.offset + page.size + 1, DEEPEST)
        holding = _Holding(self._session, scope, await self._access(scope))
        most = max(needed, NEWEST) + 1
        newest = await holding.cards("words", tuple(map(_anywhere, fragments)), most)
        found = _ranked(newest, fragments)
        if len(newest) == most:
            found = await self._best(holding, fragments, newest, needed) | found
        for patterns in await self._close(fragments) if len(found) < needed else ():
            if len(found) < needed:
                found |= dict.fromkeys(ref for ref, _ in await holding.cards("words", patterns, needed))
        return Paged.cut(list(found)[page.offset : needed], page)

    async def _best(self, holding: "_Holding", fragments: Patterns, newest: Cards, needed: int) -> dict[Ref, None]:
        """Of what very many cards hold: the best names, unless enough of the newest are as good as the vocabulary allows."""
        best = await self._best_rank(fragments)
        if best == ELSEWHERE or _as_good(newest, fragments, best) >= needed:
            return {}
        begun = await holding.cards("name", tuple(map(_beginning, fragments)), len(newest))
        if len(begun) < len(newest) or _as_good(begun, fragments, best) >= needed:
            return _ranked(begun, fragments)
        whole = await holding.cards("name", tuple(map(_whole, fragments)), needed)
        return _ranked([*whole, *begun], fragments)

    async def _best_rank(self, fragments: Patterns) -> int:
        """The vocabulary knows nothing of digits: they may stand anywhere."""
        best = WHOLE
        for fragment in fragments:
            if letters_of(fragment) == fragment:
                first = await self._first_word(fragment)
                best = max(best, ELSEWHERE if first is None else WHOLE if first == fragment else BEGINNING)
        return best

    async def _first_word(self, fragment: str) -> str | None:
        """The first word that begins so: the fragment itself, where it is a word."""
        after = fragment[:-1] + chr(ord(fragment[-1]) + 1)
        found = await self._session.fetch(Query(FIRST_WORD, {"first": fragment, "after": after}))
        return str(found[0][0]) if found else None

    async def _access(self, scope: Scope) -> "_Access":
        """Who sees few cards is asked for all of them; else the fragments and the people are looked up together."""
        if scope.people is None or len(scope.people) > MOST_SEERS:
            return _Access(None, few=False)
        seers = sorted(scope.people | {UNOWNED})
        ((count,),) = await self._session.fetch(Query(SEEN, {"match": _match((), seers), "seers": seers}, afresh=True))
        return _Access(seers, few=count <= FEW)

    async def _close(self, fragments: Patterns) -> list[Patterns]:
        """The patterns with one fragment, then with all of them, in the spelling of a close word."""
        anywhere = [_anywhere(fragment) for fragment in fragments]
        nearest = list(anywhere)
        others: list[Patterns] = []
        for at, fragment in enumerate(fragments):
            close = close_words(fragment, await self._vocabulary(fragment)) if fragment.isalpha() else []
            others += [(*anywhere[:at], _whole(word), *anywhere[at + 1 :]) for word in close]
            if close:
                nearest[at] = _whole(close[0])
        others.append(tuple(nearest))
        return [patterns for patterns in dict.fromkeys(others) if patterns != tuple(anywhere)][:MOST_CLOSE]

    async def _vocabulary(self, fragment: str) -> list[str]:
        """Words of about this length with the same first letter."""
        first = fragment[0]
        limits = {"first": first, "after": chr(ord(first) + 1), "shortest": len(fragment) - 2, "longest": len(fragment) + 2}
        return [word for (word,) in await self._session.fetch(Query(VOCABULARY, limits))]


@dataclass(frozen=True, slots=True)
class _Access:
    """Whose cards the index is asked for; None: everybody's."""

    seers: list[int] | None
    few: bool


@dataclass(frozen=True, slots=True)
class _Holding:
    session: Session
    scope: Scope
    access: _Access

    async def cards(self, where: str, patterns: Patterns, limit: int) -> Cards:
        """Cards with all of the patterns in a column, newest first, and their names."""
        everything = self.scope.people is None
        parameters: dict[str, Any] = {f"p{number}": pattern for number, pattern in enumerate(patterns)}
        parameters |= {f"like{number}": _like(pattern) for number, pattern in enumerate(patterns)}
        match = _match(() if self.access.few else patterns, self.access.seers)
        parameters |= {"limit": limit, "match": match, "seers": self.access.seers, "people": sorted(self.scope.people or ())}
        statement = _holding(
            len(patterns), where, everything=everything, by_seers=self.access.seers is not None, few=self.access.few
        )
        return [
            (Ref(noun, card_id), name)
            for noun, card_id, name in await self.session.fetch(Query(statement, parameters, afresh=True))
        ]


def _rank(name: str, fragments: Patterns) -> int:
    if all(_whole(fragment) in name for fragment in fragments):
        return WHOLE
    return BEGINNING if all(_beginning(fragment) in name for fragment in fragments) else ELSEWHERE


def _ranked(cards: Cards, fragments: Patterns) -> dict[Ref, None]:
    """The best first; within a rank as they come, the newest first."""
    return dict.fromkeys(ref for ref, _ in sorted(cards, key=lambda card: _rank(card[1], fragments)))


def _as_good(cards: Cards, fragments: Patterns, best: int) -> int:
    return sum(_rank(name, fragments) <= best for _, name in cards)


def _like(pattern: str) -> str:
    """LIKE's own signs stand for themselves."""
    return "%" + pattern.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_") + "%"


def _whole(fragment: str) -> str:
    return f"  {fragment} "


def _beginning(fragment: str) -> str:
    return f"  {fragment}"


def _anywhere(fragment: str) -> str:
    """One or two letters are looked for at the beginning of a word: inside they would find everything."""
    return fragment if len(fragment) > 2 else _beginning(fragment)


def _match(patterns: Patterns, seers: list[int] | None) -> str:
    """A question to the three-letter index: every trigram of the patterns, and one of those who see."""
    trigrams = dict.fromkeys(trigram for pattern in patterns for trigram in _trigrams(pattern))
    terms = [_quoted(trigram) for trigram in trigrams]
    if seers is not None:
        terms.append(f"({' OR '.join(_quoted(letters(person)) for person in seers)})")
    return " AND ".join(terms)


def _trigrams(pattern: str) -> list[str]:
    """The pattern's trigrams, evenly thinned out where they are many: what they find is compared whole anyway."""
    every = [pattern[at : at + 3] for at in range(len(pattern) - 2)]
    step = max(1, -(-len(every) // MOST_TRIGRAMS))
    return every[::step]


def _quoted(trigram: str) -> str:
    return '"' + trigram.replace('"', '""') + '"'
