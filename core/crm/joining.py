"""How a colleague comes in: an invite is made, its link opened, an identity is tied to a person."""

import secrets
from dataclasses import dataclass, replace
from datetime import timedelta

from core.crm.access import Actor, Right
from core.crm.people import Identity, Invite, Person, Role
from core.errors import Missing, Refusal
from core.ports import Work

CODE_BYTES = 12
"""Of randomness in an invite's code: 96 bits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A messenger account at the door. `chat` is where it can be written to in private."""

    messenger: str
    external_id: str
    username: str | None
    name: str
    language: str
    chat: str


@dataclass(frozen=True, slots=True)
class Joined:
    person: Person
    first: bool


def make_invite(
    work: Work, actor: Actor | None, role: Role, team_id: int | None, lasts: timedelta, person_id: int | None = None
) -> Invite:
    """`actor` None is the house itself: the first link, the command line. Nobody invites above their own role."""
    if actor is not None:
        actor.require(Right.INVITE)
        if role is not Role.REP and not actor.may(Right.ADMINISTER):
            raise Refusal("invite.role")
    invite = work.save(
        Invite(
            id=work.new_id(),
            created_at=work.now,
            code=secrets.token_urlsafe(CODE_BYTES),
            role=role,
            team_id=team_id,
            person_id=person_id,
            made_by=actor.id if actor else None,
            expires_at=work.now + lasts,
        )
    )
    work.record("invite.made", invite.made_by, [invite.ref], role=role.value)
    return invite


async def accept_invite(work: Work, code: str, account: Account, time_zone: str) -> Joined:
    """Raises Refusal `invite.unknown`, `invite.used`, `invite.expired`."""
    invite = await work.invites.by_code(code)
    if invite is None:
        raise Refusal("invite.unknown")
    if invite.used_at is not None:
        raise Refusal("invite.used")
    if invite.expires_at <= work.now:
        raise Refusal("invite.expired")
    first = not await work.people.all()
    person = await _person_of(work, invite, account, time_zone)
    work.save(
        Identity(
            id=work.new_id(),
            created_at=work.now,
            messenger=account.messenger,
            external_id=account.external_id,
            username=account.username,
            chat=account.chat,
            person_id=person.id,
        )
    )
    work.save(replace(invite, used_at=work.now, person_id=person.id))
    work.record("person.joined", person.id, [person.ref], name=person.name, role=person.role.value)
    return Joined(person, first)


async def _person_of(work: Work, invite: Invite, account: Account, time_zone: str) -> Person:
    """The one the invite was made for, else a new one."""
    if invite.person_id is not None:
        known = await work.people.get(invite.person_id)
        if not known.active:
            raise Missing("person")
        return known
    return work.save(
        Person(
            id=work.new_id(),
            created_at=work.now,
            name=account.name,
            role=invite.role,
            team_id=invite.team_id,
            language=account.language,
            time_zone=time_zone,
        )
    )
