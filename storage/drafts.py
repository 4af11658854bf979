"""Half-filled forms."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, select

from core.tasks.delivery import Address
from storage.mapper import to_json, to_micros
from storage.shelf import Session
from storage.statements import Query, Statement, Write
from storage.tables import drafts

_place = tuple(drafts.c[name] == bindparam(name) for name in ("messenger", "chat", "thread", "account"))
GET = Statement(select(drafts.c.draft).where(*_place, drafts.c.expires_at > bindparam("now")))
FORGET = Statement(delete(drafts).where(*_place))
KEEP = Statement(
    lambda insert: insert(drafts).on_conflict_do_update(
        index_elements=["messenger", "chat", "thread", "account"],
        set_={name: insert(drafts).excluded[name] for name in ("draft", "expires_at")},
    )
)


class DraftShelf:
    def __init__(self, session: Session) -> None:
        self._session = session

    async def get(self, address: Address, account: str, now: datetime) -> Mapping[str, Any] | None:
        found = await self._session.fetch(Query(GET, {**_key(address, account), "now": to_micros(now)}))
        draft: Mapping[str, Any] | None = json.loads(found[0][0]) if found else None
        return draft


def keep(address: Address, account: str, draft: Mapping[str, Any] | None, expires_at: datetime) -> Write:
    key = _key(address, account)
    if draft is None:
        return Write(FORGET, [key])
    return Write(KEEP, [{**key, "draft": to_json(draft), "expires_at": to_micros(expires_at)}])


def _key(address: Address, account: str) -> dict[str, str]:
    return {"messenger": address.messenger, "chat": address.chat, "thread": address.thread, "account": account}
