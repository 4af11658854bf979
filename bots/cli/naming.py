"""People and teams as they are named on a command line."""

import difflib
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from bots.cli.base import Trouble
from core.crm.people import Role

if TYPE_CHECKING:
    from core.crm.access import Actor, Right
    from core.crm.people import Person, Team
    from core.ports import Reads


def person_named(people: "Sequence[Person]", name: str) -> "Person":
    """By the whole name or a part of it that fits one person; letters' case and ё do not matter."""
    wanted = _plain(name)
    exact = [person for person in people if _plain(person.name) == wanted]
    found = exact or [person for person in people if wanted and wanted in _plain(person.name)]
    if len(found) == 1:
        return found[0]
    if found:
        raise Trouble(f"{name!r} fits {', '.join(sorted(person.name for person in found))}: say more of the name.")
    raise Trouble(f"Nobody active is called {name!r}.{_nearest(name, [person.name for person in people])}")


def administrator(
    people: "Sequence[Person]", but: "Person", teams: "Sequence[Team]", rights: "Mapping[str, frozenset[Right]]"
) -> "Actor":
    """In whose name the command line does what only an administrator may: the first of them who is not `but`."""
    from core.crm.access import actor_of

    found = sorted(
        (one for one in people if one.role is Role.ADMINISTRATOR and one.active and one.id != but.id), key=lambda one: one.id
    )
    if not found:
        raise Trouble("There is no other active administrator; make one first: voronka invite --role administrator")
    return actor_of(found[0], people, teams, rights)


async def team_named(reads: "Reads", name: str | None) -> int | None:
    if name is None:
        return None
    teams = await reads.teams.all()
    for team in teams:
        if _plain(team.name) == _plain(name):
            return team.id
    raise Trouble(f"There is no team {name!r}.{_nearest(name, [team.name for team in teams])}")


def _nearest(name: str, names: list[str]) -> str:
    near = difflib.get_close_matches(name, names, 1)
    if near:
        return f" Did you mean {near[0]!r}?"
    return f" There is {', '.join(sorted(names))}." if 0 < len(names) <= 20 else ""


def _plain(name: str) -> str:
    return " ".join(name.casefold().replace("ё", "е").split())
