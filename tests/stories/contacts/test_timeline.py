"""What happened to a card, page by page, and nothing that one may not see."""

from core.crm.contacts import Contact
from core.crm.deals import NewDeal, create_deal
from core.crm.notes import add_note
from tests.town import Town


async def test_pages_undo_and_what_was_taken_back(town: Town) -> None:
    await town.olga.says("/new contact Иван Петров +7 916 123-45-67")
    await town.olga.sees(town.say("contact.created"))
    card = town.olga.last()
    for number in range(7):
        await town.olga.says(f"заметка номер {number}", reply_to=card)
        await town.olga.sees(town.say("note.saved"))
    await town.quiet()
    await town.olga.taps(town.say("action.timeline"), on=card)
    await town.olga.sees("заметка номер 6", "заметка номер 1", "Ольга Смирнова")
    await town.olga.taps("↩️ 1")
    await town.olga.sees(town.say("undone", what=town.say("event_name.note.added")), "Иван Петров")
    await town.quiet()
    await town.olga.taps(town.say("action.timeline"), on=card)
    await town.olga.sees(town.say("event.undone", what=town.say("event_name.note.added")))
    await town.olga.taps("›", on=card)
    await town.olga.sees("заметка номер 0", town.say("event.contact.created", name="Иван Петров"))
    await town.olga.taps(town.say("action.back"), on=card)
    await town.olga.sees("+7 916 123-45-67")


async def test_another_team_s_deal_stays_out_of_a_common_contact_s_timeline(town: Town) -> None:
    pavel = await town.person("pavel")
    async with town.store.reading() as reads:
        actor = await town.house.actor(reads, pavel)
    async with town.store.work("seed") as work:
        contact = work.save(Contact(id=work.new_id(), created_at=work.now, first_name="Общий", last_name="Знакомый"))
        work.record("contact.created", None, [contact.ref], name=contact.name)
        saved = await create_deal(work, actor, NewDeal(title="Тайная сделка", contacts=(contact.id,)))
        await add_note(work, actor, saved.deal.ref, "тайные слова")
    await town.olga.says("Знакомый")
    await town.olga.sees("Общий Знакомый")
    await town.olga.taps(town.say("action.timeline"))
    seen = await town.olga.sees(town.say("event.contact.created", name="Общий Знакомый"))
    assert "айн" not in seen.text
    await town.olga.taps(town.say("action.back"))
    await town.olga.sees("Общий Знакомый", town.say("owner.none"))
    await town.olga.taps(town.say("action.contact_deals"))
    await town.olga.sees(town.say("list.empty"))
    await town.max.says("Тайная")
    await town.max.sees(town.say("search.nothing", text="Тайная"))


async def test_a_card_nobody_owns_is_taken(town: Town) -> None:
    async with town.store.work("seed") as work:
        contact = work.save(Contact(id=work.new_id(), created_at=work.now, first_name="Ничей"))
        work.record("contact.created", None, [contact.ref], name=contact.name)
    await town.olga.says("Ничей")
    await town.olga.sees(town.say("owner.none"))
    assert await town.olga.taps(town.say("action.take")) == town.say("owner.yours")
    await town.olga.sees("Ольга Смирнова")
    await town.pavel.says("Ничей")
    await town.pavel.sees(town.say("search.nothing", text="Ничей"))
