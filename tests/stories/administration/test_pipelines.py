"""/pipelines by buttons: what is archived loses no deal, and every step can be undone."""

from core.crm.access import EVERYTHING
from core.crm.pipelines import Stage, stages_of
from core.paging import FIRST
from tests.town import Town


async def stages(town: Town) -> list[Stage]:
    async with town.store.reading() as reads:
        pipelines = await reads.pipelines.all()
        return await stages_of(reads, pipelines[0].id)


async def opened(town: Town, stage: str | None = None) -> None:
    await town.anna.says("/pipelines")
    await town.anna.sees(town.say("pipelines.title"))
    await town.anna.taps(town.say("founding.pipeline"))
    await town.anna.sees(town.say("pipeline.title", name=town.say("founding.pipeline")))
    if stage is not None:
        await town.anna.taps(stage)
        await town.anna.sees(town.say("stage.setup.title", name=stage))


async def deal(town: Town, title: str) -> None:
    await town.olga.says(f"/new {title}")
    await town.olga.sees(title)


async def test_a_stage_is_added_renamed_and_moved_up(town: Town) -> None:
    await opened(town)
    await town.anna.taps(town.say("action.add_stage"))
    await town.anna.sees(town.say("stage.ask.name"))
    await town.anna.says("Договор <b>&")
    await town.anna.sees(town.say("stage.ask.kind"))
    await town.anna.taps(town.say("stage.kind.open"))
    await town.anna.sees(town.say("stage.added.done"), "Договор <b>&")
    assert [stage.name for stage in await stages(town)][3:] == [
        town.say("founding.stage.negotiation"), "Договор <b>&", town.say("founding.stage.won"), town.say("founding.stage.lost"),
    ]  # fmt: skip
    await town.anna.taps(town.say("action.rename"))
    await town.anna.sees(town.say("entry.ask.rename", old="Договор <b>&"))
    await town.anna.says(town.say("founding.stage.won"))
    await town.anna.sees(town.say("name.taken", name=town.say("founding.stage.won")))
    await town.anna.says("Договор")
    await town.anna.sees(town.say("stage.setup.title", name="Договор"))
    await town.anna.taps(town.say("action.up"))
    await town.anna.sees(town.say("stage.setup.title", name="Договор"))
    assert [stage.name for stage in await stages(town)][3] == "Договор"
    await town.anna.taps(town.say("action.undo"))
    await town.anna.sees(town.say("pipeline.title", name=town.say("founding.pipeline")))
    assert [stage.name for stage in await stages(town)][4] == "Договор"


async def test_probability_limit_and_required_fields(town: Town) -> None:
    name = town.say("founding.stage.offer")
    await opened(town, name)
    await town.anna.taps(town.say("stage.set.probability", value=50))
    await town.anna.says("много")
    await town.anna.sees(town.say("stage.probability_unreadable", text="много"))
    await town.anna.says("60%")
    await town.anna.sees(town.say("stage.setup.title", name=name))
    await town.anna.taps(town.say("stage.set.stall_days", n=7))
    await town.anna.sees(town.say("stage.ask.stall_days"))
    await town.anna.taps(town.say("stage.for_ever"))
    await town.anna.sees(town.say("stage.setup.title", name=name))
    await town.anna.taps(town.say("action.required"))
    await town.anna.sees(town.say("stage.required.title", name=name))
    await town.anna.taps(town.say("field.amount"))
    await town.anna.sees(town.say("stage.required.title", name=name))
    stage = next(stage for stage in await stages(town) if stage.name == name)
    assert (stage.probability, stage.stall_days, stage.required) == (60, None, ("amount",))


async def test_deals_of_an_archived_stage_go_where_they_are_told(town: Town) -> None:
    await deal(town, "Окна")
    first, second = town.say("founding.stage.new"), town.say("founding.stage.contacted")
    await opened(town, first)
    await town.anna.taps(town.say("action.archive"))
    await town.anna.sees(town.say("stage.ask.target", name=first))
    await town.anna.taps(second)
    await town.anna.sees(town.say("stage.archived.done", name=first))
    await town.olga.sees("Окна", second)
    await town.anna.taps(town.say("action.undo"))
    await town.anna.sees(town.say("pipeline.title", name=town.say("founding.pipeline")))
    await town.quiet()
    await town.olga.says("/deals")
    await town.olga.sees(town.say("founding.pipeline"))
    await town.olga.taps(f"{first} · 1")
    await town.olga.sees(first)
    await town.olga.taps("Окна")


async def test_the_last_stage_of_a_kind_stays(town: Town) -> None:
    await opened(town, town.say("founding.stage.won"))
    assert await town.anna.taps(town.say("action.archive")) == town.say("pipeline.lacks", kind=town.say("stage.kind.won"))
    assert len(await stages(town)) == 6


async def test_a_pipeline_goes_and_its_deals_stay(town: Town) -> None:
    await deal(town, "Окна")
    await opened(town)
    assert await town.anna.taps(town.say("action.archive")) == town.say("pipeline.last")
    await town.anna.says("/pipelines")
    await town.anna.sees(town.say("pipelines.title"))
    await town.anna.taps(town.say("action.add_pipeline"))
    await town.anna.sees(town.say("pipeline.ask.name"))
    await town.anna.says("Опт")
    await town.anna.sees(town.say("pipeline.added.done"), "Опт")
    await opened(town)
    await town.anna.taps(town.say("action.archive"))
    await town.anna.sees(town.say("pipeline.ask.target", name=town.say("founding.pipeline")))
    await town.anna.taps("Опт")
    await town.anna.sees(town.say("pipeline.archived.done", name=town.say("founding.pipeline")))
    async with town.store.reading() as reads:
        (pipeline,) = await reads.pipelines.all()
        (stage, *_) = await stages_of(reads, pipeline.id)
        assert pipeline.name == "Опт"
        assert [deal.title for deal in (await reads.deals.in_stage(stage.id, EVERYTHING, FIRST)).items] == ["Окна"]


async def test_a_rep_has_no_pipelines_to_edit(town: Town) -> None:
    await town.olga.says("/pipelines")
    await town.olga.sees(town.say("command.unknown"))
