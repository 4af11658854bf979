"""The driver's errors as the core knows them."""

from collections.abc import Iterator
from contextlib import contextmanager

import asyncpg

from core.errors import StorageBroken, StorageBusy

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


@contextmanager
def told() -> Iterator[None]:
    """A server that went away is worth another try; what is a mistake of ours stays as it is."""
    try:
        yield
    except BUSY as error:
        raise StorageBusy(str(error)) from error
    except tuple(BROKEN) as error:
        raise StorageBroken(BROKEN[type(error)], str(error)) from error
    except asyncpg.InterfaceError as error:
        if "connection" in str(error):
            raise StorageBusy(str(error)) from error
        raise
