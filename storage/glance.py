"""Who works here, for a command line that answers at once: no SQLAlchemy, whose import takes longer than the answer may."""

import asyncio
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from storage.migrations import HEAD, VERSION

SQLITE = "sqlite:///"
BUSY_SECONDS = 5
PEOPLE = """
    SELECT people.id, people.name, people.role, teams.name, people.language, people.time_zone, people.active
    FROM people LEFT JOIN teams ON teams.id = people.team_id
    WHERE people.deleted_at IS NULL ORDER BY people.name
"""
REACHED = """
    SELECT person_id, messenger, username, reachable FROM identities
    WHERE person_id IS NOT NULL AND deleted_at IS NULL ORDER BY messenger, id
"""

Rows = Sequence[Sequence[Any]]


@dataclass(frozen=True, slots=True)
class Colleague:
    name: str
    role: str
    team: str | None
    language: str
    time_zone: str
    active: bool
    reached: tuple[str, ...]
    """Messengers, each with the account's name and whether it has blocked us."""


async def roster(url: str) -> list[Colleague] | None:
    """By name. None: the base cannot be read or is of another version, and opening it will mend that or say why not."""
    look = _sqlite if url.startswith(SQLITE) else _postgresql
    found = await look(url)
    if found is None:
        return None
    people, identities = found
    reached: dict[int, list[str]] = {}
    for person_id, messenger, username, reachable in identities:
        name = f"{messenger} @{username}" if username else messenger
        reached.setdefault(person_id, []).append(name if reachable else f"{name} (blocked)")
    return [
        Colleague(name, role, team, language, zone, bool(active), tuple(reached.get(number, ())))
        for number, name, role, team, language, zone, active in people
    ]


async def _sqlite(url: str) -> tuple[Rows, Rows] | None:
    return await asyncio.to_thread(_look, Path(url.removeprefix(SQLITE)))


def _look(path: Path) -> tuple[Rows, Rows] | None:
    try:
        uri = f"{path.absolute().as_uri()}?mode=rw"
        with closing(sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS)) as connection:
            if connection.execute(VERSION).fetchall() != [(HEAD,)]:
                return None
            return connection.execute(PEOPLE).fetchall(), connection.execute(REACHED).fetchall()
    except sqlite3.Error:
        return None


async def _postgresql(url: str) -> tuple[Rows, Rows] | None:
    import asyncpg  # noqa: PLC0415  # 0.1 s that a base in a file does not need

    parts = urlsplit(url)
    options = dict(parse_qsl(parts.query))
    schema = options.pop("schema", None)
    try:
        connection = await asyncpg.connect(
            parts._replace(query=urlencode(options)).geturl(), server_settings={"search_path": schema} if schema else {}
        )
    except (OSError, ValueError, asyncpg.PostgresError):
        return None
    try:
        if [row[0] for row in await connection.fetch(VERSION)] != [HEAD]:
            return None
        return await connection.fetch(PEOPLE), await connection.fetch(REACHED)
    except asyncpg.PostgresError:
        return None
    finally:
        await connection.close()
