"""Database URLs: sqlite:///file.sqlite3 or postgresql://user@host/database?schema=name."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from core.errors import StorageBroken


@dataclass(frozen=True, slots=True)
class Place:
    """Where a base is: a file, or a PostgreSQL and a schema in it (None: the server's default)."""

    path: Path | None = None
    postgresql: URL | None = None
    schema: str | None = None


def place_of(url: str) -> Place:
    """Raises StorageBroken `database.url`."""
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise StorageBroken("database.url", url) from error
    if parsed.drivername == "sqlite" and parsed.database and parsed.database != ":memory:":
        return Place(path=Path(parsed.database))
    if parsed.drivername in {"postgresql", "postgres"} and parsed.database:
        schema = parsed.query.get("schema") or _search_path(parsed.query.get("options"))
        bare = parsed.set(drivername="postgresql").difference_update_query(["schema", "options"])
        return Place(postgresql=bare, schema=schema if isinstance(schema, str) else None)
    raise StorageBroken("database.url", parsed.render_as_string())


def _search_path(options: Any) -> str | None:
    """libpq's way: ?options=-csearch_path=name."""
    found = re.search(r"search_path\s*=\s*([\w$]+)", options) if isinstance(options, str) else None
    return found.group(1) if found else None
