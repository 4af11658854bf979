from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.delivery.office import Office, open_office

SOONER = {
    "bots.conversation.delivery.bell.HEARTBEAT_SECONDS": 0.2,
    "bots.telegram.inbox.SWEEP_SECONDS": 0.2,
    "bots.telegram.polling.WAIT_SECONDS": 0.2,
    "bots.telegram.webhook.WAIT_SECONDS": 0.2,
    "bots.telegram.app.WAIT_SECONDS": 0.2,
}


@pytest.fixture(autouse=True)
def sooner(monkeypatch: pytest.MonkeyPatch) -> None:
    """The bot looks and asks again sooner than it would, so that tests need not wait."""
    for name, seconds in SOONER.items():
        monkeypatch.setattr(name, seconds)


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    async with open_office(tmp_path, people=("olga", "max", "anna")) as office:
        yield office
