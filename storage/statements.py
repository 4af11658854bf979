"""Statements, compiled once per engine, and how their parameters reach a driver."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ARRAY, BigInteger, ColumnElement, Dialect, Text, TextClause, bindparam, literal_column
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.dialects.postgresql.asyncpg import PGDialect_asyncpg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.elements import ClauseElement, ColumnClause

from storage.seers import Seers

Parameters = Mapping[str, Any]
Insert = Callable[[Any], Any]

SQLITE = SQLiteDialect_pysqlite()
POSTGRESQL = PGDialect_asyncpg()  # type: ignore[no-untyped-call]  # SQLAlchemy leaves it untyped
INSERTS: dict[str, Insert] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


@dataclass(frozen=True, slots=True)
class Compiled:
    sql: str
    names: tuple[str, ...]
    given: Parameters

    def arguments(self, parameters: Parameters) -> list[Any]:
        given = self.given
        return [parameters[name] if name in parameters else given[name] for name in self.names]


class Statement:
    """A statement whose open places are `bindparam`s, filled by name where it is run.

    Where the engines' dialects differ it is given as a function of the engine's insert construct.
    """

    def __init__(self, clause: ClauseElement | Callable[[Insert], ClauseElement]) -> None:
        self._clause = clause
        self._compiled: dict[str, Compiled] = {}

    def on(self, dialect: Dialect) -> Compiled:
        found = self._compiled.get(dialect.name)
        if found is None:
            found = self._compiled[dialect.name] = self._compile(dialect)
        return found

    def _compile(self, dialect: Dialect) -> Compiled:
        clause = self._clause if isinstance(self._clause, ClauseElement) else self._clause(INSERTS[dialect.name])
        compiled = clause.compile(dialect=dialect, compile_kwargs={"render_postcompile": True})
        assert isinstance(compiled, SQLCompiler)
        return Compiled(str(compiled), tuple(compiled.positiontup or ()), dict(compiled.params))


class Engines(Statement):
    """A statement written out for each engine."""

    def __init__(self, *, sqlite: TextClause, postgresql: TextClause) -> None:
        self._texts = {"sqlite": sqlite, "postgresql": postgresql}
        super().__init__(sqlite)

    def _compile(self, dialect: Dialect) -> Compiled:
        compiled = self._texts[dialect.name].compile(dialect=dialect)
        assert isinstance(compiled, SQLCompiler)
        return Compiled(str(compiled), tuple(compiled.positiontup or ()), dict(compiled.params))


@dataclass(slots=True)
class Write:
    """A statement to be run once for each of `rows`, which touch different rows of the database.

    `refused` makes the error to raise where one of them touches nothing; `after` says that it reads what earlier writes wrote.
    """

    statement: Statement
    rows: Sequence[Parameters]
    refused: Callable[[], Exception] | None = None
    after: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """`afresh`: PostgreSQL plans it for these parameters, instead of keeping one plan for all."""

    statement: Statement
    parameters: Parameters = field(default_factory=dict)
    afresh: bool = False


class OneOf(ColumnElement[bool]):
    """`column IN (a list given as one parameter)`, so that the statement stays the same for every length."""

    inherit_cache = True

    def __init__(self, column: ColumnElement[Any], name: str, kind: type[BigInteger] | type[Text] = BigInteger) -> None:
        self.column = column
        self.list = bindparam(name, type_=ARRAY(kind))


@compiles(OneOf, "sqlite")
def _one_of_json(element: OneOf, compiler: SQLCompiler, **options: Any) -> str:
    column, many = compiler.process(element.column, **options), compiler.process(element.list, **options)
    return f"{column} IN (SELECT value FROM json_each({many}))"  # noqa: S608  # compiled parts


@compiles(OneOf, "postgresql")
def _one_of_array(element: OneOf, compiler: SQLCompiler, **options: Any) -> str:
    column, many = compiler.process(element.column, **options), compiler.process(element.list, **options)
    return f"{column} = ANY ({many})"


def of_sqlite(insert: Insert) -> bool:
    """Which engine a statement is made for, by its insert construct."""
    return insert is sqlite.insert


def constant(number: int) -> ColumnClause[int]:
    """A number written into the statement: a partial index is only used where its condition is not a parameter."""
    return literal_column(str(number), BigInteger)


def for_sqlite(arguments: Sequence[Any]) -> list[Any]:
    """Lists travel as JSON, those who see a card as letters."""
    return [_for_sqlite(value) if isinstance(value, list) else value for value in arguments]


def _for_sqlite(many: list[Any]) -> str:
    return many.letters() if isinstance(many, Seers) else json.dumps(many)
