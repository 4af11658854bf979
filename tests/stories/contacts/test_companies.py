"""Companies by chat."""

from tests.town import Town


async def test_a_company_is_made_renamed_and_gets_a_contact(town: Town) -> None:
    await town.olga.says("/new company ООО «Ромашка»")
    await town.olga.sees("🏢 ООО «Ромашка»", town.say("company.created"))
    await town.olga.taps(town.say("action.new_contact"))
    await town.olga.sees(town.say("contact.ask.name"))
    await town.olga.says("Анна Ли")
    await town.olga.taps(town.say("contact.save_now"))
    await town.olga.sees("Анна Ли", "ООО «Ромашка»")
    await town.olga.taps("🏢 ООО «Ромашка»")
    await town.olga.sees("🏢 ООО «Ромашка»")
    await town.olga.taps(town.say("action.edit"))
    await town.olga.taps(town.say("edit.company_name"))
    await town.olga.says("Лютик")
    await town.olga.sees("🏢 Лютик", town.say("saved"))
    await town.olga.taps(town.say("action.timeline"))
    await town.olga.sees(town.say("event.company.renamed", before="ООО «Ромашка»", after="Лютик"))


async def test_the_same_name_is_refused(town: Town) -> None:
    await town.olga.says("/new company Acme")
    await town.olga.sees(town.say("company.created"))
    await town.olga.says("/new company ACME!")
    await town.olga.sees(town.say("company.there_already", name="ACME!"))


async def test_its_deals_and_notes(town: Town) -> None:
    await town.olga.says("/new company Acme")
    await town.olga.sees(town.say("company.created"))
    await town.olga.says("платят вовремя", reply_to=town.olga.last())
    await town.olga.sees(town.say("note.saved"), "Acme")
    await town.quiet()
    await town.olga.says("компания acme")
    await town.olga.sees("🏢 Acme")
    await town.olga.taps(town.say("action.notes"))
    await town.olga.sees(town.say("notes.title", name="Acme"))
    assert any("платят вовремя" in button for button in town.olga.buttons())
    await town.olga.taps(town.say("action.back"))
    await town.olga.sees("🏢 Acme")
    await town.olga.taps(town.say("action.contact_deals"))
    await town.olga.sees(town.say("list.empty"))


async def test_a_deal_and_a_task_of_its_own(town: Town) -> None:
    await town.olga.says("/new company Acme")
    await town.olga.sees(town.say("company.created"))
    await town.olga.taps(town.say("action.new_deal"))
    await town.olga.sees(town.say("deal.ask.title"))
    await town.olga.says("Окна для склада")
    for asked in ("deal.ask.contact", "deal.ask.amount", "deal.ask.close"):
        await town.olga.sees(town.say(asked))
        await town.olga.taps(town.say("action.skip"))
    await town.olga.sees("Окна для склада", "🏢 Acme")
    await town.olga.says("/company Acme")
    await town.olga.sees("🏢 Acme")
    await town.olga.taps(town.say("action.new_task"))
    await town.olga.sees(town.say("task.ask.text"))
    await town.olga.says("Замерить проёмы")
    await town.olga.sees(town.say("task.ask.when"))
    await town.olga.taps(town.say("action.someday"))
    await town.olga.sees("Замерить проёмы", "Acme")
    await town.olga.says("/company Acme")
    await town.olga.sees("🏢 Acme")
    await town.olga.taps(town.say("action.contact_tasks"))
    listed = await town.olga.sees(town.say("beside.tasks", name="Acme"))
    assert any("Замерить проёмы" in button for button in town.olga.buttons(listed))
    await town.olga.taps(town.say("action.back"))
    await town.olga.taps(town.say("action.contact_deals"))
    listed = await town.olga.sees(town.say("beside.deals", name="Acme"))
    assert any("Окна для склада" in button for button in town.olga.buttons(listed))
