"""Whether a base needs to be brought up, asked of the driver alone: loading alembic takes longer than all else at a start."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import asyncpg

from storage.migrations import HEAD, VERSION
from storage.sqlite.connection import BUSY_SECONDS
from storage.urls import Place


async def is_newest(place: Place) -> bool:
    """False too where the base cannot be read: bringing it up says why."""
    if place.path is not None:
        return await asyncio.to_thread(_sqlite, place.path)
    return await _postgresql(place)


def _sqlite(path: Path) -> bool:
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, timeout=BUSY_SECONDS)) as connection:
            return connection.execute(VERSION).fetchall() == [(HEAD,)]
    except sqlite3.Error:
        return False


async def _postgresql(place: Place) -> bool:
    assert place.postgresql is not None
    settings = {"search_path": place.schema} if place.schema else {}
    try:
        connection = await asyncpg.connect(place.postgresql.render_as_string(hide_password=False), server_settings=settings)
    except (OSError, asyncpg.PostgresError):
        return False
    try:
        return [tuple(row) for row in await connection.fetch(VERSION)] == [(HEAD,)]
    except asyncpg.PostgresError:
        return False
    finally:
        await connection.close()
