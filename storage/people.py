"""Colleagues, teams, messenger identities and invites."""

from datetime import datetime

from sqlalchemy import bindparam, select

from core.crm.people import Identity, Invite, Person, Team
from storage.mapper import Mapper, to_micros
from storage.shelf import Catalogue, DirectoryShelf, Session
from storage.statements import Query, Statement
from storage.tables import identities, invites, people, teams

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


class PeopleShelf(DirectoryShelf[Person]):
    def __init__(self, session: Session) -> None:
        super().__init__(session, PEOPLE)

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
