"""Records for examples of cards."""

from datetime import UTC, datetime

from core.crm.people import Person, Role, Team

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


def person(name: str, number: int = 1, role: Role = Role.REP, team_id: int | None = None, *, active: bool = True) -> Person:
    return Person(id=number, created_at=NOW, version=1, name=name, role=role, team_id=team_id, active=active)


def team(name: str, number: int = 1) -> Team:
    return Team(id=number, created_at=NOW, version=1, name=name)
