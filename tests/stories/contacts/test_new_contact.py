"""A contact is made: in one line, step by step, and never twice without a word."""

import pytest

from tests.town import Town


async def test_one_line(town: Town) -> None:
    await town.olga.says("/new contact Иван Петров +7 916 123-45-67, ivan@x.ru")
    card = await town.olga.sees("Иван Петров", "+7 916 123-45-67", "ivan@x.ru", town.say("contact.created"))
    assert town.say("action.undo") in town.olga.buttons(card)
    await town.olga.taps(town.say("action.undo"))
    gone = await town.olga.sees(town.say("undone", what=town.say("event_name.contact.created")))
    assert gone.id == card.id
    assert town.olga.buttons(gone) == [town.say("action.redo")]


async def test_one_line_in_words_with_a_company(town: Town) -> None:
    await town.olga.says("новый контакт 8 (916) 123 45 67 Петров Иван Сергеевич; ООО «Ромашка», директор")
    await town.olga.sees("Иван Сергеевич Петров", "ООО «Ромашка»", "+7 916 123-45-67")
    await town.olga.taps("🏢 ООО «Ромашка»")
    await town.olga.sees("🏢 ООО «Ромашка»")
    await town.olga.taps("👤 Иван Сергеевич Петров")
    await town.olga.sees("+7 916 123-45-67")
    await town.olga.taps(town.say("action.timeline"))
    await town.olga.sees("директор")


async def test_step_by_step(town: Town) -> None:
    await town.olga.says("/new")
    await town.olga.taps(town.say("new.contact"))
    await town.olga.sees(town.say("contact.ask.name"))
    await town.olga.says("👻")
    await town.olga.sees(town.say("contact.ask.phone"))
    await town.olga.says("12")
    await town.olga.sees(town.say("phone.invalid", text="12"))
    await town.olga.says("+7 916 123-45-67 и 8 495 123-45-67")
    await town.olga.sees(town.say("contact.ask.email"))
    await town.olga.says("ivan@")
    await town.olga.sees(town.say("email.invalid", text="ivan@"))
    await town.olga.taps(town.say("action.skip"))
    await town.olga.sees(town.say("contact.ask.company"))
    await town.olga.says("Acme")
    await town.olga.sees("👻", "+7 916 123-45-67", "+7 495 123-45-67", "Acme")


async def test_a_name_alone_asks_the_rest_and_can_be_saved_as_it_is(town: Town) -> None:
    await town.olga.says("/new contact <b>Иван & Ко</b>")
    await town.olga.sees(town.say("contact.ask.phone"))
    await town.olga.taps(town.say("contact.save_now"))
    await town.olga.sees("<b>Иван & Ко</b>", town.say("contact.created"))


async def test_an_equal_phone_shows_the_card_and_asks(town: Town) -> None:
    await town.olga.says("/new contact Иван Петров +7 916 123-45-67")
    await town.olga.sees("Иван Петров")
    await town.olga.says("/new contact Ваня 89161234567, vanya@x.ru")
    question = await town.olga.sees("+7 916 123-45-67", "Иван Петров", "Ольга Смирнова")
    assert town.say("duplicate.anyway") in town.olga.buttons(question)
    await town.olga.taps(town.say("duplicate.add"))
    await town.olga.sees("Иван Петров", "vanya@x.ru", town.say("contact.added_to"))


async def test_the_duplicate_is_opened_or_made_anyway(town: Town) -> None:
    await town.olga.says("/new contact Иван Петров +7 916 123-45-67")
    await town.olga.sees("Иван Петров")
    await town.olga.says("/new contact Ваня 89161234567")
    await town.olga.taps(town.say("duplicate.open"))
    await town.olga.sees("Иван Петров", town.say("contact.not_created"))
    await town.olga.says("/new contact Ваня 89161234567")
    await town.olga.taps(town.say("duplicate.anyway"))
    await town.olga.sees("Ваня", town.say("contact.created"))


async def test_a_duplicate_out_of_sight_tells_the_owner_only(town: Town) -> None:
    await town.pavel.says("/new contact Тайный Клиент +7 916 123-45-67")
    await town.pavel.sees("Тайный Клиент")
    await town.olga.says("/new contact Ваня 89161234567, vanya@x.ru")
    question = await town.olga.sees("+7 916 123-45-67", "Павел Орлов")
    assert "Тайный" not in question.text
    assert await town.olga.taps(town.say("duplicate.ask", owner="Павел Орлов")) == town.say("asked.done", owner="Павел Орлов")
    await town.quiet()
    await town.pavel.sees("Ольга Смирнова", "+7 916 123-45-67", "Ваня")
    await town.pavel.taps(town.say("asked.answer"))
    await town.pavel.says("Это мой клиент, звоните мне")
    await town.quiet()
    await town.olga.sees("Павел Орлов", "Это мой клиент, звоните мне")
    await town.olga.taps(town.say("duplicate.without", value="+7 916 123-45-67"))
    card = await town.olga.sees("Ваня", "vanya@x.ru", town.say("contact.created"))
    assert "916" not in card.text


async def test_a_bad_line_says_why(town: Town) -> None:
    await town.olga.says("/new contact Иван +7 916 1")
    await town.olga.sees(town.say("phone.invalid", text="+7 916 1"), town.say("contact.ask.phone"))
    await town.olga.says("+7 916 123-45-67")
    await town.olga.sees(town.say("contact.ask.email"))
    await town.olga.taps(town.say("contact.save_now"))
    await town.olga.sees("Иван", "+7 916 123-45-67")
    await town.olga.says("/new contact +7 916 123-45-67")
    await town.olga.sees(town.say("contact.nameless"))
    await town.olga.says("/new contact " + "Ы" * 300)
    await town.olga.sees(town.say("text.long", length=300, limit=200))


@pytest.mark.parametrize("name", ["👩‍🚀", "\u202eشركة السلام", "<b>&*_`[x](y)</b>", "a\u200bb", "Ы" * 200, "O'Neil-Smith 3rd"])
async def test_any_name_is_a_name(town: Town, name: str) -> None:
    await town.olga.says("/new contact")
    await town.olga.sees(town.say("contact.ask.name"))
    await town.olga.says(name)
    await town.olga.sees(town.say("contact.ask.phone"))
    await town.olga.taps(town.say("contact.save_now"))
    card = await town.olga.sees(town.say("contact.created"))
    assert name.replace("\u202e", "").replace("\u200b", "") in card.text


@pytest.mark.parametrize(("name", "key"), [("...", "contact.nameless"), ("—", "contact.nameless")])
async def test_what_is_no_name_is_asked_again(town: Town, name: str, key: str) -> None:
    await town.olga.says("/new contact")
    await town.olga.sees(town.say("contact.ask.name"))
    await town.olga.says(name)
    await town.olga.sees(town.say(key), town.say("contact.ask.name"))
