"""What the page and the fixtures rely on, beyond what phones do."""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import aiohttp
import pytest

from tests.simulator.conftest import TOKEN

if TYPE_CHECKING:
    from tests.phone import Phone, Phones
    from tests.simulator.conftest import Api

ROOT = Path(__file__).parents[2]


async def test_people_are_made_once(phones: Phones) -> None:
    first = await phones.post("/sim/people", {"id": 77, "first_name": "Анна", "label": "administrator"})
    again = await phones.post("/sim/people", {"id": 77, "first_name": "Анна", "label": "boss"})
    assert first == {"id": 77, "first_name": "Анна", "label": "administrator"}
    assert again["label"] == "boss"
    assert [person["id"] for person in await phones.get("/sim/people")] == [77]
    assert (await phones.post("/sim/people", {"first_name": "Max"}))["id"] == 1001


@pytest.mark.parametrize(
    ("path", "told", "words"),
    [
        ("/sim/people", {}, "a person needs a first_name"),
        ("/sim/people", {"first_name": "x", "shoe": 1}, "unexpected keyword argument 'shoe'"),
        ("/sim/act", {"as": 404, "do": "read", "chat": 1}, "no person 404"),
        ("/sim/act", {"as": 404, "do": "fly"}, "nobody can do 'fly' here"),
        ("/sim/act", {"do": "read"}, "missing: as"),
        ("/sim/clock", {"set": "yesterday"}, "Invalid isoformat string"),
        ("/sim/clock", {"set": "2026-01-01T00:00:00"}, "the moment needs a UTC offset"),
        ("/sim/migrate", {"chat": 1}, "only a basic group"),
    ],
)
async def test_nonsense_gets_a_sentence(phones: Phones, path: str, told: dict[str, object], words: str) -> None:
    with pytest.raises(AssertionError, match=words):
        await phones.post(path, told)


async def test_pages_of_a_chat_go_back_in_time(api: Api, olga: Phone) -> None:
    for number in range(5):
        await api("sendMessage", chat_id=olga.id, text=str(number))
    path = f"/sim/chats/{olga.chat}/messages"
    newest = (await olga.phones.get(path, **{"as": olga.id, "limit": 2}))["messages"]
    assert [message["text"] for message in newest] == ["3", "4"]
    before = newest[0]["message_id"]
    older = (await olga.phones.get(path, **{"as": olga.id, "limit": 2, "before": before}))["messages"]
    assert [message["text"] for message in older] == ["1", "2"]
    everything = await olga.phones.get("/sim/messages", **{"as": olga.id, "chat": olga.chat})
    assert len(everything["messages"]) == 6


async def test_calls_are_kept_until_forgotten(api: Api, olga: Phone) -> None:
    await api("sendMessage", chat_id=olga.id, text="x")
    (call,) = await olga.phones.get("/sim/calls")
    assert (call["method"], call["params"]["text"], call["answer"]["ok"]) == ("sendmessage", "x", True)
    assert await olga.phones.get("/sim/calls", after=call["n"]) == []
    await olga.phones.post("/sim/calls/forget", {})
    assert await olga.phones.get("/sim/calls") == []
    assert await olga.phones.get("/sim/queue", bot="voronka_bot") == {"pending": 1, "unconfirmed": 1}


async def test_limits_are_switched_over_http(api: Api, olga: Phone) -> None:
    await olga.phones.post("/sim/limits", {"on": True, "person_burst": 1})
    assert await olga.phones.get("/sim/limits") == {"on": True}
    await api("sendMessage", chat_id=olga.id, text="x")
    assert (await api.raw("sendMessage", chat_id=olga.id, text="x"))["error_code"] == 429
    await olga.phones.post("/sim/limits", {"on": False})
    await api("sendMessage", chat_id=olga.id, text="x")


async def test_files_are_shown_as_they_came(olga: Phone) -> None:
    upload = await olga.phones.upload("photo", b"\x89PNG\r\n\x1a\nrest", "p.png", None)
    async with olga.phones.session.get(f"/sim/files/{upload}") as response:
        assert await response.read() == b"\x89PNG\r\n\x1a\nrest"
    async with olga.phones.session.get("/sim/files/none") as response:
        assert response.status == 404


async def test_it_runs_as_a_program_on_this_machine_only(tmp_path: Path) -> None:
    world = tmp_path / "world.json"
    people = [{"id": 1, "first_name": "Ольга"}, {"id": 2, "first_name": "Max"}]
    bots = [{"token": TOKEN, "username": "voronka_bot", "name": "Voronka"}]
    chats = [{"type": "supergroup", "title": "Клиенты", "is_forum": True, "members": [1, 2], "admins": ["voronka_bot"]}]
    world.write_text(json.dumps({"people": people, "bots": bots, "chats": chats}))
    command = [sys.executable, "-m", "simulator", "--port", "0", "--world", str(world)]
    process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE, cwd=ROOT)
    assert process.stdout is not None
    url = (await process.stdout.readline()).decode().strip()
    assert url.startswith("http://127.0.0.1:")
    async with aiohttp.ClientSession(url) as session:
        async with session.get("/sim/chats", params={"as": 2}) as response:
            (entry,) = await response.json()
        assert entry["title"] == "Клиенты"
        async with session.get("/sim/limits") as response:
            assert await response.json() == {"on": True}
    process.terminate()
    assert await process.wait() == 0
