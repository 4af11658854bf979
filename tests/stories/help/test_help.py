"""/help by role, in both languages; every command is in the help, in the menu and in the guide."""

from pathlib import Path

import pytest

from bots.conversation.flows.help import ROOMS
from bots.conversation.routes import commands
from bots.telegram.profile import set_profile
from tests.phone import Phone
from tests.town import Town

ROOT = Path(__file__).parents[3]


async def test_a_rep_sees_what_a_rep_can_do(town: Town) -> None:
    await town.olga.says("/help")
    shown = await town.olga.sees("/new", "/settings", town.say("command.find"))
    assert "/admin" not in shown.text
    assert "/invite" not in shown.text


async def test_an_administrator_sees_all(town: Town) -> None:
    await town.anna.says("помощь" if town.language == "ru" else "help")
    shown = await town.anna.sees("/help")
    assert not [name for name in commands if f"/{name} " not in shown.text]


async def test_more_about_one(town: Town) -> None:
    await town.olga.says("/help new")
    await town.olga.sees(town.say("command.new.help"), town.say("command.new.examples").split("\n")[0])
    await town.olga.taps(town.say("action.back"))
    await town.olga.sees("/find")
    await town.olga.says("/help xyzzy")
    await town.olga.sees(town.say("command.unknown"))


async def test_menus_are_by_role(town: Town) -> None:
    phones: dict[str, Phone] = {name: getattr(town, name) for name in ("olga", "max", "anna", "stan")}
    for phone in phones.values():
        await phone.starts()
    await set_profile(town.app.bot, town.house)

    async def menu(name: str) -> set[str]:
        listed = await phones[name].in_list()
        return {command["command"] for command in listed["bot"]["commands"]}

    assert {"new", "find", "help"} <= await menu("olga")
    assert not {"admin", "pipelines", "invite"} & await menu("olga")
    assert "invite" in await menu("max")
    assert set(commands) == await menu("anna")
    assert await menu("stan") == {"start"}


def test_every_command_has_its_place_in_the_help() -> None:
    assert {name for _room, listed in ROOMS for name in listed} == set(commands)


@pytest.mark.parametrize("name", sorted(commands))
def test_every_command_is_in_the_guide(name: str) -> None:
    guide = "\n".join(page.read_text(encoding="utf-8") for page in (ROOT / "docs" / "guide").glob("*.md"))
    assert f"`/{name}" in guide
