from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from storage.ids import BLOCK, SHIFT, Ids
from tests.stores import TestClock

steps = st.lists(st.tuples(st.integers(-5_000, 5_000), st.integers(1, 50), st.booleans()), max_size=30)


@given(steps)
def test_ids_grow_whatever_the_clock_does(moves: list[tuple[int, int, bool]]) -> None:
    clock = TestClock()
    ids = Ids(clock)
    made: list[int] = []
    for milliseconds, many, block in moves:
        clock.passes(timedelta(milliseconds=milliseconds))
        if block:
            first = ids.block()
            made += [first, first + BLOCK - 1]
        made += [ids.next() for _ in range(many)]
    assert made == sorted(set(made))
    assert all(0 < number < 2**63 for number in made)


def test_a_millisecond_holds_a_block() -> None:
    ids = Ids(TestClock())
    made = [ids.next() for _ in range(BLOCK)]
    assert made == list(range(made[0], made[0] + BLOCK))


def test_more_ids_than_a_millisecond_holds() -> None:
    ids = Ids(TestClock())
    ids.next()
    ids._low = (1 << SHIFT) - 10
    made = [ids.next() for _ in range(100)]
    assert made == sorted(set(made))
    assert made[9] >> SHIFT == (made[10] >> SHIFT) - 1


def test_ids_go_on_above_what_is_stored() -> None:
    """A clock set back while the process was down."""
    before = Ids(TestClock()).next()
    assert Ids(TestClock(datetime(2025, 6, 1, tzinfo=UTC)), above=before).next() > before


def test_two_processes_rarely_make_the_same_ids() -> None:
    made = [number for _ in range(64) for ids in [Ids(TestClock())] for number in (ids.next(), ids.next(), ids.next())]
    assert len(made) - len(set(made)) <= 3
