"""Deals, and what stands in each stage of a pipeline."""

from functools import cache

from sqlalchemy import bindparam, exists, func, select

from core.crm.access import Scope
from core.crm.deals import Deal, StageSum
from core.money import Money
from core.paging import Page, Paged
from storage.mapper import Mapper
from storage.scope import Scoped, gathered
from storage.shelf import RecordShelf, Stack, cut
from storage.statements import OneOf, Query, Statement, constant
from storage.tables import deal_contacts, deals, tasks

STACK = Stack(Mapper(Deal), deals)
OF_CONTACT = STACK.paged(
    deals.c.id.in_(select(deal_contacts.c.deal_id).where(deal_contacts.c.contact_id == bindparam("contact_id")))
)
OF_COMPANY = STACK.paged(deals.c.company_id == bindparam("company_id"))
IN_STAGE = STACK.paged(deals.c.stage_id == bindparam("stage_id"))
ONES_IN_STAGE = Scoped(
    lambda everything: cut(
        STACK.rows.where(deals.c.stage_id == bindparam("stage_id"), gathered("deal", everything)).order_by(deals.c.id.desc())
    )
)
_HALF = 10**9
"""Sums are added in two halves, each within 64 bits for billions of deals: SQLite refuses to add past them."""
_upper, _lower = func.sum(deals.c.amount // constant(_HALF)), func.sum(deals.c.amount % constant(_HALF))
BOARD = Scoped(
    lambda everything: (
        select(deals.c.stage_id, deals.c.currency, func.count(), _upper, _lower)
        .where(deals.c.pipeline_id == bindparam("pipeline_id"), gathered("deal", everything))
        .group_by(deals.c.stage_id, deals.c.currency)
    )
)

_next_step = exists().where(
    tasks.c.about_id == deals.c.id, tasks.c.about_noun == "deal", tasks.c.done_at.is_(None), tasks.c.deleted_at.is_(None)
)


@cache
def _without_next_step(anybody: bool) -> Scoped:
    owners = () if anybody else (OneOf(deals.c.owner_id, "owners"),)
    return STACK.paged(*owners, deals.c.closed_at.is_(None), deals.c.no_next_step.is_(None), ~_next_step, order=(deals.c.id,))


_open_of_one = (deals.c.owner_id == bindparam("owner_id"), deals.c.closed_at.is_(None), deals.c.deleted_at.is_(None))
NEWEST = Statement(STACK.rows.where(*_open_of_one).order_by(deals.c.id.desc()).limit(1))
OWNED = Statement(STACK.rows.where(*_open_of_one))


class DealShelf(RecordShelf[Deal]):
    stack = STACK

    async def of_contact(self, contact_id: int, scope: Scope, page: Page) -> Paged[Deal]:
        return await self._page(OF_CONTACT, scope, page, contact_id=contact_id)

    async def of_company(self, company_id: int, scope: Scope, page: Page) -> Paged[Deal]:
        return await self._page(OF_COMPANY, scope, page, company_id=company_id)

    async def in_stage(self, stage_id: int, scope: Scope, page: Page) -> Paged[Deal]:
        """The newest are looked through until the page is full; one person's alone may be too few to be met that way."""
        alone = scope.people is not None and len(scope.people) == 1
        return await self._page(ONES_IN_STAGE if alone else IN_STAGE, scope, page, stage_id=stage_id)

    async def without_next_step(self, owners: frozenset[int] | None, scope: Scope, page: Page) -> Paged[Deal]:
        given = {} if owners is None else {"owners": sorted(owners)}
        return await self._page(_without_next_step(owners is None), scope, page, **given)

    async def newest(self, owner_id: int) -> Deal | None:
        found = await self._records(Query(NEWEST, {"owner_id": owner_id}))
        return found[0] if found else None

    async def owned(self, owner_id: int) -> list[Deal]:
        return await self._records(Query(OWNED, {"owner_id": owner_id}))

    async def board(self, pipeline_id: int, scope: Scope) -> list[StageSum]:
        """Stages without a visible deal are left out."""
        counts: dict[int, int] = {}
        sums: dict[int, list[Money]] = {}
        for stage_id, currency, count, upper, lower in await self._session.fetch(BOARD.within(scope, pipeline_id=pipeline_id)):
            counts[stage_id] = counts.get(stage_id, 0) + count
            if currency is not None:
                sums.setdefault(stage_id, []).append(Money.of_minor(int(upper) * _HALF + int(lower), currency))
        return [
            StageSum(stage_id, count, tuple(sorted(sums.get(stage_id, ()), key=_currency))) for stage_id, count in counts.items()
        ]


def _currency(money: Money) -> str:
    return money.currency
