"""A million cards without a million works: the rows that the unit of work would have written, by the engines' own fast ways."""

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

import asyncpg
from sqlalchemy import Table

from benchmarks.servers import address, settings
from benchmarks.storage.world import House, WallClock, made_contact, owner_of
from core.crm.search import document
from core.ports import Clock
from core.tasks.delivery import Outgoing, Priority
from storage.documents import known_words
from storage.ids import Ids
from storage.nouns import NOUNS
from storage.outbox import of_outgoing
from storage.seers import Seers
from storage.tables import contact_keys, contacts, outbox, search, vocabulary
from storage.urls import place_of

CHUNK = 20_000

Rows = dict[Table, list[dict[str, Any]]]


class Past:
    """A clock that runs ahead of nothing: ids of long ago."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        self.at += timedelta(milliseconds=1)
        return self.at


def contact_rows(house: House, count: int, of_rep: int) -> Iterator[Rows]:
    """Every (count / of_rep)-th contact is the rep's."""
    dice, clock = random.Random(7), Past(WallClock().now() - timedelta(days=30))
    ids = Ids(clock)
    mapper = NOUNS["contact"][0]
    known: set[str] = set()
    numbers = iter(range(count))
    while chunk := list(islice(numbers, CHUNK)):
        rows: Rows = {contacts: [], contact_keys: [], search: [], vocabulary: []}
        for number in chunk:
            owner_id = owner_of(house, dice, number, count // of_rep)
            card = made_contact(dice, ids.next(), clock.at, owner_id)
            said = document(card)
            rows[contacts].append(mapper.row(card) | {"version": 1})
            rows[contact_keys] += [{"key": key, "contact_id": card.id} for key in (*card.phones, *card.emails)]
            whole = {"card_id": card.id, "noun": "contact", "name": said.name, "own": said.own, "words": said.own}
            rows[search].append(whole | {"seers": Seers([owner_id])})
            new = known_words(said.name) - known
            known |= new
            rows[vocabulary] += [{"word": word} for word in sorted(new)]
        yield rows


def reminder_rows(house: House, count: int, clock: Clock) -> Iterator[Rows]:
    """Waiting rows, all due later than in an hour."""
    dice, ids, now = random.Random(5), Ids(clock), clock.now()
    numbers = iter(range(count))
    while chunk := list(islice(numbers, CHUNK)):
        made = [
            Outgoing(
                id=ids.next(),
                kind="reminder",
                priority=Priority.REMINDER,
                due_at=now + timedelta(seconds=dice.randrange(3600, 30_000_000)),
                person_id=dice.choice(house.others).id,
                key=f"reminder:{number}",
            )
            for number in chunk
        ]
        yield {outbox: [of_outgoing(row, now) for row in made]}


async def load(url: str, chunks: Iterator[Rows]) -> None:
    place = place_of(url)
    if place.path is not None:
        with closing(sqlite3.connect(place.path)) as connection:
            connection.execute("PRAGMA synchronous = OFF")
            for rows in chunks:
                with connection:
                    for table, many in rows.items():
                        _insert(connection, table, many)
        return
    server = await asyncpg.connect(address(place), server_settings=settings(place))
    try:
        for rows in chunks:
            for table, many in rows.items():
                await _copy(server, table, many)
        for table in (contacts, contact_keys, search, vocabulary, outbox):
            await server.execute(f"VACUUM ANALYZE {table.name}")
    finally:
        await server.close()


def _insert(connection: sqlite3.Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    if rows:
        columns = list(rows[0])
        places = ", ".join("?" * len(columns))
        values = ([_plain(row[column]) for column in columns] for row in rows)
        names = ", ".join(f'"{column}"' for column in columns)
        connection.executemany(f"INSERT INTO {table.name} ({names}) VALUES ({places})", values)


def _plain(value: Any) -> Any:
    return value.letters() if isinstance(value, Seers) else value


async def _copy(server: asyncpg.Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    if rows:
        columns = list(rows[0])
        await server.copy_records_to_table(
            table.name, columns=columns, records=[[row[column] for column in columns] for row in rows]
        )
