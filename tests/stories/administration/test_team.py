"""/team and leaving: everything in hand moves at once, and comes back at once."""

from core.crm.access import EVERYTHING
from core.crm.people import Role
from core.paging import FIRST
from tests.phone import Phone
from tests.town import Town


async def in_hand(town: Town, name: str) -> tuple[int, int, int]:
    person = await town.person(name)
    async with town.store.reading() as reads:
        load = (await reads.people.loads([person.id])).get(person.id)
    return (load.contacts, load.deals, load.tasks) if load else (0, 0, 0)


async def opened(town: Town, by: Phone, name: str) -> None:
    """The card of a colleague, by /team."""
    await by.says("/team")
    await by.sees("👥")
    await by.taps(name)
    await by.sees("🙋", name)


async def busy_olga(town: Town) -> None:
    await town.olga.says("/new contact Иван Петров +7 916 123-45-67")
    await town.olga.sees("Иван")
    await town.olga.says("/new Окна для кафе")
    await town.olga.sees("Окна")
    await town.olga.says("/new task Позвонить tomorrow" if town.language == "en" else "/new задача Позвонить завтра")
    await town.olga.sees("Позвонить")
    assert await in_hand(town, "olga") == (1, 1, 1)


async def test_everything_goes_to_one_and_comes_back(town: Town) -> None:
    await busy_olga(town)
    await town.pavel.starts()
    await town.anna.says("/team")
    await town.anna.sees(town.say("people.title", n=4))
    await town.anna.taps("Ольга")
    await town.anna.sees(town.say("person.load", contacts=1, deals=1, tasks=1))
    await town.anna.taps(town.say("action.let_go"))
    await town.anna.sees(town.say("leaving.ask.whole", name="Ольга Смирнова", n_contacts=1, n_deals=1, n_tasks=1))
    await town.anna.taps("Павел")
    await town.anna.sees(town.say("person.left.done", name="Ольга Смирнова"))
    assert await in_hand(town, "olga") == (0, 0, 0)
    assert await in_hand(town, "pavel") == (1, 1, 1)
    await town.quiet()
    await town.pavel.sees(town.say("person.inherited", name="Ольга Смирнова", by="Анна Крылова"))
    await town.anna.taps(town.say("action.undo"))
    await town.anna.sees(town.say("person.load", contacts=1, deals=1, tasks=1))
    assert await in_hand(town, "olga") == (1, 1, 1)
    assert (await town.person("olga")).active


async def test_each_part_to_somebody_else(town: Town) -> None:
    await busy_olga(town)
    await opened(town, town.anna, "Ольга")
    await town.anna.taps(town.say("action.let_go"))
    await town.anna.sees(town.say("leaving.ask.whole", name="Ольга Смирнова", n_contacts=1, n_deals=1, n_tasks=1))
    await town.anna.taps(town.say("leaving.apart"))
    await town.anna.sees(town.say("leaving.ask.contacts", n_contacts=1))
    await town.anna.taps("Павел")
    await town.anna.sees(town.say("leaving.ask.deals", n_deals=1))
    await town.anna.says("никто")
    await town.anna.sees(town.say("person.unknown", text="никто"))
    await town.anna.says("Максим")
    await town.anna.sees(town.say("leaving.ask.tasks", n_tasks=1))
    await town.anna.taps("Анна")
    await town.anna.sees(town.say("person.left.done", name="Ольга Смирнова"))
    assert (await in_hand(town, "pavel"), await in_hand(town, "max"), await in_hand(town, "anna")) == (
        (1, 0, 0),
        (0, 1, 0),
        (0, 0, 1),
    )
    await town.anna.taps(town.say("action.take_back"))
    assert (await town.person("olga")).active
    assert await in_hand(town, "olga") == (0, 0, 0)


async def test_a_manager_lets_go_reps_of_the_own_team_only(town: Town) -> None:
    await town.max.says("/team")
    shown = await town.max.sees("2")
    assert not [button for button in town.max.buttons(shown) if "Павел" in button]
    await opened(town, town.max, "Ольга")
    assert town.say("action.let_go") in town.max.buttons()
    assert town.say("action.role") not in town.max.buttons()


async def test_a_role_is_given_and_the_last_administrator_stays(town: Town) -> None:
    await opened(town, town.anna, "Анна")
    await town.anna.taps(town.say("action.role"))
    await town.anna.sees("?")
    refused = await town.anna.taps(town.say("role.rep"))
    assert refused == town.say("person.last_administrator")
    await opened(town, town.anna, "Ольга")
    await town.anna.taps(town.say("action.role"))
    await town.anna.sees("?")
    await town.anna.taps(town.say("role.administrator"))
    assert (await town.person("olga")).role is Role.ADMINISTRATOR
    await town.quiet()
    await town.olga.starts()
    assert "admin" in {command["command"] for command in (await town.olga.in_list())["bot"]["commands"]}
    await opened(town, town.olga, "Анна")
    await town.olga.taps(town.say("action.role"))
    await town.olga.sees("?")
    await town.olga.taps(town.say("role.rep"))
    assert (await town.person("anna")).role is Role.REP
    await town.anna.says("/undo")
    await town.anna.sees(town.say("forbidden"))
    assert (await town.person("olga")).role is Role.ADMINISTRATOR


async def test_a_closed_deal_stays_with_who_closed_it(town: Town) -> None:
    await town.olga.says("/new Окна")
    await town.olga.sees("Окна")
    await town.olga.taps(town.say("founding.stage.won"))
    olga = await town.person("olga")
    await opened(town, town.anna, "Ольга")
    await town.anna.taps(town.say("action.let_go"))
    await town.anna.sees(town.say("person.left.done", name="Ольга Смирнова"))
    async with town.store.reading() as reads:
        stages = await reads.stages.all()
        won = next(stage for stage in stages if stage.name == town.say("founding.stage.won"))
        (deal,) = (await reads.deals.in_stage(won.id, EVERYTHING, FIRST)).items
    assert deal.owner_id == olga.id
