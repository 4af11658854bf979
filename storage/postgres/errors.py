"""The driver's errors as the core knows them."""

from collections.abc import Iterator
from contextlib import contextmanager

import asyncpg

from core.errors import StorageBroken, StorageBusy
from storage.tables import of_own_ids

BUSY = (
    asyncpg.SerializationError,
    asyncpg.DeadlockDetectedError,
    asyncpg.LockNotAvailableError,
    asyncpg.QueryCanceledError,
    asyncpg.TooManyConnectionsError,
    asyncpg.CannotConnectNowError,
    asyncpg.PostgresConnectionError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    ConnectionError,
)
BROKEN = {
    asyncpg.DiskFullError: "database.full",
    asyncpg.ReadOnlySQLTransactionError: "database.read_only",
    asyncpg.DataCorruptedError: "database.damaged",
    asyncpg.IndexCorruptedError: "database.damaged",
}

OWN_IDS = {f"pk_{table.name}" for table in of_own_ids()}
"""Where another process has made the same id."""


@contextmanager
def told() -> Iterator[None]:
    """A server that went away is worth another try; what is a mistake of ours stays as it is."""
    try:
        yield
    except BUSY as error:
        raise StorageBusy(str(error)) from error
    except asyncpg.UniqueViolationError as error:
        if error.constraint_name in OWN_IDS:
            raise StorageBusy(str(error)) from error
        raise
    except tuple(BROKEN) as error:
        raise StorageBroken(BROKEN[type(error)], str(error)) from error
    except asyncpg.InterfaceError as error:
        if "connection" in str(error):
            raise StorageBusy(str(error)) from error
        raise
