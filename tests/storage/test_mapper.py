"""A record survives its row, for every noun; and the rows are the tables' rows."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.money import MOST_MINOR, Money
from core.records import Record, Ref
from storage.mapper import Mapper, to_micros
from storage.nouns import NOUNS

moments = st.datetimes(min_value=datetime(1900, 1, 1), max_value=datetime(2900, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
money = st.builds(Money.of_minor, st.integers(-MOST_MINOR, MOST_MINOR), st.sampled_from(["RUB", "USD", "JPY", "KWD"]))
refs = st.builds(Ref, st.sampled_from(["deal", "contact"]), st.integers(0, 2**63 - 1))
st.register_type_strategy(datetime, moments)
st.register_type_strategy(Money, money)
st.register_type_strategy(Ref, refs)

any_noun = pytest.mark.parametrize("noun", NOUNS)


@any_noun
@given(data=st.data())
def test_a_record_comes_back_as_it_was(noun: str, data: st.DataObject) -> None:
    mapper, _ = NOUNS[noun]
    record: Record = data.draw(st.from_type(mapper.kind))
    row = mapper.row(record)
    assert mapper.of_row(row) == record
    assert all(type(value) in {str, int, float, bool, type(None)} for value in row.values())


@any_noun
def test_columns_are_the_tables_columns(noun: str) -> None:
    mapper, table = NOUNS[noun]
    assert set(mapper.columns) == set(table.c.keys())


def test_every_record_has_a_table() -> None:
    assert {kind.noun for kind in Record.__subclasses__()} == set(NOUNS)


@given(moments)
def test_moments_keep_their_microsecond(moment: datetime) -> None:
    assert datetime.fromtimestamp(0, UTC).timestamp() + to_micros(moment) / 1e6 == pytest.approx(moment.timestamp())


def test_a_type_without_a_column_is_refused() -> None:
    from dataclasses import dataclass
    from typing import ClassVar

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Odd(Record):
        noun: ClassVar[str] = "odd"
        what: complex

    with pytest.raises(TypeError):
        Mapper(Odd)
