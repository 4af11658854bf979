"""Teams: a tree, changed by those who administer."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from core.crm.access import Actor, Right, teams_below
from core.crm.naming import new_name, standing
from core.crm.people import Team
from core.crm.timeline import Event
from core.errors import Refusal, refuse_stale
from core.ports import Work


@dataclass(frozen=True, slots=True)
class TeamSaved:
    team: Team
    event: Event


async def add_team(work: Work, actor: Actor, name: str, parent_id: int | None) -> TeamSaved:
    """Raises Forbidden, Missing for an archived parent, Refusal `name.taken`."""
    actor.require(Right.ADMINISTER)
    if parent_id is not None:
        standing(await work.teams.get(parent_id))
    named = new_name(name, await work.teams.all())
    team = work.save(Team(id=work.new_id(), created_at=work.now, name=named, parent_id=parent_id))
    return _recorded(work, actor, "team.added", team)


async def rename_team(work: Work, actor: Actor, team_id: int, name: str, seen: int | None = None) -> TeamSaved:
    team = await _team(work, actor, team_id, seen)
    return _recorded(work, actor, "team.renamed", work.save(replace(team, name=new_name(name, await work.teams.all(), team.id))))


async def move_team(work: Work, actor: Actor, team_id: int, parent_id: int | None, seen: int | None) -> TeamSaved:
    """Raises Refusal `team.loop` where the new parent is the team itself or below it."""
    team = await _team(work, actor, team_id, seen)
    if parent_id is not None and standing(await work.teams.get(parent_id)).id in teams_below(team.id, await work.teams.all()):
        raise Refusal("team.loop")
    return _recorded(work, actor, "team.moved", work.save(replace(team, parent_id=parent_id)))


async def archive_team(work: Work, actor: Actor, team_id: int, seen: int | None) -> TeamSaved:
    """Its people and the teams under it go up to its parent."""
    team = await _team(work, actor, team_id, seen)
    for person in await work.people.all():
        if person.team_id == team.id:
            work.save(replace(person, team_id=team.parent_id))
    for below in await work.teams.all():
        if below.parent_id == team.id:
            work.save(replace(below, parent_id=team.parent_id))
    return _recorded(work, actor, "team.archived", work.save(replace(team, deleted_at=work.now)))


def tree(teams: Sequence[Team]) -> list[tuple[int, Team]]:
    """Every team with its depth, each after its parent, by name."""
    known = {team.id for team in teams}
    ordered = sorted(teams, key=lambda team: team.name.casefold())

    def under(parent_id: int | None, depth: int) -> list[tuple[int, Team]]:
        found: list[tuple[int, Team]] = []
        for team in ordered:
            if team.parent_id == parent_id or (parent_id is None and team.parent_id not in known):
                found += [(depth, team), *under(team.id, depth + 1)]
        return found

    return under(None, 0)


async def _team(work: Work, actor: Actor, team_id: int, seen: int | None) -> Team:
    actor.require(Right.ADMINISTER)
    team = standing(await work.teams.get(team_id))
    refuse_stale(team, seen)
    return team


def _recorded(work: Work, actor: Actor, kind: str, team: Team) -> TeamSaved:
    return TeamSaved(team, work.record(kind, actor.id, [team.ref], name=team.name))
