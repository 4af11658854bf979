"""Finding cards by any fragment. The access filter is part of the question, and of the index that answers it."""

from functools import cache
from typing import Any

from sqlalchemy import ARRAY, BigInteger, Select, Text, and_, bindparam, column, exists, func, or_, select, table, text

from core.crm.access import Scope
from core.crm.search import asked, close_words
from core.paging import Page, Paged
from core.records import Ref
from storage.scope import CARDS, visible
from storage.seers import UNOWNED, letters
from storage.shelf import Session
from storage.statements import Query, Statement
from storage.tables import search, vocabulary

DEEPEST = 200
"""So many results can be paged through; who wants more types another letter."""
MOST_TRIGRAMS = 8
MOST_SEERS = 200
"""A scope of more people is nearly everybody's: its cards are checked one by one only."""
MOST_CLOSE = 4
"""Texts with another spelling that are tried."""

Patterns = tuple[str, ...]

_index = table("search_index", column("rowid", BigInteger))
VOCABULARY = Statement(
    select(vocabulary.c.word).where(
        vocabulary.c.word >= bindparam("first"),
        vocabulary.c.word < bindparam("after"),
        func.length(vocabulary.c.word).between(bindparam("shortest", type_=BigInteger), bindparam("longest", type_=BigInteger)),
    )
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
def _holding(count: int, where: str, *, everything: bool, by_seers: bool) -> Statement:
    """Cards with all of the patterns p0, p1 … in a column, newest first; of the cards that `seers` see, where given."""

    def build(insert: Any) -> Select[Any]:
        rows = select(search.c.noun, search.c.card_id).where(_visible(everything)).limit(bindparam("limit"))
        patterns = [bindparam(f"p{number}", type_=Text()) for number in range(count)]
        if insert.__module__.startswith("sqlalchemy.dialects.sqlite"):
            held = [func.instr(search.c[where], pattern) > 0 for pattern in patterns]
            hits = rows.join(_index, _index.c.rowid == search.c.card_id).where(text("search_index MATCH :match"), *held)
            return hits.order_by(_index.c.rowid.desc())
        held = [search.c[name].like(_like(pattern)) for name in {where, "words"} for pattern in patterns]
        seen = [search.c.seers.op("&&")(bindparam("seers", type_=ARRAY(BigInteger)))] if by_seers else []
        return rows.where(*held, *seen).order_by(search.c.card_id.desc())

    return Statement(build)


def _like(pattern: Any) -> Any:
    """LIKE's own signs in the pattern stand for themselves."""
    escaped = func.replace(func.replace(pattern, "_", r"\_"), "%", r"\%")
    return func.concat("%", escaped, "%")


class SearchShelf:
    def __init__(self, session: Session) -> None:
        self._session = session

    async def find(self, text: str, scope: Scope, page: Page) -> Paged[Ref]:
        """Names that hold the fragments as whole words, names with words that begin so, any other place, close spellings."""
        fragments = asked(text).fragments
        needed = min(page.offset + page.size + 1, DEEPEST)
        found: dict[Ref, None] = {}
        for where, patterns in _ranks(fragments):
            if len(found) < needed:
                found.update(dict.fromkeys(await self._hold(where, patterns, scope, needed)))
        if fragments and len(found) < needed:
            for patterns in await self._close(fragments):
                found.update(dict.fromkeys(await self._hold("words", patterns, scope, needed - len(found))))
        return Paged.cut(list(found)[page.offset : needed], page)

    async def _hold(self, where: str, patterns: Patterns, scope: Scope, limit: int) -> list[Ref]:
        if limit <= 0:
            return []
        seers = None if scope.people is None or len(scope.people) > MOST_SEERS else sorted(scope.people | {UNOWNED})
        parameters: dict[str, Any] = {f"p{number}": pattern for number, pattern in enumerate(patterns)}
        parameters |= {"limit": limit, "match": _match(patterns, seers), "seers": seers}
        if scope.people is not None:
            parameters["people"] = sorted(scope.people)
        statement = _holding(len(patterns), where, everything=scope.people is None, by_seers=seers is not None)
        return [Ref(noun, card_id) for noun, card_id in await self._session.fetch(Query(statement, parameters))]

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


def _ranks(fragments: Patterns) -> list[tuple[str, Patterns]]:
    if not fragments:
        return []
    return [
        ("name", tuple(map(_whole, fragments))),
        ("name", tuple(map(_beginning, fragments))),
        ("words", tuple(map(_anywhere, fragments))),
    ]


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
    terms = " AND ".join(map(_quoted, trigrams))
    if seers is None:
        return terms
    return f"{terms} AND ({' OR '.join(_quoted(letters(person)) for person in seers)})"


def _trigrams(pattern: str) -> list[str]:
    """The pattern's trigrams, evenly thinned out where they are many: what they find is compared whole anyway."""
    every = [pattern[at : at + 3] for at in range(len(pattern) - 2)]
    step = max(1, -(-len(every) // MOST_TRIGRAMS))
    return every[::step]


def _quoted(trigram: str) -> str:
    return '"' + trigram.replace('"', '""') + '"'
