"""A card leads back to what it was opened from, however deep one went; a command leaves the form that is open."""

from tests.town import Town


async def test_back_from_a_card_through_another_to_the_list(town: Town) -> None:
    olga = town.olga
    await olga.says("/new contact Иван Петров +7 916 123-45-67")
    await olga.taps(town.say("action.new_deal"))
    await olga.says("Окна для кафе")
    await olga.sees(town.say("deal.ask.amount"))
    await olga.taps(town.say("action.skip"))
    await olga.sees(town.say("deal.ask.close"))
    await olga.taps(town.say("action.skip"))
    await olga.sees("Окна для кафе", "Иван Петров")

    await olga.says("/find Петров")
    found = await olga.sees(town.say("search.title", text="Петров"))
    assert town.say("action.back") not in olga.buttons(found)
    await olga.taps("👤 Иван Петров", on=found)
    await olga.sees("+7 916 123-45-67")
    await olga.taps(town.say("action.contact_deals"), on=found)
    await olga.taps("Окна для кафе", on=found)
    card = await olga.sees("Окна для кафе", town.say("founding.stage.new"))
    assert card.id == found.id
    await olga.taps(town.say("founding.stage.offer"), on=found)
    await olga.sees("Окна для кафе", town.say("founding.stage.offer"))
    await olga.taps(town.say("action.more"), on=found)
    await olga.sees(town.say("deal.no_step"))
    await olga.taps(town.say("action.back"), on=found)
    await olga.sees(town.say("founding.stage.offer"))
    await olga.taps(town.say("action.back"), on=found)
    await olga.sees(town.say("beside.deals", name="Иван Петров"))
    await olga.taps(town.say("action.back"), on=found)
    await olga.sees("+7 916 123-45-67")
    await olga.taps(town.say("action.back"), on=found)
    await olga.sees(town.say("search.title", text="Петров"))


async def test_what_was_undone_is_offered_again(town: Town) -> None:
    olga = town.olga
    await olga.says("/new deal Окна для кафе")
    await olga.sees("Окна для кафе")
    await olga.taps(town.say("founding.stage.offer"))
    await olga.sees(town.say("founding.stage.offer"))
    await olga.taps(town.say("action.undo"))
    await olga.sees(town.say("undone", what=town.say("event_name.deal.moved")), town.say("founding.stage.new"))
    await olga.taps(town.say("action.redo"))
    await olga.sees(town.say("redone", what=town.say("event_name.deal.moved")), town.say("founding.stage.offer"))


async def test_a_command_leaves_the_open_form(town: Town) -> None:
    olga = town.olga
    await olga.says("/remind")
    await olga.sees(town.say("task.ask.text"))
    await olga.says("/settings")
    await olga.sees(town.say("settings.title"))
    await olga.says("Иван")
    await olga.sees(town.say("search.nothing", text="Иван"))
