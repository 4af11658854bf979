"""Contacts, and the phones and e-mails they are known by."""

from collections.abc import Iterable

from sqlalchemy import Text, bindparam, select

from core.crm.access import Scope
from core.crm.contacts import Contact
from core.paging import Page, Paged
from storage.mapper import Mapper
from storage.shelf import RecordShelf, Stack
from storage.statements import OneOf, Query, Statement
from storage.tables import contact_keys, contacts

STACK = Stack(Mapper(Contact), contacts)
OF_COMPANY = STACK.paged(contacts.c.company_id == bindparam("company_id"))
WITH_KEY = Statement(
    STACK.rows.where(
        contacts.c.id.in_(select(contact_keys.c.contact_id).where(OneOf(contact_keys.c.key, "keys", Text))),
        contacts.c.deleted_at.is_(None),
    ).order_by(contacts.c.id)
)
OWNED = Statement(STACK.rows.where(contacts.c.owner_id == bindparam("owner_id"), contacts.c.deleted_at.is_(None)))


class ContactShelf(RecordShelf[Contact]):
    stack = STACK

    async def with_key(self, keys: Iterable[str]) -> list[Contact]:
        return await self._records(Query(WITH_KEY, {"keys": list(keys)}))

    async def of_company(self, company_id: int, scope: Scope, page: Page) -> Paged[Contact]:
        return await self._page(OF_COMPANY, scope, page, company_id=company_id)

    async def owned(self, owner_id: int) -> list[Contact]:
        return await self._records(Query(OWNED, {"owner_id": owner_id}))
