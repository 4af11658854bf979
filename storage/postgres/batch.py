"""Many writes in one statement: a WITH of INSERTs, UPDATEs and DELETEs is one journey to the server and one plan.

Its parts all see the database as it was before, so a write that reads what earlier ones wrote begins a new batch, and so does a
statement that comes again.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from storage.statements import POSTGRESQL, Parameters, Statement, Write

MOST_ROWS = 24
"""Of one statement in a batch; more go by the driver's executemany."""

_PLACE = re.compile(r"\$(\d+)")


def batches(writes: Sequence[Write]) -> Iterator[list[Write]]:
    """Runs of writes that can go together; one of many rows goes alone."""
    batch: list[Write] = []
    for write in writes:
        many = len(write.rows) > MOST_ROWS
        if batch and (many or write.after or any(write.statement is other.statement for other in batch)):
            yield batch
            batch = []
        if many:
            yield [write]
        else:
            batch.append(write)
    if batch:
        yield batch


def together(gathered: Sequence[Sequence[Write]]) -> list[Write]:
    """The writes of many who do not know of each other, so that what is the same statement goes in one journey."""
    if len(gathered) == 1:
        return list(gathered[0])
    rows: dict[Statement, list[Parameters]] = {}
    for writes in gathered:
        for write in writes:
            rows.setdefault(write.statement, []).extend(write.rows)
    return [Write(statement, many, after=True) for statement, many in rows.items()]


def combined(batch: Sequence[Write]) -> tuple[str, list[Any]]:
    """The statement, which answers how many rows each part touched, and its arguments."""
    parts = tuple(write.statement for write in batch for _ in write.rows)
    arguments = [argument for write in batch for row in write.rows for argument in write.statement.on(POSTGRESQL).arguments(row)]
    return _text(parts), arguments


@lru_cache(maxsize=2048)
def _text(parts: tuple[Statement, ...]) -> str:
    shift = 0
    texts = []
    for number, statement in enumerate(parts):
        compiled = statement.on(POSTGRESQL)
        texts.append(f"part_{number} AS ({_shifted(compiled.sql, shift)} RETURNING 1)")
        shift += len(compiled.names)
    counts = ", ".join(f"(SELECT count(*) FROM part_{number})" for number in range(len(parts)))  # noqa: S608  # a number
    return f"WITH {', '.join(texts)} SELECT {counts}"  # of compiled statements


def _shifted(sql: str, by: int) -> str:
    return _PLACE.sub(lambda place: f"${int(place.group(1)) + by}", sql)
