"""Companies."""

from sqlalchemy import bindparam, select

from core.crm.access import Scope
from core.crm.contacts import Company
from core.crm.search import normal
from storage.mapper import Mapper
from storage.scope import Scoped
from storage.shelf import RecordShelf, Stack
from storage.statements import Query, Statement
from storage.tables import companies, company_names

STACK = Stack(Mapper(Company), companies)
NAMED = Scoped(
    lambda everything: (
        STACK.scoped(everything)
        .where(companies.c.id.in_(select(company_names.c.company_id).where(company_names.c.name == bindparam("name"))))
        .order_by(companies.c.id)
    )
)
OWNED = Statement(STACK.rows.where(companies.c.owner_id == bindparam("owner_id"), companies.c.deleted_at.is_(None)))


class CompanyShelf(RecordShelf[Company]):
    stack = STACK

    async def named(self, name: str, scope: Scope) -> list[Company]:
        """Of this name, whatever its case and punctuation."""
        return await self._records(NAMED.within(scope, name=normal(name)))

    async def owned(self, owner_id: int) -> list[Company]:
        return await self._records(Query(OWNED, {"owner_id": owner_id}))
