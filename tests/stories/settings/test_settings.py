"""/settings by buttons, and what a change brings with it."""

from datetime import time

from core.crm.access import EVERYTHING
from core.paging import FIRST
from tests.town import Town


async def test_language_changes_card_and_menu(town: Town) -> None:
    other, title = ("English", "My settings") if town.language == "ru" else ("Русский", "Мои настройки")
    await town.olga.says("/settings")
    await town.olga.taps(town.say("settings.set.language", value=town.say("language.name")))
    await town.olga.taps(other)
    await town.olga.sees(title)
    await town.quiet()
    menu = {command["command"]: command["description"] for command in (await town.olga.in_list())["bot"]["commands"]}
    assert menu["find"] == town.house.texts.words("en" if town.language == "ru" else "ru").say("command.find")
    assert "admin" not in menu


async def test_a_zone_by_town(town: Town) -> None:
    await town.olga.says("настройки" if town.language == "ru" else "settings")
    await town.olga.taps(town.say("settings.set.time_zone", value="Москва" if town.language == "ru" else "Moscow"))
    await town.olga.says("Новосиб")
    await town.olga.sees(town.say("settings.title"))
    assert (await town.person("olga")).time_zone == "Asia/Novosibirsk"
    await town.olga.taps(town.say("action.undo"))
    await town.olga.sees(town.say("settings.title"))
    assert (await town.person("olga")).time_zone == "Europe/Moscow"


async def test_a_working_day(town: Town) -> None:
    await town.olga.says("/settings")
    await town.olga.taps(town.say("settings.set.day", value="09:00–18:00"))
    await town.olga.says("рано")
    await town.olga.sees(town.say("settings.time_unreadable", text="рано"))
    await town.olga.says("10:30")
    await town.olga.says("9")
    await town.olga.sees(town.say("settings.day_order"))
    await town.olga.taps("19:00")
    await town.olga.sees(town.say("settings.title"))
    olga = await town.person("olga")
    assert (olga.day_starts, olga.day_ends) == (time(10, 30), time(19))


async def test_a_name_and_leaving_the_question(town: Town) -> None:
    await town.olga.says("/settings")
    await town.olga.taps(town.say("settings.set.name", value="Ольга Смирнова"))
    await town.olga.taps(town.say("action.cancel"))
    await town.olga.sees(town.say("cancelled"), town.say("settings.title"))
    await town.olga.taps(town.say("settings.set.name", value="Ольга Смирнова"))
    await town.olga.says("Ы" * 61)
    await town.olga.sees(town.say("text.long", length=61, limit=60))
    await town.olga.says("Ольга <b>&")
    await town.olga.sees(town.say("settings.title"), "Ольга <b>&")


async def test_an_email_is_set_refused_and_left_out(town: Town) -> None:
    await town.olga.says("/settings")
    await town.olga.taps(town.say("settings.set.email", value="—"))
    await town.olga.says("olga at example")
    await town.olga.sees(town.say("email.invalid", text="olga at example"))
    await town.olga.says("Olga@Example.com")
    card = await town.olga.sees(town.say("settings.title"))
    assert town.say("settings.set.email", value="olga@example.com") in town.olga.buttons(card)
    await town.olga.taps("olga@example.com")
    await town.olga.taps(town.say("action.skip"))
    await town.olga.sees(town.say("settings.title"))
    assert (await town.person("olga")).email is None


async def test_open_tasks_move_with_the_zone(town: Town) -> None:
    await town.olga.says("/new task Позвонить завтра в 10" if town.language == "en" else "/new задача Позвонить завтра в 10")
    await town.olga.sees("Позвонить")
    olga = await town.person("olga")

    async def due() -> object:
        async with town.store.reading() as reads:
            return (await reads.tasks.due(olga.id, None, EVERYTHING, FIRST)).items[0].due_at

    before = await due()
    await town.olga.says("/settings")
    await town.olga.taps(town.say("settings.set.time_zone", value="Москва" if town.language == "ru" else "Moscow"))
    await town.olga.says("Екб")
    await town.olga.sees(town.say("settings.title"))
    assert before is not None
    assert await due() != before


async def test_another_time_zone_does_not_ring_again_what_has_rung(town: Town) -> None:
    olga = town.olga
    await olga.says(f"/remind {'через 2 часа позвонить' if town.language == 'ru' else 'in 2 hours call'}")
    await olga.sees(town.say("task.created"))
    await town.later(hours=3)
    await olga.sees("⏰")
    await olga.says("/settings")
    await olga.taps(town.say("settings.set.time_zone", value=town.say("zone.Europe/Moscow")))
    await olga.taps(town.say("zone.Asia/Yekaterinburg"))
    await olga.sees(town.say("settings.title"))
    await olga.does_not_see("⏰")
