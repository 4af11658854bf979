"""Messages set aside: seen, read whole, put back."""

from datetime import UTC, datetime

import pytest

from core.ports import Store
from core.tasks.delivery import Received
from tests.cli.conftest import Voronka

CAME = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)


@pytest.fixture
def _two_aside(voronka: Voronka) -> None:
    async def fail(store: Store) -> None:
        rows = [
            Received(request=f"tg:{n}", messenger="telegram", lane="telegram:7", payload=f'{{"n": "Ёж {n}"}}', received_at=CAME)
            for n in (1, 2, 3)
        ]
        await store.inbox.put(rows)
        for row in rows[:2]:
            assert await store.inbox.failed(row.request, "ValueError('x [bold] y')", 1)

    voronka.base(fail)


def test_nothing_is_set_aside(voronka: Voronka) -> None:
    assert voronka.says("inbox") == "Nothing is set aside.\n"
    assert voronka.says("inbox", "retry", "--all") == "Nothing is set aside.\n"
    assert "voronka inbox" in voronka.refuses("inbox", "show", "tg:9")


@pytest.mark.usefixtures("_two_aside")
def test_they_are_listed_with_the_reason(voronka: Voronka) -> None:
    head, first, second = voronka.says("inbox").splitlines()
    assert head.split() == ["Id", "Came", "Chat", "Tries", "Why"]
    assert first.split() == ["tg:1", "2026-11-21", "09:30", "UTC", "telegram:7", "1", "ValueError('x", "[bold]", "y')"]
    assert second.startswith("tg:2")


@pytest.mark.usefixtures("_two_aside")
def test_one_is_shown_whole(voronka: Voronka) -> None:
    told = voronka.says("inbox", "show", "tg:2")
    assert '"n": "Ёж 2"' in told
    assert "Last error: ValueError('x [bold] y')" in told


@pytest.mark.usefixtures("_two_aside")
def test_one_or_all_are_put_back(voronka: Voronka) -> None:
    assert voronka.says("inbox", "retry", "tg:1") == "Put back: tg:1\n"
    assert "Nothing with the id tg:1" in voronka.refuses("inbox", "retry", "tg:1")
    assert voronka.says("inbox", "retry", "--all") == "Put back: tg:2\n"
    assert voronka.says("inbox") == "Nothing is set aside.\n"

    async def waiting(store: Store) -> list[str]:
        return [row.request for row in await store.inbox.waiting("telegram")]

    assert voronka.base(waiting) == ["tg:1", "tg:2", "tg:3"]


def test_which_one_must_be_said(voronka: Voronka) -> None:
    assert "Say which" in voronka.refuses("inbox", "retry", code=2)
    assert "Say which" in voronka.refuses("inbox", "retry", "tg:1", "--all", code=2)
