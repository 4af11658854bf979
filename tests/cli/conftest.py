"""The voronka command on a base of its own, on either engine; a simulated Telegram in a process of its own."""

import asyncio
import json
import subprocess
import sys
import urllib.request
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import pytest
from typer.testing import CliRunner, Result

from bots.cli import app
from bots.clock import SystemClock
from core.ports import Store
from storage import open_store
from tests.stores import store_url  # noqa: F401  # a fixture

T = TypeVar("T")

QUIET = {"VORONKA_TELEGRAM_TOKEN": "", "VORONKA_SETTINGS": "", "NO_COLOR": "1", "TERM": "dumb", "COLUMNS": "200"}


@dataclass
class Voronka:
    """`voronka("user", "list")` answers what was printed and the exit code."""

    url: str
    folder: Path
    environ: dict[str, str] = field(default_factory=dict)

    def __call__(self, *words: str, typed: str | None = None, **environ: str) -> Result:
        given = {**QUIET, "VORONKA_DATABASE_URL": self.url, **self.environ, **environ}
        return CliRunner().invoke(app, ["--settings", str(self.folder / "settings.toml"), *words], input=typed, env=given)

    def says(self, *words: str, **given: str) -> str:
        result = self(*words, **given)
        assert result.exit_code == 0, result.output
        return result.stdout

    def refuses(self, *words: str, code: int = 1, **given: str) -> str:
        result = self(*words, **given)
        assert result.exit_code == code, result.output
        return result.stderr

    def base(self, do: Callable[[Store], Awaitable[T]]) -> T:
        async def run() -> T:
            store = await open_store(self.url, SystemClock())
            try:
                return await do(store)
            finally:
                await store.close()

        return asyncio.run(run())


@pytest.fixture
def voronka(store_url: str, tmp_path: Path) -> Voronka:  # noqa: F811  # the fixture
    (tmp_path / "settings.toml").write_text("")
    return Voronka(store_url, tmp_path)


@dataclass
class World:
    """A running simulator's control API, from another process."""

    url: str

    def post(self, path: str, **told: Any) -> Any:
        body = json.dumps(told).encode()
        request = urllib.request.Request(self.url + path, body, {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=10) as answer:
            return json.load(answer)

    def get(self, path: str) -> Any:
        with urllib.request.urlopen(self.url + path, timeout=10) as answer:
            return json.load(answer)


@pytest.fixture(scope="session")
def world() -> Iterator[World]:
    with subprocess.Popen([sys.executable, "-m", "simulator", "--port", "0"], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        yield World(process.stdout.readline().strip())
        process.terminate()
