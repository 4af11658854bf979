"""What the tables are made of."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    text,
)
from sqlalchemy.sql.schema import SchemaItem

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# SQLite keeps a row under its id only when the column is named INTEGER.
ID = BigInteger().with_variant(Integer(), "sqlite")


def record(name: str, *items: SchemaItem) -> Table:
    return Table(
        name,
        metadata,
        Column("id", ID, primary_key=True, autoincrement=False),
        Column("created_at", BigInteger, nullable=False),
        Column("version", Integer, nullable=False),
        Column("deleted_at", BigInteger),
        *items,
    )


def of_own_ids() -> list[Table]:
    """Whose rows are named by an id that a process made."""
    return [table for table in metadata.tables.values() if [column.type for column in table.primary_key] == [ID]]


def big(name: str, target: str | None = None, *, needed: bool = False) -> Column[int]:
    return Column(name, BigInteger, *([ForeignKey(f"{target}.id")] if target else []), nullable=not needed)


def string(name: str, *, needed: bool = False) -> Column[str]:
    return Column(name, Text, nullable=not needed)


def number(name: str, *, needed: bool = True) -> Column[int]:
    return Column(name, Integer, nullable=not needed)


def flag(name: str, *, needed: bool = True) -> Column[bool]:
    return Column(name, Boolean(create_constraint=False), nullable=not needed)


def index(name: str, *columns: str, where: str | None = None, unique: bool = False) -> Index:
    condition = text(where) if where else None
    return Index(name, *columns, unique=unique, sqlite_where=condition, postgresql_where=condition)
