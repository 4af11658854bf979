"""How updates come in: nothing lost, nothing handled twice, nobody held up by another's trouble."""

import asyncio
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from core.errors import StorageBroken, StorageBusy
from tests.delivery.office import Office, open_office, until


def broken(office: Office, account: int, text: str = "не разобрать") -> dict[str, Any]:
    """A message as nobody has seen one: its date is no number."""
    user = {"id": account, "is_bot": False, "first_name": "Ольга", "language_code": "ru"}
    return {
        "message_id": 9000,
        "date": "вчера",
        "chat": {"id": account, "type": "private", "first_name": "Ольга"},
        "from": user,
        "text": text,
    }


def arrives(office: Office, kind: str, event: dict[str, Any]) -> None:
    office.simulator.telegram.bot_named("voronka_bot").updates.push(kind, event)


async def test_an_update_that_always_fails_is_set_aside_and_holds_nobody_up(office: Office) -> None:
    arrives(office, "message", broken(office, office.olga.id))
    await office.max.says("привет")
    await office.max.sees(patience=1)
    await office.olga.sees(office.house.texts.words("ru").say("inbox.aside.sender"))
    await office.anna.sees("/admin")
    (aside,) = await office.house.store.inbox.aside()
    assert "вчера" in aside.payload
    assert aside.error
    assert "ValidationError" in aside.error
    before = len(office.olga.messages())
    await office.olga.says("привет")
    await until(lambda: len(office.olga.messages()) > before + 1)


async def test_what_is_let_in_again_is_tried_again(office: Office) -> None:
    arrives(office, "message", broken(office, office.olga.id))
    await office.olga.sees(office.house.texts.words("ru").say("inbox.aside.sender"))
    (aside,) = await office.house.store.inbox.aside()
    repaired = aside.payload.replace('"вчера"', "1795000000").replace("не разобрать", "привет")
    office.ask("UPDATE inbox SET payload = ? WHERE request = ?", repaired, aside.request)
    before = len(office.olga.messages())
    assert await office.house.store.inbox.retry(aside.request)
    await until(lambda: len(office.olga.messages()) > before)
    assert not await office.house.store.inbox.aside()


async def test_a_kind_that_nobody_has_heard_of_is_set_aside_and_harms_nothing(office: Office) -> None:
    """Telegram sends only the kinds that were asked for; so it is handed over directly."""
    event = {"id": "1", "from": {"id": 1, "is_bot": False, "first_name": "?"}, "novelty": {"deep": [1, 2]}}
    await office.app.inbox.take([{"update_id": 5, "thought_reading": event}])
    await office.max.says("привет")
    await office.max.sees()
    await office.anna.sees("/admin")


async def test_a_repeated_update_is_handled_once(office: Office) -> None:
    before = len(office.olga.messages())
    office.fault("getUpdates", "drop_after", times=3)
    await office.olga.says("привет")
    await until(lambda: len(office.olga.messages()) == before + 2)
    await asyncio.sleep(0.3)
    assert len(office.olga.messages()) == before + 2


@pytest.mark.parametrize("trouble", [StorageBusy("another process writes"), StorageBroken("database.full", "no room")])
async def test_what_cannot_be_written_down_stays_with_telegram(
    office: Office, monkeypatch: pytest.MonkeyPatch, trouble: Exception
) -> None:
    put, failures = office.house.store.inbox.put, [trouble, trouble]

    async def refuses(received: Any) -> Any:
        if failures:
            raise failures.pop()
        return await put(received)

    monkeypatch.setattr(office.house.store.inbox, "put", refuses)
    before = len(office.olga.messages())
    await office.olga.says("привет")
    await until(lambda: len(office.olga.messages()) > before + 1)


async def test_a_second_poller_is_told_of_and_waited_for(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    session = office.olga.phones.session
    async with session.get(f"/bot{office.app.bot.token}/getUpdates", params={"timeout": 1}) as answer:
        await answer.read()
    await until(lambda: "another process takes this bot's updates" in capsys.readouterr().out)
    before = len(office.olga.messages())
    await office.olga.says("привет")
    await until(lambda: len(office.olga.messages()) > before + 1)


async def test_what_an_earlier_process_left_undone_comes_first(tmp_path: Path) -> None:
    base = tmp_path / "office.sqlite3"
    async with open_office(tmp_path, people=("olga",)) as office:
        user = {"id": office.olga.id, "is_bot": False, "first_name": "Ольга", "language_code": "ru", "shoe_size": 38}
        chat = {"id": office.olga.id, "type": "private", "first_name": "Ольга"}
        message = {"message_id": 77, "date": 1795000000, "chat": chat, "from": user, "text": "привет", "novelty": {"a": [1]}}
        await office.app.inbox.take([{"update_id": 900, "message": message}])
        await until(lambda: office.app.inbox.idle)
    _forget(base, "tg:900")
    async with open_office(tmp_path, people=(), staffed=False) as office:
        await until(lambda: office.ask("SELECT state FROM inbox WHERE request = 'tg:900'") == [(1,)])
        assert len(office.ask("SELECT 1 FROM outbox WHERE person_id = ?", (await office.person("olga")).id)) == 3


def _forget(base: Path, request: str) -> None:
    """As if the process had died before it could handle it."""
    connection = sqlite3.connect(base)
    connection.execute("UPDATE inbox SET state = 0, done_at = NULL WHERE request = ?", (request,))
    connection.commit()
    connection.close()
