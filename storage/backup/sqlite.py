"""SQLite's online backup, under one read transaction: writers go on, the copy is of one moment."""

import asyncio
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from core.errors import StorageBroken
from storage.backup.report import Counts, Progress
from storage.migrate import known_revisions
from storage.sqlite.connection import BUSY_SECONDS, told
from storage.tables import metadata

PAGES = 512


async def backup(database: Path, target: Path, progress: Progress) -> Counts:
    return await asyncio.to_thread(_backup, database, target, progress)


async def restore(database: Path, source: Path, progress: Progress) -> Counts:
    return await asyncio.to_thread(_restore, database, source, progress)


def _backup(database: Path, target: Path, progress: Progress) -> Counts:
    if target.exists():
        raise StorageBroken("backup.exists", str(target))
    unfinished = target.with_name(target.name + ".part")
    unfinished.unlink(missing_ok=True)
    with _errors(), _reader(database) as source:
        expected = counted(source)
        with closing(sqlite3.connect(unfinished)) as copy:
            source.backup(copy, pages=PAGES, progress=lambda _status, left, total: progress(total - left, total), sleep=0)
            copy.execute("PRAGMA journal_mode = DELETE")
        if verified(unfinished) != expected:
            raise StorageBroken("backup.damaged", str(unfinished))
    _settle(unfinished, target)
    return expected


def _restore(database: Path, source: Path, progress: Progress) -> Counts:
    """What stood there before stays beside it as .before-restore."""
    with _errors():
        expected = verified(source)
        if database.exists():
            aside = database.with_name(database.name + ".before-restore")
            aside.unlink(missing_ok=True)
            _backup(database, aside, progress)
        database.parent.mkdir(parents=True, exist_ok=True)
        with _reader(source) as given, closing(sqlite3.connect(database, timeout=BUSY_SECONDS)) as place:
            place.execute("PRAGMA synchronous = FULL")
            given.backup(place, pages=-1)
            progress(1, 1)
        if verified(database) != expected:
            raise StorageBroken("backup.damaged", str(database))
    return expected


def verified(file: Path) -> Counts:
    """The rows of each table. Raises StorageBroken where the file is no whole base of ours."""
    with _errors("backup.damaged"), _reader(file) as connection:
        problems = [row[0] for row in connection.execute("PRAGMA integrity_check(5)")]
        if problems != ["ok"]:
            raise StorageBroken("backup.damaged", "; ".join(problems))
        revision = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        if revision is None or revision[0] not in known_revisions():
            raise StorageBroken("database.newer", str(revision and revision[0]))
        return counted(connection)


def counted(connection: sqlite3.Connection) -> Counts:
    return {
        table: connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]  # noqa: S608  # a name of ours
        for table in sorted(metadata.tables)
    }


@contextmanager
def _reader(file: Path) -> Iterator[sqlite3.Connection]:
    """One read transaction; a file that is not there is not made."""
    uri = f"{file.absolute().as_uri()}?mode=rw"
    with closing(sqlite3.connect(uri, uri=True, isolation_level=None, timeout=BUSY_SECONDS)) as connection:
        connection.execute("BEGIN")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        yield connection


@contextmanager
def _errors(key: str | None = None) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        if key is not None:
            raise StorageBroken(key, str(error)) from error
        raise told(error) from error


def _settle(unfinished: Path, target: Path) -> None:
    """On the disk, under its name."""
    for path in (unfinished, unfinished.parent):
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    unfinished.rename(target)
