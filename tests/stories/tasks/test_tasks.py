"""Tasks: said in one line, listed, rung at their moment, done, put off, handed over; and the day."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from tests.town import Town

LINES = {
    "ru": ("/remind завтра в 10 позвонить Ивану", "Позвонить Ивану", "10:00"),
    "en": ("/remind me tomorrow at 10 to call Ivan", "Call Ivan", "10:00"),
}
SOON = {"ru": "/remind через 2 часа отправить КП", "en": "/remind me in 2 hours to send the offer"}
TASK = {"ru": "Отправить КП", "en": "Send the offer"}


async def test_a_reminder_in_one_line(town: Town) -> None:
    line, text, at = LINES[town.language]
    await town.olga.says(line)
    await town.olga.sees("📞", text, at)
    await town.olga.taps(town.say("action.undo"))
    await town.olga.sees(town.say("event_name.task.created"))
    await town.olga.says("/tasks")
    await town.olga.sees(town.say("tasks.title.own"), town.say("list.empty"))


async def test_it_rings_at_its_moment_and_is_done_in_place(town: Town) -> None:
    olga = town.olga
    await olga.says(SOON[town.language])
    await olga.sees("✉️", TASK[town.language])
    await town.later(minutes=119)
    await olga.does_not_see("⏰")
    await town.later(minutes=2)
    rung = await olga.sees("⏰", TASK[town.language])
    assert town.say("action.done") in olga.buttons(rung)
    assert town.say("action.later") in olga.buttons(rung)
    await olga.taps(town.say("action.done"), on=rung)
    done = await olga.sees("✅", TASK[town.language])
    assert done.id == rung.id
    await olga.taps(town.say("action.result"))
    await olga.sees(town.say("task.ask.result"))
    await olga.says("договорились <на> 100")
    await olga.sees("✅", "договорились <на> 100")
    await town.later(days=2)
    await olga.does_not_see("⏰")


async def test_a_reminder_that_was_done_elsewhere_changes_where_it_rang(town: Town) -> None:
    olga = town.olga
    await olga.says(SOON[town.language])
    card = await olga.sees("✉️", TASK[town.language])
    await town.later(minutes=121)
    rung = await olga.sees("⏰")
    await olga.taps(town.say("action.done"), on=card)
    await town.quiet()
    changed = await olga.sees("✅", TASK[town.language])
    assert {changed.id, card.id, rung.id} == {card.id, rung.id}
    shown = [message for message in olga.messages() if message.id in {card.id, rung.id}]
    assert all("✅" in message.text for message in shown)


async def test_a_done_task_is_reopened_by_undo(town: Town) -> None:
    olga = town.olga
    await olga.says(SOON[town.language])
    await olga.taps(town.say("action.done"))
    await olga.sees("✅")
    await olga.taps(town.say("action.undo"))
    await olga.sees("✉️", town.say("event_name.task.done"))
    await town.later(minutes=121)
    await olga.sees("⏰", TASK[town.language])


@pytest.mark.parametrize("preset", ["preset.hour", "preset.tomorrow"])
async def test_later_by_a_preset(town: Town, preset: str) -> None:
    olga = town.olga
    await olga.says(SOON[town.language])
    await olga.sees("✉️", TASK[town.language])
    await town.later(minutes=121)
    rung = await olga.sees("⏰", TASK[town.language])
    await olga.taps(town.say("action.later"), on=rung)
    await olga.sees(town.say("task.later.when", text=TASK[town.language]))
    await olga.taps(town.say(preset))
    moved = await olga.sees("🕑", TASK[town.language])
    assert "⏰" not in moved.text
    await town.later(days=1.9)
    await olga.sees("⏰", TASK[town.language])


async def test_later_in_own_words_and_a_wrong_moment_keeps_the_question(town: Town) -> None:
    olga = town.olga
    await olga.says(SOON[town.language])
    await olga.taps(town.say("action.later"))
    await olga.taps(town.say("action.own_words"))
    await olga.sees(town.say("task.ask.later"))
    await olga.says("вчера")
    await olga.sees(town.say("due.past"))
    await olga.says("🙂")
    await olga.sees(town.say("due.unknown", text="🙂"))
    await olga.says("25.12.2030 14:30")
    await olga.sees(TASK[town.language], "14:30")
    await olga.taps(town.say("action.later"))
    await olga.taps(town.say("action.someday"))
    await olga.sees(town.say("task.someday"))


async def test_a_task_step_by_step_without_a_moment(town: Town) -> None:
    olga = town.olga
    await olga.says("/new task")
    await olga.sees(town.say("task.ask.text"))
    await olga.says("<b>кофе</b> & сахар")
    await olga.sees(town.say("task.ask.when"))
    await olga.taps(town.say("action.someday"))
    await olga.sees("<b>кофе</b> & сахар", town.say("task.someday"))
    await olga.says("/tasks")
    await olga.taps(town.say("section.someday"))
    await olga.taps("кофе")
    await olga.sees("<b>кофе</b> & сахар")


async def test_the_lists_of_tasks(town: Town) -> None:
    olga = town.olga
    await olga.says(SOON[town.language])
    await olga.sees("✉️", TASK[town.language])
    await olga.says(LINES[town.language][0])
    await olga.sees("📞")
    await town.later(minutes=130)
    await olga.says("/tasks")
    listed = await olga.sees(town.say("tasks.title.own"), town.say("section.overdue"))
    assert any(TASK[town.language] in button and "🔴" in button for button in olga.buttons(listed))
    await olga.taps(town.say("section.later"))
    await olga.sees(town.say("tasks.title.own"), town.say("section.later"))
    assert town.say("tasks.team") not in olga.buttons()
    await town.max.says("/tasks")
    await town.max.sees(town.say("list.empty"))
    await town.max.taps(town.say("tasks.team"))
    team = await town.max.sees(town.say("tasks.title.team"))
    assert any("Ольга" in button for button in town.max.buttons(team))


async def test_today(town: Town) -> None:
    olga = town.olga
    await olga.says("/today")
    await olga.sees(town.say("day.free"))
    await olga.says(SOON[town.language])
    await olga.says("/new deal Окна 120к")
    await olga.sees("Окна")
    await town.later(minutes=125)
    await olga.says("/today")
    day = await olga.sees(town.say("day.overdue", n=1, count="1"), town.say("day.deals", n=1, count="1"))
    assert any("⚠️ Окна" in button for button in olga.buttons(day))
    await olga.taps("⚠️ Окна")
    await olga.sees("Окна", town.say("touch.when"))


async def test_a_task_about_a_deal_rings_with_its_contact_and_asks_for_the_next_touch(town: Town) -> None:
    olga = town.olga
    await olga.says("/new deal")
    await olga.says("Ворота")
    await olga.says("Иван Петров +7 916 123-45-67")
    await olga.sees(town.say("deal.ask.amount"))
    await olga.says("120к")
    await olga.says("25.12.2030")
    await olga.sees("Ворота", town.say("touch.when"))
    await olga.taps(town.say("preset.hour"))
    await town.later(minutes=61)
    rung = await olga.sees("⏰", "Ворота", "Петров", "916 123-45-67")
    await olga.taps(town.say("action.done"), on=rung)
    done = await olga.sees("✅", town.say("touch.when"))
    await olga.taps(town.say("preset.tomorrow"), on=done)
    stepped = await olga.sees("Ворота", town.say("touch.task", name="Иван Петров"))
    assert town.say("touch.when") not in stepped.text


async def test_words_on_a_deals_card_make_its_task_with_the_moment(town: Town) -> None:
    olga = town.olga
    await olga.says("/new deal Окна")
    await olga.taps(town.say("action.own_words"))
    await olga.sees(town.say("task.ask.text"))
    await olga.says(LINES[town.language][0].removeprefix("/remind "))
    await olga.sees(LINES[town.language][1], "💼 Окна", "10:00")
    await olga.taps("💼 Окна")
    await olga.sees("💼 Окна", LINES[town.language][1])


async def test_a_task_is_handed_over_and_the_colleague_told(town: Town) -> None:
    await town.pavel.starts()
    await town.olga.says(SOON[town.language])
    await town.olga.taps(town.say("action.reassign"))
    await town.olga.taps("Павел Орлов")
    await town.olga.sees(town.say("task.given", text=TASK[town.language], owner="Павел Орлов"))
    told = town.say("task.given_to_you", person="Ольга Смирнова", name=TASK[town.language])
    await town.pavel.sees(told)
    await town.later(minutes=121)
    await town.pavel.sees("⏰", TASK[town.language])
    await town.olga.does_not_see("⏰")


async def test_a_dropped_task_does_not_ring_and_its_old_buttons_say_so(town: Town) -> None:
    olga = town.olga
    await olga.says(SOON[town.language])
    card = await olga.sees("✉️", TASK[town.language])
    await olga.says("/tasks")
    await olga.taps(TASK[town.language])
    await olga.sees("✉️", TASK[town.language])
    await olga.taps(town.say("action.delete"))
    gone = await olga.sees(town.say("task.deleted", text=TASK[town.language]))
    assert olga.buttons(gone) == [town.say("action.back"), town.say("action.undo")]
    await town.quiet()
    assert town.say("missing.task") in await olga.taps(town.say("action.done"), on=card)
    await town.later(minutes=121)
    await olga.does_not_see("⏰")


async def test_text_and_kind_are_changed(town: Town) -> None:
    olga = town.olga
    await olga.says(SOON[town.language])
    await olga.taps(town.say("action.edit"))
    await olga.taps(town.say("kind.meeting"))
    await olga.sees("🤝", TASK[town.language])
    await olga.taps(town.say("action.edit"))
    await olga.taps(town.say("task.reword"))
    await olga.says("Показать \u202eобразцы")
    await olga.sees("🤝", "Показать образцы")


async def test_what_is_wrong_is_refused_with_an_example(town: Town) -> None:
    olga = town.olga
    past = {"ru": "/remind вчера позвонить", "en": "/remind me yesterday to call"}[town.language]
    await olga.says(past)
    await olga.sees(town.say("due.past"))
    await olga.says({"ru": "/new task отчёт за вчера", "en": "/new task report on yesterday"}[town.language])
    await olga.sees(town.say("task.ask.when"))
    await olga.taps(town.say("action.cancel"))
    await olga.says("/new task " + "я" * 3000)
    await olga.sees(town.say("text.long", limit=2000, length=3000))


WEDNESDAY = datetime(2031, 3, 12, 12, tzinfo=ZoneInfo("Europe/Moscow"))
DAY_ONLY = {"ru": "/remind завтра отправить КП", "en": "/remind me tomorrow to send the offer"}


async def test_a_due_day_rings_when_the_working_day_begins(town: Town) -> None:
    town.simulator.world.clock.set(WEDNESDAY)
    await town.olga.says(DAY_ONLY[town.language])
    await town.olga.sees("✉️", TASK[town.language])
    await town.later(hours=20, minutes=59)
    await town.olga.does_not_see("⏰")
    await town.later(minutes=2)
    await town.olga.sees("⏰", TASK[town.language])


@pytest.mark.parametrize(("preset", "hours"), [("hour", 3), ("evening", 7), ("tomorrow", 21), ("monday", 21 + 4 * 24)])
async def test_every_preset_of_later(town: Town, preset: str, hours: int) -> None:
    """At ten past two in the afternoon of a Wednesday."""
    town.simulator.world.clock.set(WEDNESDAY)
    await town.olga.says(SOON[town.language])
    await town.olga.sees("✉️", TASK[town.language])
    await town.later(minutes=130)
    rung = await town.olga.sees("⏰", TASK[town.language])
    await town.olga.taps(town.say("action.later"), on=rung)
    await town.olga.taps(town.say(f"preset.{preset}"))
    await town.olga.sees("🕑", TASK[town.language])
    gone = 130 / 60
    await town.later(hours=hours - gone - 0.1)
    await town.olga.does_not_see("⏰")
    await town.later(minutes=20)
    await town.olga.sees("⏰", TASK[town.language])


async def test_a_reply_to_a_reminder_is_a_note_on_its_task(town: Town) -> None:
    await town.olga.says(SOON[town.language])
    await town.olga.sees("✉️", TASK[town.language])
    await town.later(minutes=121)
    rung = await town.olga.sees("⏰", TASK[town.language])
    await town.olga.says("не дозвонилась", reply_to=rung)
    await town.olga.sees(town.say("note.saved"), TASK[town.language])
