"""A scope as a condition of the query: what it does not cover is not found."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, and_, exists, or_, select, union_all

from core.crm.access import Scope
from storage.statements import OneOf, Query, Statement
from storage.tables import companies, contacts, deals, guests, tasks

CARDS: dict[str, FromClause] = {"contact": contacts, "company": companies, "deal": deals}
"""Nouns with an owner."""


def visible(noun: str, everything: bool) -> ColumnElement[bool]:
    """Of the rows of a card's own table."""
    if noun == "task":
        return _visible_task(everything)
    columns = CARDS[noun].c
    if everything:
        return columns.deleted_at.is_(None)
    guest = exists().where(guests.c.card_id == columns.id, guests.c.noun == noun, OneOf(guests.c.person_id, "people"))
    return and_(columns.deleted_at.is_(None), or_(columns.owner_id.is_(None), OneOf(columns.owner_id, "people"), guest))


def gathered(noun: str, everything: bool) -> ColumnElement[bool]:
    """The rows of `visible`, gathered from the people's side: for lists over a whole table, so that they cost by what the people
    have in hand and not by what the table holds."""
    columns = CARDS[noun].c
    if everything:
        return visible(noun, everything)
    own, nobodys = CARDS[noun].alias("own"), CARDS[noun].alias("nobodys")
    return and_(
        columns.deleted_at.is_(None),
        columns.id.in_(
            union_all(
                select(own.c.id).where(own.c.deleted_at.is_(None), OneOf(own.c.owner_id, "people")),
                select(nobodys.c.id).where(nobodys.c.deleted_at.is_(None), nobodys.c.owner_id.is_(None)),
                select(guests.c.card_id).where(guests.c.noun == noun, OneOf(guests.c.person_id, "people")),
            )
        ),
    )


def _visible_task(everything: bool) -> ColumnElement[bool]:
    columns = tasks.c
    if everything:
        return columns.deleted_at.is_(None)
    people = or_(OneOf(columns.owner_id, "people"), OneOf(columns.author_id, "people"))
    return and_(columns.deleted_at.is_(None), or_(people, about_visible(columns, everything, tuple(CARDS))))


def about_visible(columns: Any, everything: bool, nouns: tuple[str, ...] = (*CARDS, "task")) -> ColumnElement[bool]:
    """Of rows that hang on a card (`about_noun`, `about_id`)."""
    tables = {**CARDS, "task": tasks}
    return or_(
        *(
            and_(columns.about_noun == noun, exists().where(tables[noun].c.id == columns.about_id, visible(noun, everything)))
            for noun in nouns
        )
    )


class Scoped:
    """A SELECT in two forms: for a scope of everybody's cards, and for one of some people's."""

    def __init__(self, build: Callable[[bool], Select[Any]]) -> None:
        self._build = build
        self._forms: dict[bool, Statement] = {}

    def within(self, scope: Scope, **parameters: Any) -> Query:
        everything = scope.people is None
        form = self._forms.get(everything)
        if form is None:
            form = self._forms[everything] = Statement(self._build(everything))
        if scope.people is not None:
            parameters["people"] = sorted(scope.people)
        return Query(form, parameters)


def card_is_visible(noun: str, card_id: ColumnElement[int], everything: bool) -> ColumnElement[bool]:
    """Whether the one card is there for the scope; what is no card is there for everyone."""
    table = {**CARDS, "task": tasks}[noun]
    return exists(select(table.c.id).where(table.c.id == card_id, visible(noun, everything)))
