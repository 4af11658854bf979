"""The funnel's counts and sums."""

from decimal import Decimal

import pytest

from core.crm.access import EVERYTHING, Scope
from core.crm.deals import Deal
from core.crm.pipelines import NewStage, Stage, StageKind, add_pipeline
from core.money import MOST_MINOR, Money
from core.paging import Page
from core.ports import Work
from storage.store import DatabaseStore
from tests.storage.people import deal, open_office, request

DEALS = 300
"""Of the largest sum: far more than 64 bits hold."""


def _deal(work: Work, stage: Stage, amount: Money | None) -> None:
    work.save(
        Deal(
            id=work.new_id(),
            created_at=work.now,
            title="large",
            pipeline_id=stage.pipeline_id,
            stage_id=stage.id,
            entered_stage_at=work.now,
            amount=amount,
        )
    )


async def test_sums_past_64_bits_are_exact(store: DatabaseStore) -> None:
    largest, smallest = Money.of_minor(MOST_MINOR - 1, "KWD"), Money.of_minor(-(MOST_MINOR - 1), "JPY")
    async with store.work("deals") as work:
        kinds = [NewStage("New"), NewStage("Won", StageKind.WON), NewStage("Lost", StageKind.LOST)]
        await add_pipeline(work, None, "Sales", kinds)
        stage = (await work.stages.all())[0]
        for _ in range(DEALS):
            _deal(work, stage, largest)
            _deal(work, stage, smallest)
        _deal(work, stage, Money(Decimal(0), "USD"))
        _deal(work, stage, None)
        work.record("made", None, [])
    async with store.reading() as reads:
        (line,) = await reads.deals.board(stage.pipeline_id, EVERYTHING)
    assert line.count == 2 * DEALS + 2
    assert line.sums == (
        Money.of_minor(DEALS * smallest.minor, "JPY"),
        Money.of_minor(DEALS * largest.minor, "KWD"),
        Money.of_minor(0, "USD"),
    )


@pytest.mark.parametrize("people", [("olga",), ("olga", "pavel"), ()], ids=["one", "two", "nobody"])
async def test_lists_hold_what_the_people_may_see(store: DatabaseStore, people: tuple[str, ...]) -> None:
    """Owned, taken part in, and nobody's; each once, though seen for several reasons."""
    office = await open_office(store)
    seen = Scope(frozenset({getattr(office, name).id for name in people}))
    async with store.work(request()) as work:
        made = [
            work.save(deal(work, office, office.olga)),
            work.save(deal(work, office, office.pavel)),
            work.save(deal(work, office, office.pavel, participants=(office.olga.id,))),
            work.save(deal(work, office, None)),
            work.save(deal(work, office, None, participants=(office.olga.id, office.pavel.id))),
            work.save(deal(work, office, office.olga, deleted_at=work.now)),
        ]
        work.record("made", None, [])
    async with store.reading() as reads:
        allowed = await reads.deals.some([one.id for one in reversed(made)], seen)
        listed = await reads.deals.in_stage(made[0].stage_id, seen, Page())
        board = await reads.deals.board(made[0].pipeline_id, seen)
    assert list(listed.items) == allowed
    assert sum(line.count for line in board) == len(allowed)
