"""How a colleague comes in: an invite is made, its link opened, an identity is tied to a person."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import time, timedelta

from core.crm.access import Actor, Right, teams_below
from core.crm.people import Identity, Invite, Person, Role, Team
from core.crm.timeline import Event
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
class Beginning:
    """What the house gives a new colleague until they say otherwise."""

    time_zone: str
    day_starts: time
    day_ends: time


@dataclass(frozen=True, slots=True)
class Joined:
    person: Person
    first: bool


@dataclass(frozen=True, slots=True)
class Invited:
    invite: Invite
    event: Event


def make_invite(
    work: Work, actor: Actor | None, role: Role, team_id: int | None, lasts: timedelta, person_id: int | None = None
) -> Invite:
    """Unasked: `actor` None is the house itself, the first link or the command line. `person_id` binds the link to somebody
    who was added before."""
    return _invite(work, actor, role, team_id, lasts, person_id).invite


def _invite(
    work: Work, actor: Actor | None, role: Role, team_id: int | None, lasts: timedelta, person_id: int | None = None
) -> Invited:
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
    return Invited(invite, work.record("invite.made", invite.made_by, [invite.ref], role=role.value))


async def invite_colleague(work: Work, actor: Actor, role: Role, team_id: int | None, lasts: timedelta) -> Invited:
    """Nobody invites above reps, or outside their own teams, who does not administer. Raises Forbidden, Refusal."""
    actor.require(Right.INVITE)
    if role not in roles_to_give(actor):
        raise Refusal("invite.role")
    if team_id not in {team.id for team in reach(actor, await work.teams.all())}:
        raise Refusal("invite.team")
    return _invite(work, actor, role, team_id, lasts)


async def revoke_invite(work: Work, actor: Actor, invite_id: int) -> Invited:
    """Raises Missing for one that is not open, or is not theirs to see."""
    actor.require(Right.INVITE)
    invite = next((invite for invite in await work.invites.open(work.now) if invite.id == invite_id), None)
    if invite is None or not sees_invite(actor, invite):
        raise Missing("invite")
    revoked = work.save(replace(invite, deleted_at=work.now))
    return Invited(revoked, work.record("invite.revoked", actor.id, [revoked.ref], role=revoked.role.value))


def sees_invite(actor: Actor, invite: Invite) -> bool:
    """Administrators see all, others those they made."""
    return actor.may(Right.ADMINISTER) or invite.made_by == actor.id


def roles_to_give(actor: Actor) -> tuple[Role, ...]:
    return (Role.REP, Role.MANAGER, Role.ADMINISTRATOR) if actor.may(Right.ADMINISTER) else (Role.REP,)


def reach(actor: Actor, teams: Iterable[Team]) -> list[Team]:
    """The teams whose people the actor looks after: all for who administers, else the own one and those below it."""
    teams = list(teams)
    if actor.may(Right.ADMINISTER) or actor.may(Right.SEE_ALL):
        return teams
    if actor.person.team_id is None or not actor.may(Right.SEE_TEAM):
        return []
    below = teams_below(actor.person.team_id, teams)
    return [team for team in teams if team.id in below]


async def accept_invite(work: Work, code: str, account: Account, begins: Beginning) -> Joined:
    """Raises Refusal `invite.unknown`, `invite.used`, `invite.expired`, `invite.person_left`."""
    invite = await work.invites.by_code(code)
    if invite is None:
        raise Refusal("invite.unknown")
    if invite.used_at is not None:
        raise Refusal("invite.used")
    if invite.expires_at <= work.now:
        raise Refusal("invite.expired")
    first = not await work.people.all()
    person = await _person_of(work, invite, account, begins)
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
    # By nobody: coming in is not the newcomer's to undo.
    work.record("person.joined", None, [person.ref], name=person.name, role=person.role.value)
    return Joined(person, first)


async def _person_of(work: Work, invite: Invite, account: Account, begins: Beginning) -> Person:
    """The one the invite was made for, else a new one."""
    if invite.person_id is not None:
        known = await work.people.get(invite.person_id)
        if not known.active:
            raise Refusal("invite.person_left")
        return known
    stands = invite.team_id in {team.id for team in await work.teams.all()}
    return work.save(
        Person(
            id=work.new_id(),
            created_at=work.now,
            name=account.name,
            role=invite.role,
            team_id=invite.team_id if stands else None,
            language=account.language,
            time_zone=begins.time_zone,
            day_starts=begins.day_starts,
            day_ends=begins.day_ends,
        )
    )
