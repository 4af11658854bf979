"""Who may see and do what. The one place that decides it; storage turns a scope into a WHERE."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from core.crm.people import Person, Team
from core.errors import Forbidden


class Right(StrEnum):
    SEE_TEAM = "see_team"
    SEE_ALL = "see_all"
    EDIT_PIPELINES = "edit_pipelines"
    ADMINISTER = "administer"
    INVITE = "invite"
    DELETE = "delete"
    EXPORT = "export"
    REASSIGN = "reassign"


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose cards are visible: those of `people` (None: everybody's), those they take part in, and those nobody owns."""

    people: frozenset[int] | None

    def covers(self, person_id: int | None) -> bool:
        return self.people is None or person_id is None or person_id in self.people


EVERYTHING = Scope(people=None)
"""For the house itself: delivery, undo of a whole record, the command line."""


@dataclass(frozen=True, slots=True)
class Actor:
    """A colleague at work, with what the role lets them see and do."""

    person: Person
    scope: Scope
    rights: frozenset[Right]

    @property
    def id(self) -> int:
        return self.person.id

    def may(self, right: Right) -> bool:
        return right in self.rights

    def require(self, right: Right) -> None:
        if right not in self.rights:
            raise Forbidden(right)


def actor_of(person: Person, people: Iterable[Person], teams: Iterable[Team], roles: Mapping[str, frozenset[Right]]) -> Actor:
    """`roles` is the rights table of the settings; `teams` are all of them, `people` at least those in the person's team
    and below; both matter only to a role that sees its team."""
    rights = roles[person.role]
    if Right.SEE_ALL in rights:
        return Actor(person, EVERYTHING, rights)
    seen = {person.id}
    if Right.SEE_TEAM in rights and person.team_id is not None:
        below = teams_below(person.team_id, teams)
        seen |= {other.id for other in people if other.team_id in below}
    return Actor(person, Scope(frozenset(seen)), rights)


def teams_below(team_id: int, teams: Iterable[Team]) -> set[int]:
    """The team itself and every team under it."""
    children: dict[int | None, list[int]] = {}
    for team in teams:
        children.setdefault(team.parent_id, []).append(team.id)
    found: set[int] = set()
    rest = [team_id]
    while rest:
        current = rest.pop()
        if current not in found:
            found.add(current)
            rest.extend(children.get(current, ()))
    return found
