"""Colleagues, teams, messenger identities and invites."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from sqlalchemy import ColumnElement, FromClause, bindparam, func, select

from core.crm.people import Identity, Invite, Load, Person, Team
from storage.mapper import Mapper, to_micros
from storage.shelf import Catalogue, DirectoryShelf, Session
from storage.statements import OneOf, Query, Statement
from storage.tables import contacts, deals, identities, invites, people, tasks, teams

PERSON = Mapper(Person)
TEAM = Mapper(Team)
IDENTITY = Mapper(Identity)
INVITE = Mapper(Invite)

TEAMS = Catalogue(TEAM, teams, "name")
PEOPLE = Catalogue(PERSON, people, "name")

_identities = select(*(identities.c[column] for column in IDENTITY.columns)).where(identities.c.deleted_at.is_(None))
_account = (identities.c.messenger == bindparam("messenger"), identities.c.external_id == bindparam("external_id"))
OF_ACCOUNT = Statement(_identities.where(*_account))
OF_PERSON = Statement(_identities.where(identities.c.person_id == bindparam("person_id")).order_by(identities.c.id))
PERSON_OF_ACCOUNT = Statement(
    select(*(people.c[column] for column in PERSON.columns))
    .join(identities, identities.c.person_id == people.c.id)
    .where(*_account, identities.c.deleted_at.is_(None), people.c.deleted_at.is_(None))
)
BY_CODE = Statement(
    select(*(invites.c[column] for column in INVITE.columns)).where(
        invites.c.code == bindparam("code"), invites.c.deleted_at.is_(None)
    )
)
OPEN_INVITES = Statement(
    select(*(invites.c[column] for column in INVITE.columns))
    .where(invites.c.used_at.is_(None), invites.c.deleted_at.is_(None), invites.c.expires_at > bindparam("now"))
    .order_by(invites.c.id.desc())
)


IN_TEAMS = Statement(
    select(*(people.c[column] for column in PERSON.columns)).where(people.c.deleted_at.is_(None), OneOf(people.c.team_id, "teams"))
)


def _counts(table: FromClause, *conditions: ColumnElement[bool]) -> Statement:
    """How many of somebody's, for each of `people`."""
    owner = table.c.owner_id
    standing = (OneOf(owner, "people"), table.c.deleted_at.is_(None), *conditions)
    return Statement(select(owner, func.count()).where(*standing).group_by(owner))


LOADS = {
    "contacts": _counts(contacts),
    "deals": _counts(deals, deals.c.closed_at.is_(None)),
    "tasks": _counts(tasks, tasks.c.done_at.is_(None)),
}


class PeopleShelf(DirectoryShelf[Person]):
    def __init__(self, session: Session) -> None:
        super().__init__(session, PEOPLE)

    async def in_teams(self, team_ids: Iterable[int]) -> list[Person]:
        found = await self._session.fetch(Query(IN_TEAMS, {"teams": sorted(team_ids)}))
        return [self._session.met(PERSON, values) for values in found]

    async def of_identity(self, messenger: str, external_id: str) -> Person | None:
        account = {"messenger": messenger, "external_id": external_id}
        found = await self._session.fetch(Query(PERSON_OF_ACCOUNT, account))
        return self._session.met(PERSON, found[0]) if found else None

    async def identities(self, person_id: int) -> list[Identity]:
        found = await self._session.fetch(Query(OF_PERSON, {"person_id": person_id}))
        return [self._session.met(IDENTITY, values) for values in found]

    async def identity(self, messenger: str, external_id: str) -> Identity | None:
        found = await self._session.fetch(Query(OF_ACCOUNT, {"messenger": messenger, "external_id": external_id}))
        return self._session.met(IDENTITY, found[0]) if found else None

    async def loads(self, person_ids: Iterable[int]) -> dict[int, Load]:
        asked = {"people": sorted(person_ids)}
        loads: dict[int, Load] = {}
        for part, statement in LOADS.items():
            for person_id, count in await self._session.fetch(Query(statement, asked)):
                loads[person_id] = replace(loads.get(person_id, Load()), **{part: count})
        return loads


class InviteShelf:
    def __init__(self, session: Session) -> None:
        self._session = session

    async def by_code(self, code: str) -> Invite | None:
        found = await self._session.fetch(Query(BY_CODE, {"code": code}))
        return self._session.met(INVITE, found[0]) if found else None

    async def open(self, now: datetime) -> list[Invite]:
        return [
            self._session.met(INVITE, values) for values in await self._session.fetch(Query(OPEN_INVITES, {"now": to_micros(now)}))
        ]
