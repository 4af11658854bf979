"""Questions that are left open: over a restart, too long, by a command, and for something that came in between."""

import pytest

from tests.phone import Phone
from tests.town import Town


async def half_a_deal(town: Town) -> Phone:
    await town.olga.says("/new deal")
    await town.olga.sees(town.say("deal.ask.title"))
    await town.olga.says("Окна для кафе")
    await town.olga.sees(town.say("deal.ask.contact"))
    return town.olga


async def ends_the_deal(town: Town) -> None:
    """From the question for its contact on."""
    for asked in ("deal.ask.contact", "deal.ask.amount", "deal.ask.close"):
        await town.olga.sees(town.say(asked))
        await town.olga.taps(town.say("action.skip"))
    await town.olga.sees("Окна для кафе", town.say("deal.created"))


async def test_it_survives_a_restart(town: Town) -> None:
    olga = await half_a_deal(town)
    await town.restarts()
    await olga.says("Иван Петров +7 916 123-45-67")
    await olga.sees(town.say("deal.ask.amount"))
    await town.restarts()
    await olga.taps(town.say("action.skip"))
    await olga.sees(town.say("deal.ask.close"))
    await olga.taps(town.say("action.skip"))
    await olga.sees("Окна для кафе", "Иван Петров")


async def test_it_expires(town: Town) -> None:
    olga = await half_a_deal(town)
    await town.later(hours=town.house.settings.limits.form_hours, minutes=1)
    assert await olga.taps(town.say("action.skip")) == town.say("form.gone")
    await olga.says("Иван Петров")
    await olga.sees(town.say("search.nothing", text="Иван Петров"))


@pytest.mark.parametrize("words", ["/cancel", {"ru": "отмена", "en": "cancel"}])
async def test_it_is_cancelled(town: Town, words: str | dict[str, str]) -> None:
    olga = await half_a_deal(town)
    await olga.says(words if isinstance(words, str) else words[town.language])
    await olga.sees(town.say("cancelled"))
    await olga.says("Иван Петров")
    await olga.sees(town.say("search.nothing", text="Иван Петров"))


async def test_there_is_nothing_to_cancel(town: Town) -> None:
    await town.olga.says("/cancel")
    await town.olga.sees(town.say("cancel.nothing"))
    olga = await half_a_deal(town)
    await olga.says("/cancel")
    await olga.sees(town.say("cancelled"))


LEAVING = [("/deals", "founding.pipeline"), ("/find", "search.how"), ("/remind", "task.ask.text")]


@pytest.mark.parametrize(("command", "shown"), LEAVING)
async def test_a_command_leaves_it(town: Town, command: str, shown: str) -> None:
    olga = await half_a_deal(town)
    await olga.says(command)
    await olga.sees(town.say(shown))
    await olga.says("Окна")
    await olga.does_not_see(town.say("deal.ask.amount"))


async def test_words_of_a_command_are_its_answer(town: Town) -> None:
    """Only a slash interrupts: a deal may well be called «Задачи»."""
    await town.olga.says("/new deal")
    await town.olga.sees(town.say("deal.ask.title"))
    await town.olga.says({"ru": "Задачи", "en": "Tasks"}[town.language])
    await town.olga.sees(town.say("deal.ask.contact"))


async def test_a_file_comes_in_between(town: Town) -> None:
    await town.olga.says("/new contact Пётр Сидоров +7 495 123-45-67")
    await town.olga.sees(town.say("contact.created"))
    olga = await half_a_deal(town)
    await olga.sends_document(b"plan", name="plan.pdf")
    await olga.sees(town.say("aim.which"))
    await olga.taps("Пётр Сидоров")
    await olga.sees(town.say("file.attached"))
    await town.later(seconds=2)
    await olga.sees(town.say("form.again"))
    await ends_the_deal(town)


async def test_one_thing_after_another_comes_in_between(town: Town) -> None:
    """A forwarded message, then a contact that is known, then a note's button: each is finished, and nothing is lost."""
    await town.olga.says("/new contact Пётр Сидоров +7 495 123-45-67")
    card = await town.olga.sees(town.say("contact.created"))
    said = await town.olga.says("/find смета")
    await town.olga.sees(town.say("search.nothing", text="смета"))
    olga = await half_a_deal(town)
    await olga.forwards(said)
    await olga.sees(town.say("aim.which"))
    await olga.shares_contact(phone_number="74951234567", first_name="Петя")
    await olga.sees("+7 495 123-45-67")
    await olga.taps(town.say("action.note"), on=card)
    await olga.sees(town.say("note.ask.words", of="Пётр Сидоров"))
    await olga.says("просит скидку")
    await olga.sees(town.say("note.saved"))
    await town.later(seconds=2)
    await olga.sees(town.say("form.again"), "+7 495 123-45-67")
    await olga.taps(town.say("action.cancel"))
    await olga.sees(town.say("cancelled"), town.say("aim.which"))
    await olga.taps("Пётр Сидоров")
    await olga.sees(town.say("note.saved"))
    await town.later(seconds=2)
    await olga.sees(town.say("form.again"))
    await ends_the_deal(town)
