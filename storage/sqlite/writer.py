"""The one writer, with group commit.

Works take turns; jobs (a write without a body) that wait together go in one hop. Each runs in a savepoint of the same
database transaction, so one that fails hurts no other; COMMIT comes when nobody waits any more, or when the group is full or
old. Whoever took part returns after the COMMIT, and all of them get its error.

No task runs this: each hop into the connection's thread ends in a callback that starts the next one.
"""

import asyncio
import sqlite3
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from storage.sqlite.connection import Connection, told

T = TypeVar("T")
Job = Callable[[sqlite3.Connection], Any]

GROUP_MOST = 64
GROUP_SECONDS = 0.005


@dataclass(slots=True, eq=False)
class _Waiter:
    """Somebody in the queue: with a job, or (None) for a turn. `future` brings the job's value, or the turn."""

    job: Job | None
    future: asyncio.Future[Any] = field(default_factory=lambda: asyncio.get_running_loop().create_future())


@dataclass(slots=True)
class _Outcome:
    """What one hop did. `lost`: the database's transaction ended with an error, and took the whole group with it."""

    done: list[tuple[_Waiter, Any]] = field(default_factory=list)
    failed: list[tuple[_Waiter, Exception]] = field(default_factory=list)
    lost: Exception | None = None
    open: bool = False


class Writer:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._queue: deque[_Waiter] = deque()
        self._group: list[tuple[_Waiter, Any]] = []
        self._taken = False
        self._open = False
        self._opened_at = 0.0

    async def submit(self, job: Job) -> Any:
        """The job's value, once it is committed."""
        return await self._join(job)

    async def turn(self) -> "Turn":
        """The writer for one work. It must end in `commit` or `abandon`."""
        waiter = self._join(None)
        try:
            turn: Turn = await waiter
        except asyncio.CancelledError:
            if not waiter.cancelled():
                waiter.result().abandon()
            raise
        return turn

    async def close(self) -> None:
        """After what was handed in before."""
        await self.submit(lambda _connection: None)
        await self._connection.close()

    def _join(self, job: Job | None) -> asyncio.Future[Any]:
        waiter = _Waiter(job)
        self._queue.append(waiter)
        self._advance()
        return waiter.future

    def _advance(self) -> None:
        if self._taken:
            return
        while self._queue and self._queue[0].future.cancelled():
            self._queue.popleft()
        if self._open and not self._stays_open():
            self.hop(lambda _connection: _Outcome())
        elif self._queue and self._queue[0].job is None:
            self._taken = True
            self._queue.popleft().future.set_result(Turn(self, self._connection))
        elif self._queue:
            jobs = self._next_jobs()
            self.hop(lambda connection: _carry_out(connection, jobs))

    def _next_jobs(self) -> list[_Waiter]:
        jobs: list[_Waiter] = []
        while self._queue and self._queue[0].job is not None and len(jobs) < GROUP_MOST:
            waiter = self._queue.popleft()
            if not waiter.future.cancelled():
                jobs.append(waiter)
        return jobs

    def _stays_open(self) -> bool:
        young = time.monotonic() - self._opened_at < GROUP_SECONDS
        return young and bool(self._queue) and len(self._group) < GROUP_MOST

    def hop(self, step: Callable[[sqlite3.Connection], _Outcome]) -> None:
        """One step in the connection's thread, with the COMMIT unless others joined meanwhile."""
        self._taken = True
        if not self._open:
            self._opened_at = time.monotonic()

        def whole(connection: sqlite3.Connection) -> _Outcome:
            outcome = step(connection)
            if connection.in_transaction and not self._stays_open():
                _commit(connection, outcome)
            outcome.open = connection.in_transaction
            return outcome

        self._connection.start(whole).add_done_callback(self._settle)

    def _settle(self, hop: asyncio.Future[_Outcome]) -> None:
        outcome = hop.result()
        self._open = outcome.open
        self._group += outcome.done
        for waiter, error in outcome.failed:
            _tell(waiter.future, None, error)
        if not outcome.open:
            for waiter, value in self._group:
                _tell(waiter.future, value, outcome.lost)
            self._group = []
        self.release()

    def release(self) -> None:
        self._taken = False
        self._advance()


class Turn:
    """The writer for one work: nobody else writes until `commit` or `abandon`. Its savepoint opens at the first `run`."""

    def __init__(self, writer: Writer, connection: Connection) -> None:
        self._writer = writer
        self._connection = connection
        self._entered = False
        self._lost: Exception | None = None
        self._over = False

    async def run(self, function: Callable[[sqlite3.Connection], T]) -> T:
        return await self._connection.run(lambda connection: self._step(connection, function))

    async def commit(self, job: Job) -> None:
        """Raises what the job raises, with nothing of this work written."""
        self._over = True
        waiter = _Waiter(job)
        self._writer.hop(lambda connection: self._finish(connection, waiter))
        await waiter.future

    def abandon(self) -> None:
        if self._over:
            return
        self._over = True
        self._writer.hop(self._undo)

    def _step(self, connection: sqlite3.Connection, function: Callable[[sqlite3.Connection], T]) -> T:
        if self._lost:
            raise self._lost
        try:
            if not self._entered:
                _enter(connection)
                self._entered = True
            return function(connection)
        except sqlite3.Error as error:
            if not connection.in_transaction:
                self._lost = told(error)
            raise

    def _finish(self, connection: sqlite3.Connection, waiter: _Waiter) -> _Outcome:
        assert waiter.job is not None
        try:
            value = self._step(connection, waiter.job)
            connection.execute("RELEASE work")
        except Exception as error:  # noqa: BLE001  # whatever it is belongs to the one who waits
            outcome = self._undo(connection)
            outcome.failed.append((waiter, _as_told(error)))
            return outcome
        return _Outcome(done=[(waiter, value)])

    def _undo(self, connection: sqlite3.Connection) -> _Outcome:
        if self._entered and connection.in_transaction:
            _back_out(connection)
        return _Outcome(lost=self._lost)


def _carry_out(connection: sqlite3.Connection, jobs: list[_Waiter]) -> _Outcome:
    outcome = _Outcome()
    for waiter in jobs:
        assert waiter.job is not None
        if outcome.lost:
            outcome.failed.append((waiter, outcome.lost))
            continue
        try:
            _enter(connection)
            value = waiter.job(connection)
            connection.execute("RELEASE work")
        except Exception as error:  # noqa: BLE001  # whatever it is belongs to the one who waits
            outcome.failed.append((waiter, _as_told(error)))
            if connection.in_transaction:
                _back_out(connection)
            else:
                outcome.lost = _as_told(error)
        else:
            outcome.done.append((waiter, value))
    return outcome


def _enter(connection: sqlite3.Connection) -> None:
    if not connection.in_transaction:
        connection.execute("BEGIN IMMEDIATE")
    connection.execute("SAVEPOINT work")


def _back_out(connection: sqlite3.Connection) -> None:
    connection.execute("ROLLBACK TO work")
    connection.execute("RELEASE work")


def _commit(connection: sqlite3.Connection, outcome: _Outcome) -> None:
    try:
        connection.execute("COMMIT")
    except sqlite3.Error as error:
        outcome.lost = told(error)
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def _as_told(error: Exception) -> Exception:
    return told(error) if isinstance(error, sqlite3.Error) else error


def _tell(future: asyncio.Future[Any], value: Any, error: Exception | None) -> None:
    if future.done():
        return
    if error is None:
        future.set_result(value)
    else:
        future.set_exception(error)
