"""The funnel's counts and sums."""

from decimal import Decimal

from core.crm.access import EVERYTHING
from core.crm.deals import Deal
from core.crm.pipelines import NewStage, Stage, StageKind, add_pipeline
from core.money import MOST_MINOR, Money
from core.ports import Work
from storage.store import DatabaseStore

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
