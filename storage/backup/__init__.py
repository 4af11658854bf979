"""Backup and restore: consistent while the house runs, verified before they are called done."""

from pathlib import Path

from storage.backup import postgres, sqlite
from storage.backup.report import Counts, Progress, silent
from storage.urls import place_of

__all__ = ["Counts", "Progress", "backup", "restore"]


async def backup(url: str, target: Path, progress: Progress = silent) -> Counts:
    """Write the base into one new file; answers the rows of each table in it. Raises StorageBroken `backup.*`."""
    place = place_of(url)
    if place.path is not None:
        return await sqlite.backup(place.path, target, progress)
    return await postgres.backup(place, target, progress)


async def restore(url: str, source: Path, progress: Progress = silent) -> Counts:
    """Put the file's content in the place of the base, whole or not at all. Nobody else may be at work in it.
    Raises StorageBroken `backup.damaged`, `database.newer`, `backup.*`."""
    place = place_of(url)
    if place.path is not None:
        return await sqlite.restore(place.path, source, progress)
    return await postgres.restore(place, source, progress)
