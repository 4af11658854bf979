"""What is over goes after as many days as the settings say."""

from datetime import timedelta
from pathlib import Path

from bots.build import open_house
from bots.keeping import sweep
from bots.settings import Settings
from core.tasks.delivery import Received
from tests.stores import MONDAY, TestClock


async def test_a_handled_message_goes_when_its_days_are_over(tmp_path: Path) -> None:
    clock = TestClock(MONDAY)
    settings = Settings().changed("database", url=f"sqlite:///{tmp_path}/crm.sqlite3").changed("retention", inbox_days=3)
    async with open_house(settings, clock) as house:
        rows = [
            Received(request=name, messenger="telegram", lane="7", payload="{}", received_at=MONDAY) for name in ("tg:1", "tg:2")
        ]
        await house.store.inbox.put(rows)
        async with house.store.work("tg:1"):
            pass
        clock.passes(timedelta(days=2))
        await sweep(house)
        assert not await house.store.inbox.put(rows)
        clock.passes(timedelta(days=2))
        await sweep(house)
        assert [row.request for row in await house.store.inbox.put(rows)] == ["tg:1"]
        assert [row.request for row in await house.store.inbox.waiting("telegram")] == ["tg:2", "tg:1"]
