"""Which table and mapper a noun has."""

from typing import Any

from sqlalchemy import Table

from core.errors import Missing
from storage import companies, contacts, deals, notes, people, pipelines, tables, tasks
from storage.mapper import Mapper

NOUNS: dict[str, tuple[Mapper[Any], Table]] = {
    mapper.noun: (mapper, table)
    for mapper, table in (
        (people.TEAM, tables.teams),
        (people.PERSON, tables.people),
        (companies.STACK.mapper, tables.companies),
        (contacts.STACK.mapper, tables.contacts),
        (people.IDENTITY, tables.identities),
        (people.INVITE, tables.invites),
        (pipelines.PIPELINES.mapper, tables.pipelines),
        (pipelines.STAGES.mapper, tables.stages),
        (pipelines.LOSS_REASONS.mapper, tables.loss_reasons),
        (pipelines.TAGS.mapper, tables.tags),
        (pipelines.CUSTOM_FIELDS.mapper, tables.custom_fields),
        (deals.STACK.mapper, tables.deals),
        (tasks.STACK.mapper, tables.tasks),
        (notes.NOTES.mapper, tables.notes),
        (notes.FILES.mapper, tables.files),
    )
}
"""In an order in which no row names one of a later table, so that foreign keys hold after every statement."""

RANK = {noun: rank for rank, noun in enumerate(NOUNS)}


def stored(noun: str) -> tuple[Mapper[Any], Table]:
    """Raises Missing for what is no stored noun, as an old button may name one."""
    if noun not in NOUNS:
        raise Missing("record")
    return NOUNS[noun]
