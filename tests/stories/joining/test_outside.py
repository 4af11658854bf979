"""Strangers, groups, those who have left, and commands that are none."""

from tests.town import Town


async def test_a_stranger_gets_one_polite_line(town: Town) -> None:
    line = town.say("visitor.hello", company=town.house.settings.company.name)
    for word in ("/deals", "привет", "/start deal_1"):
        await town.stan.says(word)
        assert (await town.stan.sees()).text == line


async def test_a_group_is_pointed_to_the_private_chat_once(town: Town) -> None:
    group = await town.olga.phones.group("Продажи", [town.olga, town.stan])
    olga, stan = town.olga.in_chat(group), town.stan.in_chat(group)
    await olga.says("/deals@voronka_bot")
    await olga.sees(town.say("group.private"))
    await olga.says("/today@voronka_bot")
    await olga.does_not_see(town.say("group.private"))
    await stan.says("/start@voronka_bot")
    await stan.does_not_see(town.say("group.private"))
    assert not [message for message in olga.messages() if message.buttons]
    await town.later(hours=25)
    await olga.says("/deals@voronka_bot")
    await olga.sees(town.say("group.private"))


async def test_an_unknown_command_names_the_nearest(town: Town) -> None:
    await town.olga.says("/dels")
    await town.olga.sees(town.say("command.meant", command="/deals"))
    await town.olga.says("/xyzzy")
    await town.olga.sees(town.say("command.unknown"))
    await town.olga.says("/admin")
    await town.olga.sees(town.say("command.unknown"))


async def test_who_has_left_is_told_so(town: Town) -> None:
    await town.pavel.says("/settings")
    await town.pavel.sees(town.say("settings.title"))
    await town.anna.says("/team")
    await town.anna.taps("Павел")
    await town.anna.taps(town.say("action.let_go"))
    await town.anna.sees(town.say("person.left.done", name="Павел Орлов"))
    closed = town.say("account.closed", company=town.house.settings.company.name)
    await town.pavel.says("/deals")
    await town.pavel.sees(closed)
    assert await town.pavel.taps(town.say("settings.set.name", value="Павел Орлов")) == closed
    await town.pavel.starts("inv_anything")
    await town.pavel.sees(closed)
    await town.anna.taps(town.say("action.undo"))
    await town.pavel.says("/settings")
    await town.pavel.sees(town.say("settings.title"))


async def test_an_edited_line_wants_to_be_sent_anew(town: Town) -> None:
    said = await town.olga.says("/new Окна")
    await town.olga.sees("Окна")
    await town.olga.edits(said, "/new Двери")
    await town.olga.sees(town.say("edited"))
    words = await town.stan.says("привет")
    await town.stan.sees()
    await town.stan.edits(words, "пока")
    await town.stan.does_not_see()
