"""What the unit of work, the inbox and the outbox ask of an engine."""

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from typing import Any, Protocol

from storage.statements import Parameters, Query, Statement, Write

Rows = Sequence[Sequence[Any]]


class Transaction(Protocol):
    """One open transaction. Its writes are seen by its own reads only, until the engine has committed it."""

    async def run(self, writes: Sequence[Write], query: Query | None) -> Rows:
        """Carry out the writes, then answer the query, in one go."""
        ...

    async def commit(self, writes: Sequence[Write]) -> None:
        """Carry out the last writes and return when everything is on the disk."""
        ...


class Engine(Protocol):
    def transaction(self) -> AbstractAsyncContextManager[Transaction]:
        """Undone where it ends without `commit`."""
        ...

    async def read(self, query: Query) -> Rows:
        """Of what is committed."""
        ...

    async def write(self, writes: Sequence[Write]) -> None:
        """Committed when this returns, perhaps together with the writes of others. For what may be carried out twice."""
        ...

    async def add(self, statement: Statement, rows: Sequence[Parameters]) -> set[int]:
        """Run the statement, which answers the ids of what it added, for each row; committed when this returns, perhaps
        together with others. A row that its own id has added before counts as added, for it may be carried out twice."""
        ...

    async def returning(self, queries: Sequence[Query]) -> list[Rows]:
        """Statements that write and answer, in one transaction; committed when this returns."""
        ...
