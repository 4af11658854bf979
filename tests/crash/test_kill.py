"""kill -9 at random points under load, then count: every effect exactly once, no reminder lost, none doubled in silence."""

import asyncio
import os
import random
import time
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bots.clock import SystemClock
from tests.conftest import POSTGRES
from tests.crash.lives import NAMES, Lives, Nursery, letters, lives
from tests.phone import Phone

SECONDS = 12
"""How long people write and the bot dies; on a machine that is busy otherwise it dies less often."""
FEWEST_KILLS = 5

MARK = "Возможно, это уже приходило"


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
async def bot(request: pytest.FixtureRequest, tmp_path: Path, nursery: Nursery) -> AsyncIterator[Lives]:
    url = f"sqlite:///{tmp_path}/crash.sqlite3"
    if request.param == "postgresql":
        if not os.environ.get(POSTGRES):
            pytest.skip(f"{POSTGRES} is not set")
        url = f"{os.environ[POSTGRES]}?schema=crash_{request.node.name.partition('[')[0].removeprefix('test_')[:30]}"
    async with lives(tmp_path, url, nursery) as bot:
        yield bot


async def writes(phone: Phone, titles: list[str], until: float) -> None:
    """New deals, one after the other, as fast as somebody may type them in."""
    number = 0
    while time.monotonic() < until:
        title = f"Окна {phone.person['first_name']} {letters(number)}"
        await phone.says(f"/new {title}")
        titles.append(title)
        number += 1
        await asyncio.sleep(random.uniform(0.02, 0.2))


async def dies(bot: Lives, until: float) -> None:
    while time.monotonic() < until:
        await bot.begin()
        await asyncio.sleep(random.uniform(0.2, 1.2))
        await bot.kill()


async def test_nothing_is_lost_and_nothing_is_done_twice(bot: Lives) -> None:
    titles: list[str] = []
    agenda = {name: [f"Дело {name} {letters(number)}" for number in range(30)] for name in NAMES}
    for name, texts in agenda.items():
        await bot.remind(texts, name, SystemClock().now() + timedelta(seconds=1), timedelta(seconds=SECONDS / 30))
    until = time.monotonic() + SECONDS
    async with asyncio.TaskGroup() as group:
        group.create_task(dies(bot, until))
        for phone in bot.phones.values():
            group.create_task(writes(phone, titles, until))
    await bot.begin()
    await bot.settled()
    assert bot.kills >= FEWEST_KILLS, "it died often enough for this to mean something"
    assert len(titles) > 100, "and under load"
    made = [title for (title,) in await bot.ask("SELECT title FROM deals")]
    assert sorted(made) == sorted(titles), "every line made exactly one deal"
    assert not await bot.ask("SELECT request FROM inbox WHERE state <> 1"), "no update was left or set aside"
    _every_answer_came(bot, titles)
    _every_reminder_rang(bot, agenda)
    assert await bot.stop() == 0


def _every_answer_came(bot: Lives, titles: list[str]) -> None:
    answers = [message.text for phone in bot.phones.values() for message in phone.messages() if not message.mine]
    came = {title: sum(title in answer for answer in answers) for title in titles}
    assert not [title for title, times in came.items() if times == 0]
    assert sum(times - 1 for times in came.values()) <= len(bot.on_the_way.get("answer", ())), "only what was on its way came twice"


def _every_reminder_rang(bot: Lives, agenda: dict[str, list[str]]) -> None:
    marked = 0
    for name, texts in agenda.items():
        rung = [message.text for message in bot.phones[name].messages() if not message.mine]
        for text in texts:
            rings = [message for message in rung if text in message]
            assert rings, f"{text} was lost"
            assert sum(MARK not in ring for ring in rings) <= 1, f"{text} rang twice without a word"
            marked += sum(MARK in ring for ring in rings)
    assert marked <= len(bot.on_the_way.get("reminder", ())), "only what was on its way may ring with a mark"


async def test_a_polite_stop_is_quick_and_leaves_nothing_half_done(bot: Lives) -> None:
    titles: list[str] = []
    for _life in range(4):
        await bot.begin()
        until = time.monotonic() + 1.2
        async with asyncio.TaskGroup() as group:
            for phone in bot.phones.values():
                group.create_task(writes_more(phone, titles, until))
        asked = time.monotonic()
        assert await bot.stop() == 0
        assert time.monotonic() - asked < 3
        assert not await bot.ask("SELECT id FROM outbox WHERE state IN (1, 4)"), "nothing is left on its way"
    await bot.begin()
    await bot.settled()
    assert sorted(title for (title,) in await bot.ask("SELECT title FROM deals")) == sorted(titles)
    answers = [message.text for phone in bot.phones.values() for message in phone.messages() if not message.mine]
    assert [sum(title in answer for answer in answers) for title in titles] == [1] * len(titles)


async def writes_more(phone: Phone, titles: list[str], until: float) -> None:
    own: list[str] = []
    number = len(titles) * 10 % 900
    while time.monotonic() < until:
        title = f"Окна {phone.person['first_name']} {letters(number)}"
        number += 1
        if title not in titles:
            titles.append(title)
            own.append(title)
            await phone.says(f"/new {title}")
        await asyncio.sleep(random.uniform(0.02, 0.2))
