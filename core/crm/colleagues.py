"""What changes about a colleague: own settings, role, team, leaving and coming back."""

from dataclasses import dataclass, replace
from typing import Any

from core.crm.access import Actor, Right
from core.crm.people import Person, Role
from core.crm.timeline import Event
from core.errors import Forbidden, Missing, Refusal, refuse_stale
from core.ports import Reads, Work
from core.tasks.tasks import retime_tasks

OWN = frozenset({"name", "email", "language", "time_zone", "day_starts", "day_ends", "onboarded"})
"""What a colleague sets for themselves."""


@dataclass(frozen=True, slots=True)
class PersonSaved:
    person: Person
    event: Event


async def change_self(work: Work, actor: Actor, **changes: Any) -> PersonSaved:
    """One's own settings. Raises Refusal `settings.day_order` where the working day would end before it starts."""
    if unknown := changes.keys() - OWN:
        raise ValueError(f"not one's own to set: {unknown}")
    person = await work.people.get(actor.id)
    changed = replace(person, **changes)
    if changed.day_starts >= changed.day_ends:
        raise Refusal("settings.day_order")
    changed = work.save(changed)
    await retime_tasks(work, person, changed)
    event = work.record("person.changed", actor.id, [changed.ref], name=changed.name, fields=", ".join(changes))
    return PersonSaved(changed, event)


async def give_role(work: Work, actor: Actor, person_id: int, role: Role, seen: int | None) -> PersonSaved:
    """Raises Forbidden, Missing, Stale, Refusal `person.last_administrator`."""
    actor.require(Right.ADMINISTER)
    person = await colleague_of(work, actor, person_id)
    refuse_stale(person, seen)
    changed = work.save(replace(person, role=role))
    await refuse_no_administrator(work)
    event = work.record("person.role_given", actor.id, [changed.ref], name=changed.name, before=person.role.value, after=role.value)
    return PersonSaved(changed, event)


async def put_in_team(work: Work, actor: Actor, person_id: int, team_id: int | None, seen: int | None) -> PersonSaved:
    actor.require(Right.ADMINISTER)
    person = await colleague_of(work, actor, person_id)
    refuse_stale(person, seen)
    team = await work.teams.get(team_id) if team_id is not None else None
    if team is not None and team.deleted_at is not None:
        raise Missing("team")
    changed = work.save(replace(person, team_id=team_id))
    event = work.record("person.moved", actor.id, [changed.ref], name=changed.name, team=team.name if team else None)
    return PersonSaved(changed, event)


async def take_back(work: Work, actor: Actor, person_id: int, seen: int | None) -> PersonSaved:
    """Somebody who has left works here again, as they were."""
    person = await colleague_of(work, actor, person_id)
    refuse_unmanaged(actor, person)
    refuse_stale(person, seen)
    changed = work.save(replace(person, active=True))
    return PersonSaved(changed, work.record("person.came_back", actor.id, [changed.ref], name=changed.name))


async def colleague_of(reads: Reads, actor: Actor, person_id: int) -> Person:
    """Raises Missing for a colleague whose card the actor may not see."""
    person = await reads.people.get(person_id)
    if person.deleted_at is not None or not sees_card(actor, person):
        raise Missing("person")
    return person


def sees_card(actor: Actor, person: Person) -> bool:
    """One's own card, those of one's teams, everybody's for who administers."""
    return person.id == actor.id or actor.may(Right.ADMINISTER) or actor.scope.covers(person.id)


def may_manage(actor: Actor, person: Person) -> bool:
    """Who may let somebody go, or back in: administrators; and who may invite, the reps of their teams.
    Nobody lets themselves go."""
    if person.id == actor.id:
        return False
    return actor.may(Right.ADMINISTER) or (actor.may(Right.INVITE) and person.role is Role.REP and actor.scope.covers(person.id))


def refuse_unmanaged(actor: Actor, person: Person) -> None:
    if not may_manage(actor, person):
        raise Forbidden(Right.ADMINISTER)


async def refuse_no_administrator(reads: Reads) -> None:
    """To be asked after a change: somebody must be able to administer. Raises Refusal `person.last_administrator`."""
    if not any(person.role is Role.ADMINISTRATOR and person.active for person in await reads.people.all()):
        raise Refusal("person.last_administrator")
