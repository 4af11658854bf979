"""Finding cards by any fragment."""

from sqlalchemy import and_, bindparam, exists, func, or_, select

from core.crm.access import Scope
from core.crm.search import asked
from core.paging import Page, Paged
from core.records import Ref
from storage.scope import CARDS, Scoped, visible
from storage.shelf import Session, cut, window
from storage.tables import search

MOST = 3


def _find(everything):
    there = or_(
        *(
            and_(search.c.noun == noun, exists(select(t.c.id).where(t.c.id == search.c.card_id, visible(noun, everything))))
            for noun, t in CARDS.items()
        )
    )
    holds = [func.instr(search.c.own, bindparam(f"f{n}")) > 0 for n in range(MOST)]
    return cut(select(search.c.noun, search.c.card_id).where(*holds, there).order_by(search.c.card_id.desc()))


FIND = Scoped(_find)


class SearchShelf:
    def __init__(self, session: Session) -> None:
        self._session = session

    async def find(self, text: str, scope: Scope, page: Page) -> Paged[Ref]:
        fragments = (*asked(text).fragments, *[" "] * MOST)[:MOST]
        if fragments[0] == " ":
            return Paged.cut((), page)
        rows = await self._session.fetch(FIND.within(scope, **{f"f{n}": f for n, f in enumerate(fragments)}, **window(page)))
        return Paged.cut([Ref(noun, card_id) for noun, card_id in rows], page)
