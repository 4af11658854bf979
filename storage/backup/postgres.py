"""PostgreSQL by its own pg_dump and pg_restore: a custom-format file of our tables, of one exported snapshot."""

import asyncio
import os
import shutil
from collections.abc import Sequence
from pathlib import Path

import asyncpg

from core.errors import StorageBroken
from storage.backup.report import Counts, Progress
from storage.tables import metadata
from storage.urls import Place

TABLES = (*sorted(metadata.tables), "alembic_version")


async def backup(place: Place, target: Path, progress: Progress) -> Counts:
    if await asyncio.to_thread(target.exists):
        raise StorageBroken("backup.exists", str(target))
    unfinished = target.with_name(target.name + ".part")
    connection = await _connect(place)
    try:
        async with connection.transaction(isolation="repeatable_read", readonly=True):
            schema = await connection.fetchval("SELECT current_schema()")
            snapshot = await connection.fetchval("SELECT pg_export_snapshot()")
            expected = await _counted(connection)
            tables = [f'--table="{schema}"."{table}"' for table in TABLES]
            await _tool(place, "pg_dump", "--format=custom", f"--snapshot={snapshot}", f"--file={unfinished}", *tables)
    finally:
        await connection.close()
    progress(1, 2)
    if await _verified(place, unfinished) != expected:
        raise StorageBroken("backup.damaged", str(unfinished))
    progress(2, 2)
    unfinished.rename(target)
    return expected


async def restore(place: Place, source: Path, progress: Progress) -> Counts:
    expected = await _verified(place, source)
    progress(1, 3)
    connection = await _connect(place)
    try:
        if place.schema:
            await connection.execute(f'CREATE SCHEMA IF NOT EXISTS "{place.schema}"')
        await connection.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public")
        await _tool(
            place, "pg_restore", "--clean", "--if-exists", "--no-owner", "--single-transaction", _dbname(place), str(source)
        )
        progress(2, 3)
        if await _counted(connection) != expected:
            raise StorageBroken("backup.damaged", str(source))
    finally:
        await connection.close()
    progress(3, 3)
    return expected


async def _verified(place: Place, file: Path) -> Counts:
    """The rows of each table, counted in the file itself."""
    counts: dict[str, int] = {}
    table = ""
    for line in (await _tool(place, "pg_restore", "--data-only", "--file=-", str(file))).splitlines():
        if not table and line.startswith(b"COPY "):
            table = line.split(b"(")[0].split(b".")[-1].strip().strip(b'"').decode()
            counts[table] = 0
        elif table and line == b"\\.":
            table = ""
        elif table:
            counts[table] += 1
    counts.pop("alembic_version", None)
    if not counts:
        raise StorageBroken("backup.damaged", str(file))
    return counts


async def _counted(connection: asyncpg.Connection) -> Counts:
    return {
        table: await connection.fetchval(f'SELECT count(*) FROM "{table}"')  # noqa: S608  # a name of ours
        for table in sorted(metadata.tables)
    }


async def _connect(place: Place) -> asyncpg.Connection:
    assert place.postgresql is not None
    settings = {"search_path": place.schema} if place.schema else {}
    try:
        return await asyncpg.connect(place.postgresql.render_as_string(hide_password=False), server_settings=settings)
    except (OSError, asyncpg.PostgresError) as error:
        raise StorageBroken("database.unreachable", str(error)) from error


def _dbname(place: Place) -> str:
    """Without the password, which every user of the machine could read in the list of processes."""
    assert place.postgresql is not None
    return f"--dbname={place.postgresql._replace(password=None).render_as_string()}"


async def _tool(place: Place, name: str, *arguments: str) -> bytes:
    assert place.postgresql is not None
    program = shutil.which(name)
    if program is None:
        raise StorageBroken("backup.tools", name)
    given: Sequence[str] = [_dbname(place), *arguments] if name == "pg_dump" else arguments
    secret = {"PGPASSWORD": place.postgresql.password} if place.postgresql.password else {}
    process = await asyncio.create_subprocess_exec(
        program,
        *given,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env=os.environ | secret,
    )
    out, complaint = await process.communicate()
    if process.returncode != 0:
        raise StorageBroken("backup.failed", complaint.decode(errors="replace").strip())
    return out
