"""Stories run in Russian and in English; `town` is a staffed company, `village` one where nobody has joined yet."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.town import Language, Town, build_town


@pytest.fixture(params=["ru", "en"])
def language(request: pytest.FixtureRequest) -> Language:
    language: Language = request.param
    return language


@pytest.fixture
async def town(tmp_path: Path, language: Language) -> AsyncIterator[Town]:
    async with build_town(tmp_path, language) as town:
        yield town


@pytest.fixture
async def village(tmp_path: Path, language: Language) -> AsyncIterator[Town]:
    async with build_town(tmp_path, language, staffed=False) as town:
        yield town
