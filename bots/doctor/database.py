"""The base: reachable, of this version, writable, on a server that knows Cyrillic."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

from bots.doctor.finding import Finding, Level, fail, ok, warn
from bots.doctor.folders import folder
from bots.settings import Settings
from core.errors import StorageBroken, StorageBusy
from storage import migrate
from storage.urls import Place, place_of

OLDEST_SQLITE = (3, 35, 0)
"""RETURNING."""
OLDEST_POSTGRES = 130000
BUSY_SECONDS = 5


async def check(settings: Settings) -> AsyncIterator[Finding]:
    try:
        place = place_of(settings.database.url)
        findings = await asyncio.to_thread(_sqlite, place.path) if place.path else await _postgres(place)
        for finding in findings:
            yield finding
        reached = place.path.exists() if place.path else not any(finding.level is Level.FAIL for finding in findings)
        if reached:
            yield await _version(settings.database.url)
    except StorageBusy:
        yield warn(
            "database", "another process holds its write lock", "Look again in a moment; if it stays, see what holds the file."
        )
    except StorageBroken as error:
        yield fail("database", str(error), "Check database.url, or restore a backup: voronka restore FILE")
    except OSError as error:
        yield fail("database", f"the server does not answer: {error}", "Check database.url and that PostgreSQL runs.")


async def _version(url: str) -> Finding:
    current = await migrate.current(url)
    if current is None:
        return ok("database version", "nothing in it yet; the first start sets it up")
    differences = await migrate.check(url)
    if differences:
        return warn("database version", f"{current}: {differences[0]}", "Bring it up: voronka db upgrade")
    return ok("database version", f"{current}, as this Voronka wants it")


def _sqlite(path: Path) -> list[Finding]:
    found = [folder("database folder", path.parent)]
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        found.append(fail("database", f"SQLite {sqlite3.sqlite_version} is too old", "Install Python with SQLite 3.35 or newer."))
    if not path.exists():
        return [*found, ok("database", f"{path} is made at the first start")]
    try:
        with closing(sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("ROLLBACK")
    except sqlite3.Error as error:
        mend = f"Check who owns {path}, its -wal file and its folder; a damaged file: voronka restore FILE"
        return [*found, fail("database", f"{path} cannot be written: {error}", mend)]
    return [*found, ok("database", f"{path} can be written (SQLite {sqlite3.sqlite_version})")]


async def _postgres(place: Place) -> list[Finding]:
    import asyncpg  # noqa: PLC0415  # 0.2 s that a base in a file does not need

    assert place.postgresql is not None
    shown = place.postgresql.render_as_string()
    try:
        connection = await asyncpg.connect(place.postgresql.render_as_string(hide_password=False), timeout=BUSY_SECONDS)
    except (asyncpg.PostgresError, TimeoutError) as error:
        return [
            fail("database", f"{shown} refuses: {error or 'no answer'}", "Check the address, the user and VORONKA_DATABASE_URL.")
        ]
    try:
        number = int(await connection.fetchval("SELECT current_setting('server_version_num')"))
        ctype = await connection.fetchval("SELECT datctype FROM pg_database WHERE datname = current_database()")
        read_only = await connection.fetchval("SELECT pg_is_in_recovery() OR current_setting('transaction_read_only') = 'on'")
        trigrams = await connection.fetchval("SELECT count(*) FROM pg_available_extensions WHERE name = 'pg_trgm'")
    finally:
        await connection.close()
    return list(_postgres_findings(shown, number, ctype, read_only=read_only, trigrams=bool(trigrams)))


def _postgres_findings(shown: str, number: int, ctype: str, *, read_only: bool, trigrams: bool) -> list[Finding]:
    found = []
    if number < OLDEST_POSTGRES:
        found.append(fail("database", f"PostgreSQL {number // 10000} is too old", "Install PostgreSQL 13 or newer."))
    if ctype in {"C", "POSIX"}:
        mend = "Make it anew: createdb --template=template0 --lc-ctype=C.UTF-8 NAME"
        found.append(fail("database", f"LC_CTYPE is {ctype}: search finds no Cyrillic in another case", mend))
    if read_only:
        found.append(fail("database", "the server takes no writes", "Point database.url at the primary."))
    if not trigrams:
        found.append(fail("database", "the extension pg_trgm is missing", "Install the package postgresql-contrib."))
    return found or [ok("database", f"{shown} can be written (PostgreSQL {number // 10000}, LC_CTYPE {ctype})")]
