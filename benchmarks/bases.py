"""Prepared bases: reps whose accounts the simulator has, a hundred thousand contacts, a million timeline events."""

import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime

import asyncpg

from benchmarks.servers import address, settings
from benchmarks.storage import bulk
from benchmarks.storage.world import House, WallClock
from core.crm.people import Identity, Person, Role
from core.crm.pipelines import Pipeline, Stage
from core.ports import Work
from storage import open_store
from storage.urls import place_of

EVENTS_OF_A_CONTACT = 10

# Ids of the rows are small numbers, below every id that the base makes itself.
MADE = """
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {each}),
made AS (SELECT contacts.id AS card, row_number() OVER (ORDER BY contacts.id, n.i) AS event FROM contacts, n)
"""
EVENTS = (
    MADE
    + """
INSERT INTO events (id, at, kind, request, about, facts, changes)
SELECT event, {at} + event, 'contact.changed', 'fill', '[["contact",' || card || ']]', '{{}}', '[]' FROM made
"""
)
SUBJECTS = MADE + "INSERT INTO event_subjects (noun, card_id, event_id) SELECT 'contact', card, event FROM made"


@dataclass(frozen=True, slots=True)
class Base:
    name: str
    url: str


async def prepare(base: Base, reps: int, contacts: int) -> None:
    """Reps with the accounts 1000, 1001 …, who own the contacts in turn; then the events, by the database itself."""
    store = await open_store(base.url, WallClock())
    try:
        async with store.work("prepare") as work:
            people = [_rep(work, account) for account in range(1000, 1000 + reps)]
            pipeline = work.save(Pipeline(id=work.new_id(), created_at=work.now, name="Sales", position=0))
            stage = work.save(Stage(id=work.new_id(), created_at=work.now, pipeline_id=pipeline.id, name="New", position=0))
            work.record("founded", None, [pipeline.ref])
    finally:
        await store.close()
    if contacts:
        await bulk.load(base.url, bulk.contact_rows(House(people[0], tuple(people[1:]), stage), contacts, contacts // reps))
        await _fill_events(base)


def _rep(work: Work, account: int) -> Person:
    person = work.save(
        Person(id=work.new_id(), created_at=work.now, name=f"Rep {account}", role=Role.REP, language="en", onboarded=True)
    )
    work.save(
        Identity(
            id=work.new_id(),
            created_at=work.now,
            messenger="telegram",
            external_id=str(account),
            chat=str(account),
            person_id=person.id,
        )
    )
    return person


async def _fill_events(base: Base) -> None:
    start = int(datetime(2026, 1, 1, tzinfo=UTC).timestamp()) * 1_000_000
    statements = [text.format(each=EVENTS_OF_A_CONTACT, at=start) for text in (EVENTS, SUBJECTS)]
    place = place_of(base.url)
    if place.path is not None:
        with sqlite3.connect(place.path) as connection:
            for statement in statements:
                connection.execute(statement)
        connection.close()
        return
    connection = await asyncpg.connect(address(place), server_settings=settings(place))
    try:
        for statement in (*statements, "ANALYZE"):
            await connection.execute(statement)
    finally:
        await connection.close()
