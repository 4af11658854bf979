"""What a bot tells about itself, by language and by scope."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.phone import Phone
    from tests.simulator.conftest import Api


def menu(*commands: str) -> list[dict[str, str]]:
    return [{"command": command, "description": f"About {command}"} for command in commands]


async def test_the_narrowest_scope_and_the_persons_language_win(api: Api, olga: Phone, max_: Phone) -> None:
    await max_.starts()
    await api("setMyCommands", commands=menu("help"))
    await api("setMyCommands", commands=menu("pomosch"), language_code="ru")
    await api("setMyCommands", commands=menu("private"), scope={"type": "all_private_chats"}, language_code="en")
    assert (await olga.in_list())["bot"]["commands"] == menu("pomosch")
    assert (await max_.in_list())["bot"]["commands"] == menu("private")
    await api("setMyCommands", commands=menu("admin"), scope={"type": "chat", "chat_id": olga.id})
    assert (await olga.in_list())["bot"]["commands"] == menu("admin")
    assert await api("getMyCommands", scope={"type": "chat", "chat_id": olga.id}) == menu("admin")
    assert await api("deleteMyCommands", scope={"type": "chat", "chat_id": olga.id}) is True
    assert (await olga.in_list())["bot"]["commands"] == menu("pomosch")
    assert await api("getMyCommands", language_code="de") == []


async def test_names_and_descriptions_fall_back(api: Api, olga: Phone) -> None:
    await api("setMyName", name="Воронка", language_code="ru")
    assert await api("getMyName", language_code="ru") == {"name": "Воронка"}
    assert await api("getMyName") == {"name": "Voronka"}
    for field, method in (("description", "Description"), ("short_description", "ShortDescription")):
        await api(f"setMy{method}", **{field: "CRM"})
        assert await api(f"getMy{method}", language_code="ru") == {field: "CRM"}
    card = (await olga.in_list())["bot"]
    assert (card["name"], card["description"]) == ("Воронка", "CRM")


async def test_the_menu_button(api: Api, olga: Phone) -> None:
    assert await api("getChatMenuButton") == {"type": "default"}
    await api("setChatMenuButton", menu_button={"type": "commands"})
    assert await api("getChatMenuButton", chat_id=olga.id) == {"type": "commands"}


async def test_who_the_bot_is(api: Api) -> None:
    me = await api("getMe")
    assert (me["id"], me["is_bot"], me["username"]) == (4200, True, "voronka_bot")
    assert await api("setMyDefaultAdministratorRights", rights={"can_manage_chat": True, "can_manage_topics": True})
    rights = await api("getMyDefaultAdministratorRights")
    assert (rights["can_manage_chat"], rights["can_manage_topics"], rights["is_anonymous"]) == (True, True, False)


async def test_photos_of_people(api: Api, olga: Phone) -> None:
    assert await api("getUserProfilePhotos", user_id=olga.id) == {"total_count": 0, "photos": []}


@pytest.mark.parametrize(
    ("method", "params", "words"),
    [
        ("setMyCommands", {"commands": menu("Помощь")}, "BOT_COMMAND_INVALID"),
        ("setMyCommands", {"commands": menu("x" * 33)}, "command length must not exceed 32"),
        ("setMyCommands", {"commands": [{"command": "x", "description": ""}]}, "command description must be non-empty"),
        ("setMyCommands", {"commands": menu(*(f"c{n}" for n in range(101)))}, "BOT_COMMANDS_TOO_MUCH"),
        ("setMyCommands", {"commands": {}}, "expected an Array of BotCommand"),
        ("setMyCommands", {"commands": "["}, "can't parse commands JSON object"),
        ("setMyCommands", {"commands": [], "scope": {"type": "moon"}},
         "can't parse BotCommandScope: Unsupported type specified"),
        ("setMyCommands", {"commands": [], "scope": {"type": "chat", "chat_id": 404}}, "chat not found"),
        ("setMyCommands", {"commands": [], "scope": json.dumps([])}, "botCommandScope must be an Object"),
        ("setMyName", {"name": "x" * 65}, "BOT_TITLE_INVALID"),
        ("setMyName", {"name": ""}, "BOT_TITLE_INVALID"),
        ("setMyShortDescription", {"short_description": "x" * 121}, "BOT_SHARETEXT_INVALID"),
        ("setMyDescription", {"description": "x" * 513}, "BOT_DESC_INVALID"),
        ("setChatMenuButton", {"menu_button": {"type": "moon"}}, "menuButton has unsupported type"),
        ("setMyCommands", {"commands": [], "language_code": "russian"}, "invalid language code specified"),
    ],
)  # fmt: skip
async def test_profiles_that_are_refused(api: Api, method: str, params: dict[str, object], words: str) -> None:
    assert await api.refused(method, **params) == f"Bad Request: {words}"
