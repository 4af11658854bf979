"""What README tells to type is typed: each command of it is looked up in the Makefile and run."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import QUIET, World
from tests.cli.test_demo import PATIENCE, eventually
from tests.project.house import ROOT, text_of

TOKEN = "991:" + "R" * 35

COMMANDS = re.findall(r"^ *((?:VORONKA_\w+=\S+ )?(?:make|voronka) .*?)(?: +#.*)?$", text_of(Path("README.md")), re.MULTILINE)


def recipe(command: str) -> list[str]:
    """The last line that make would run, as words."""
    *given, _make, target = command.split()
    environ = {name: value for name, value in os.environ.items() if not name.startswith("VORONKA_")}
    environ |= dict(one.split("=", 1) for one in given)
    planned = subprocess.run(["make", "--dry-run", target], cwd=ROOT, env=environ, text=True, capture_output=True, check=True)
    return planned.stdout.splitlines()[-1].split()


def test_readme_tells_these() -> None:
    assert [command.rpartition("make ")[2] for command in COMMANDS] == ["run", "test", "run"]
    assert COMMANDS[2].startswith("VORONKA_TELEGRAM_TOKEN=")


def test_make_run_is_the_demo() -> None:
    """Which tests/cli/test_demo.py runs."""
    assert recipe(COMMANDS[0]) == [".venv/bin/voronka", "demo"]


def test_make_test_runs_every_test() -> None:
    program, *options = recipe(COMMANDS[1])
    assert program == ".venv/bin/pytest"
    assert not [word for word in options if word.startswith("tests")]


def test_make_run_with_a_token_prints_the_first_link(tmp_path: Path, world: World) -> None:
    assert recipe(COMMANDS[2]) == [".venv/bin/voronka", "run"]
    world.post("/sim/bots", token=TOKEN, username="readme_bot", name="Readme")
    (tmp_path / "settings.toml").write_text(f'telegram.api = "{world.url}"')
    with running(tmp_path, TOKEN) as process:
        link = eventually(lambda: re.search(r"https://t\.me/readme_bot\?start=(inv_[\w-]+)", (tmp_path / "said").read_text()))
        world.post("/sim/people", id=5001, first_name="Анна", language_code="ru")
        world.post("/sim/act", **{"as": 5001, "do": "start", "bot": "readme_bot", "payload": link[1]})
        eventually(lambda: [one for one in world.get("/sim/chats/991/messages?as=5001")["messages"] if not one["out"]])
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE) == 0
    assert TOKEN not in (tmp_path / "said").read_text()


@pytest.mark.parametrize("token", ["992:" + "X" * 35, "no token at all"])
def test_a_token_that_telegram_does_not_know_ends_the_start_with_a_sentence(tmp_path: Path, world: World, token: str) -> None:
    (tmp_path / "settings.toml").write_text(f'telegram.api = "{world.url}"')
    with running(tmp_path, token) as process:
        assert process.wait(PATIENCE) == 1
    said = (tmp_path / "said").read_text()
    assert "Telegram does not know the token in VORONKA_TELEGRAM_TOKEN" in said
    assert "Traceback" not in said


def test_without_a_token_run_says_where_to_get_one(tmp_path: Path) -> None:
    with running(tmp_path, "") as process:
        assert process.wait(PATIENCE) == 1
    assert "@BotFather" in (tmp_path / "said").read_text()


def running(folder: Path, token: str) -> subprocess.Popen[str]:
    """`voronka run` in the folder; what it says goes to the file `said`."""
    environ = {**os.environ, **QUIET, "VORONKA_TELEGRAM_TOKEN": token, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "bots.cli", "run"]
    with (folder / "said").open("w") as said:
        return subprocess.Popen(command, cwd=folder, env=environ, text=True, stdout=said, stderr=said)
