"""The webhook: written down before it is acknowledged, whatever the order, and nobody but Telegram is let in."""

import asyncio
import io
import socket
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bots.settings import Settings
from bots.telegram.webhook import SECRET_HEADER, derived_secret
from core.errors import StorageBroken
from tests.delivery.office import Office, open_office, until
from tests.town import TOKEN


def by_webhook(settings: Settings) -> Settings:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    webhook = {"url": f"http://127.0.0.1:{port}", "host": "127.0.0.1", "port": port, "path": "/hook"}
    return settings.changed("telegram", mode="webhook", webhook=type(settings.telegram.webhook)(**webhook))


@pytest.fixture
async def hooked(tmp_path: Path) -> AsyncIterator[Office]:
    async with open_office(tmp_path, by_webhook, people=("olga", "max")) as office:
        yield office


async def posts(office: Office, body: Any, secret: str | None = derived_secret(TOKEN), **how: Any) -> int:
    webhook = office.house.settings.telegram.webhook
    headers = {} if secret is None else {SECRET_HEADER: secret}
    sent: dict[str, Any] = {"data": io.BytesIO(body)} if isinstance(body, bytes) else {"json": body}
    async with (
        aiohttp.ClientSession() as session,
        session.request(how.get("method", "POST"), webhook.url + how.get("path", webhook.path), headers=headers, **sent) as answer,
    ):
        return answer.status


def update(office: Office, number: int, text: str) -> dict[str, Any]:
    user = {"id": office.olga.id, "is_bot": False, "first_name": "Ольга", "language_code": "ru"}
    chat = {"id": office.olga.id, "type": "private", "first_name": "Ольга"}
    return {"update_id": number, "message": {"message_id": number, "date": 1795000000, "chat": chat, "from": user, "text": text}}


async def test_people_are_answered(hooked: Office) -> None:
    before = len(hooked.olga.messages())
    await hooked.olga.says("привет")
    await until(lambda: len(hooked.olga.messages()) > before + 1)
    assert not hooked.calls("getUpdates")


@pytest.mark.parametrize("secret", [None, "", "wrong", derived_secret(TOKEN)[:-1]])
async def test_who_does_not_know_the_secret_is_refused(hooked: Office, secret: str | None) -> None:
    assert await posts(hooked, update(hooked, 800, "тайком"), secret) == 401
    assert not hooked.ask("SELECT 1 FROM inbox WHERE request = 'tg:800'")


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'{"update_id": "1"}', b"\xff\xfe"])
async def test_what_is_no_update_is_refused(hooked: Office, body: bytes) -> None:
    assert await posts(hooked, body) == 400


async def test_a_flood_of_bytes_is_refused(hooked: Office) -> None:
    assert await posts(hooked, b'{"update_id": 1, "x": "' + b"a" * 2_000_000 + b'"}') == 413


async def test_only_the_agreed_path_and_method_exist(hooked: Office) -> None:
    assert await posts(hooked, update(hooked, 801, "x"), path="/elsewhere") == 404
    assert await posts(hooked, update(hooked, 801, "x"), method="PUT") == 405


async def test_it_is_acknowledged_only_when_it_is_written_down(hooked: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    async def refuses(_received: Any) -> Any:
        raise StorageBroken("database.full", "no room")

    with monkeypatch.context() as full:
        full.setattr(hooked.house.store.inbox, "put", refuses)
        assert await posts(hooked, update(hooked, 802, "привет")) == 503
    assert await posts(hooked, update(hooked, 802, "привет")) == 200
    assert len(hooked.ask("SELECT 1 FROM inbox WHERE request = 'tg:802'")) == 1


async def test_the_same_update_many_times_at_once_is_handled_once(hooked: Office) -> None:
    before = len(hooked.olga.messages())
    statuses = await asyncio.gather(*(posts(hooked, update(hooked, 803, "привет")) for _ in range(10)))
    assert set(statuses) == {200}
    await until(lambda: hooked.ask("SELECT state FROM inbox WHERE request = 'tg:803'") == [(1,)])
    await asyncio.sleep(0.2)
    assert len(hooked.olga.messages()) == before + 1


async def test_many_at_once_and_out_of_order_all_arrive(hooked: Office) -> None:
    numbers = [*range(900, 940)]
    statuses = await asyncio.gather(*(posts(hooked, update(hooked, number, "привет")) for number in reversed(numbers)))
    assert set(statuses) == {200}
    await until(lambda: hooked.ask("SELECT count(*) FROM inbox WHERE state = 1 AND request LIKE 'tg:9__'") == [(40,)])


@pytest.mark.parametrize("fault", ["duplicate", "drop_after", "5xx"])
async def test_telegrams_retries_are_taken_once(hooked: Office, fault: str) -> None:
    hooked.fault("webhook", fault, times=2)
    before = len(hooked.olga.messages())
    await hooked.olga.says("привет")
    await until(lambda: len(hooked.olga.messages()) > before + 1)
    await asyncio.sleep(0.3)
    assert len(hooked.olga.messages()) == before + 2
