"""A colleague asks about a card that is mine: I let them in, hand it over, or answer."""

from core.crm.deals import NewDeal, create_deal
from tests.town import Town


async def pavel_has(town: Town, *, deal: bool = False) -> None:
    await town.pavel.says("/new contact Тайный Клиент +7 916 123-45-67")
    await town.pavel.sees(town.say("contact.created"))
    if deal:
        async with town.store.reading() as reads:
            actor = await town.house.actor(reads, await town.person("pavel"))
            (contact,) = await reads.contacts.with_key(["+79161234567"])
        async with town.store.work("seed") as work:
            await create_deal(work, actor, NewDeal(title="Окна", contacts=(contact.id,)))


async def olga_asks(town: Town) -> None:
    await town.olga.says("/new contact Ваня 89161234567")
    await town.olga.sees(town.say("duplicate.ask.hidden", value="+7 916 123-45-67", owner="Павел Орлов"))
    await town.olga.taps(town.say("duplicate.ask", owner="Павел Орлов"))
    await town.quiet()
    assert town.say("duplicate.ask", owner="Павел Орлов") not in town.olga.buttons()


async def test_the_owner_lets_the_asker_into_the_deal(town: Town) -> None:
    await pavel_has(town, deal=True)
    await olga_asks(town)
    await town.pavel.sees("Ольга Смирнова", "Тайный Клиент")
    await town.pavel.taps(town.say("asked.let_in", title="Окна"))
    await town.pavel.sees(town.say("asked.in_now", person="Ольга Смирнова"), "Окна")
    await town.quiet()
    await town.olga.sees(town.say("asked.let_you_in", person="Павел Орлов"), "Окна")
    await town.olga.says("/find Тайный")
    await town.olga.sees(town.say("search.title", text="Тайный"))
    await town.olga.taps("👤 Тайный Клиент")
    await town.olga.sees("Тайный Клиент", "+7 916 123-45-67")


async def test_a_rep_cannot_hand_over_but_a_manager_can(town: Town) -> None:
    await pavel_has(town)
    await olga_asks(town)
    await town.pavel.sees("Ольга Смирнова", "Тайный Клиент")
    assert town.say("asked.give", person="Ольга Смирнова") not in town.pavel.buttons()
    await town.max.says("/new contact Второй Клиент +7 495 123-45-67")
    await town.max.sees(town.say("contact.created"))
    await town.pavel.says("/new contact Чей-то 84951234567")
    await town.pavel.taps(town.say("duplicate.ask", owner="Максим Ветров"))
    await town.quiet()
    await town.max.sees("Павел Орлов", "Второй Клиент")
    await town.max.taps(town.say("asked.give", person="Павел Орлов"))
    await town.quiet()
    await town.pavel.sees(town.say("contact.given_to_you", person="Максим Ветров", name="Второй Клиент"), "+7 495 123-45-67")


async def test_the_owner_opens_the_card(town: Town) -> None:
    await pavel_has(town)
    await olga_asks(town)
    await town.pavel.sees("Ольга Смирнова", "Тайный Клиент")
    await town.pavel.taps(town.say("asked.open", name="Тайный Клиент"))
    await town.pavel.sees("Тайный Клиент", "+7 916 123-45-67")
