"""A backup is whole although the house goes on, and what is restored is what was there."""

import asyncio
from pathlib import Path

import pytest

from core.crm.access import EVERYTHING
from core.errors import StorageBroken
from core.paging import FIRST
from storage.backup import backup, restore
from tests.storage.people import contact, open_office, request
from tests.stores import TestClock, opened


async def test_a_base_comes_back(store_url: str, clock: TestClock, tmp_path: Path) -> None:
    async with opened(store_url, clock) as store:
        office = await open_office(store)
        done: list[tuple[int, int]] = []

        async def write(number: int) -> None:
            async with store.work(request()) as work:
                work.record("test", None, [work.save(contact(work, office.olga, "Анна", f"Белова{number}")).ref])

        for number in range(20):
            await write(number)
        target = tmp_path / "copy"
        copying = asyncio.create_task(backup(store_url, target, lambda now, whole: done.append((now, whole))))
        while not copying.done():
            await write(len(done))
            await asyncio.sleep(0)
        counts = await copying
        assert counts["contacts"] >= 20
        assert done[-1][0] == done[-1][1]
        assert {path.name for path in await asyncio.to_thread(lambda: list(tmp_path.glob("*.part")))} == set()
        with pytest.raises(StorageBroken, match=r"backup\.exists"):
            await backup(store_url, target)
        await write(1000)
    assert await restore(store_url, target) == counts
    async with opened(store_url, clock) as store, store.reading() as reads:
        assert len(await reads.people.all()) == 2
        assert (await reads.search.find("белова7", EVERYTHING, FIRST)).items
        assert not (await reads.search.find("белова1000", EVERYTHING, FIRST)).items


@pytest.mark.parametrize("harm", ["cut", "garbled", "foreign"])
async def test_a_damaged_backup_is_refused_and_nothing_touched(store_url: str, clock: TestClock, tmp_path: Path, harm: str) -> None:
    async with opened(store_url, clock) as store:
        await open_office(store)
    target = tmp_path / "copy"
    await backup(store_url, target)
    content = target.read_bytes()
    half = len(content) // 2
    harmed = {
        "cut": content[:half],
        "garbled": content[:half] + bytes(4096) + content[half + 4096 :],
        "foreign": b"Dear Olga" * 999,
    }
    target.write_bytes(harmed[harm])
    with pytest.raises(StorageBroken):
        await restore(store_url, target)
    async with opened(store_url, clock) as store, store.reading() as reads:
        assert len(await reads.people.all()) == 2


@pytest.mark.postgres
async def test_without_its_tools_a_backup_says_which_is_missing(
    store_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not store_url.startswith("postgresql"):
        return
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(StorageBroken, match=r"backup\.tools: pg_dump"):
        await backup(store_url, tmp_path / "copy")
