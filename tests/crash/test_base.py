"""A base that takes no writes for a while: nothing is lost, nothing doubled, and the log says why."""

import asyncio
import resource
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.crash.lives import Lives, Nursery, letters, lives


@pytest.fixture
async def bot(tmp_path: Path, nursery: Nursery) -> AsyncIterator[Lives]:
    async with lives(tmp_path, f"sqlite:///{tmp_path}/crash.sqlite3", nursery) as bot:
        yield bot


async def writes(bot: Lives, word: str, lines: int = 5) -> list[str]:
    titles = []
    for number in range(lines):
        for phone in bot.phones.values():
            titles.append(f"{word} {phone.person['first_name']} {letters(number)}")
            await phone.says(f"/new {titles[-1]}")
    return titles


async def all_came(bot: Lives, titles: list[str]) -> None:
    await bot.settled()
    assert sorted(title for (title,) in await bot.ask("SELECT title FROM deals")) == sorted(titles)
    answers = [message.text for phone in bot.phones.values() for message in phone.messages() if not message.mine]
    assert [title for title in titles if sum(title in answer for answer in answers) != 1] == []


async def test_another_process_holds_the_write_lock(bot: Lives) -> None:
    await bot.begin()
    titles = await writes(bot, "Дом")
    await bot.settled()
    connection = sqlite3.connect(bot.settings.database.url.removeprefix("sqlite:///"), isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    titles += await writes(bot, "Офис")
    await asyncio.sleep(6.5)
    connection.execute("ROLLBACK")
    connection.close()
    await all_came(bot, titles)
    assert "updates cannot be written down; they stay with Telegram" in bot.log.read_text()


async def test_the_disk_is_full_for_a_while(bot: Lives) -> None:
    await bot.begin()
    titles = await writes(bot, "Дом")
    await bot.settled()
    assert bot.pid is not None
    before = resource.prlimit(bot.pid, resource.RLIMIT_FSIZE, (4096, resource.RLIM_INFINITY))
    more = await writes(bot, "Офис")
    await asyncio.sleep(2)
    made = [title for (title,) in await bot.ask("SELECT title FROM deals")]
    assert not set(made) & set(more), "nothing was written, and nothing pretends that it was"
    resource.prlimit(bot.pid, resource.RLIMIT_FSIZE, before)
    await all_came(bot, titles + more)
