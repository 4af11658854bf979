"""Whatever is typed finds: names, phones in any writing, e-mails, companies; what is not there is offered."""

import pytest

from tests.town import Town


async def made(town: Town, *lines: str) -> None:
    for line in lines:
        await town.olga.says(f"/new contact {line}")
        await town.olga.sees(town.say("contact.created"))


@pytest.mark.parametrize("asked", ["/find петров", "Петров", "найти  ИВАН", "8 916 123 45 67", "916-123", "ivan@x", "ромашка"])
async def test_one_hit_opens_its_card(town: Town, asked: str) -> None:
    await made(town, "Иван Петров +7 916 123-45-67, ivan@x.ru")
    if asked == "ромашка":
        await made(town, "Анна Ли +7 495 123-45-67, ООО Ромашка")
        await town.olga.says("Анна")
        await town.olga.sees("ООО Ромашка", "+7 495 123-45-67")
        return
    await town.olga.says(asked)
    await town.olga.sees("Иван Петров", "+7 916 123-45-67")


async def test_several_are_listed_and_open(town: Town) -> None:
    await made(town, "Иван Петров +7 916 123-45-67", "Иван Сидоров +7 916 123-45-68")
    await town.olga.says("Иван")
    await town.olga.sees(town.say("search.title", text="Иван"))
    await town.olga.taps("Иван Сидоров")
    await town.olga.sees("+7 916 123-45-68")


async def test_pages(town: Town) -> None:
    await made(town, *(f"Иван Номер{n} +7 916 123-45-{n}" for n in range(10, 21)))
    await town.olga.says("/find Иван")
    await town.olga.sees(town.say("search.title", text="Иван"))
    await town.olga.taps("›")
    page = await town.olga.sees(town.say("search.title", text="Иван"))
    assert "‹" in town.olga.buttons(page)


async def test_nothing_found_offers_to_create(town: Town) -> None:
    await town.olga.says("Пётр Великий")
    await town.olga.sees(town.say("search.nothing", text="Пётр Великий"))
    await town.olga.taps(town.say("search.make.contact"))
    await town.olga.sees(town.say("contact.ask.phone"))
    await town.olga.taps(town.say("contact.save_now"))
    await town.olga.sees("Пётр Великий", town.say("contact.created"))


@pytest.mark.parametrize(("noun", "then"), [("deal", "deal.created"), ("task", "task.ask.when")])
async def test_what_was_not_found_becomes_a_deal_or_a_task(town: Town, noun: str, then: str) -> None:
    await town.olga.says("Окна для кафе")
    await town.olga.sees(town.say("search.nothing", text="Окна для кафе"))
    await town.olga.taps(town.say(f"search.make.{noun}"))
    await town.olga.sees(town.say(then))


async def test_what_one_may_not_see_is_not_found(town: Town) -> None:
    await made(town, "Иван Петров +7 916 123-45-67")
    await town.pavel.says("Петров")
    await town.pavel.sees(town.say("search.nothing", text="Петров"))
    await town.pavel.says("/contact Петров")
    await town.pavel.sees(town.say("search.nothing", text="Петров"))
    await town.max.says("контакт Петров")
    await town.max.sees("+7 916 123-45-67")


async def test_a_phone_only_named_in_words_is_a_plain_search(town: Town) -> None:
    await town.olga.says("новый офис на Тверской")
    await town.olga.sees(town.say("search.nothing", text="новый офис на Тверской"))
