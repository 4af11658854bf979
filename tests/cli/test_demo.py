"""voronka demo as a person meets it: a page, a company, an invite that works, and a clean end."""

import os
import re
import select
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, TypeVar

import pytest

from tests.cli.conftest import QUIET, World

T = TypeVar("T")

VERA, EMILY, OLGA, ANNA = 1001, 1002, 1003, 1006
BOT = 7000000001
PATIENCE = 60
"""Seconds: importing the bot's library alone takes three on a quiet machine."""


@contextmanager
def demo(folder: Path, *words: str) -> Iterator[tuple[subprocess.Popen[str], World]]:
    command = [sys.executable, "-m", "bots.cli", "demo", "--port", "0", *words]
    environ = {**os.environ, **QUIET, "PYTHONPATH": str(Path.cwd()), "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, cwd=folder, env=environ, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as process:
        try:
            yield process, World(_address(process))
        finally:
            if process.poll() is None:
                process.kill()


def _address(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    said = ""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if select.select([process.stdout], [], [], 1)[0]:
            line = process.stdout.readline()
            said += line
            if found := re.search(r"Open (http://127\.0\.0\.1:\d+) ", line):
                return found[1]
            if not line:
                break
    raise AssertionError(f"no address in:\n{said}")


def eventually(look: Callable[[], T | None]) -> T:
    until = time.monotonic() + PATIENCE
    while not (found := look()):
        assert time.monotonic() < until, "it never came"
        time.sleep(0.1)
    return found


def said_by_bot(world: World, person: int) -> list[dict[str, Any]]:
    try:
        told = world.get(f"/sim/chats/{BOT}/messages?as={person}")
    except urllib.error.HTTPError:
        return []  # no chat yet
    return [message for message in told["messages"] if not message["out"]]


def invite_of(world: World, person: int) -> str:
    (message,) = world.get(f"/sim/chats/{ANNA}/messages?as={person}")["messages"]
    found = re.search(r"t\.me/voronka_bot\?start=(inv_[\w-]+)$", message["text"])
    assert found
    return found[1]


def counted(folder: Path, table: str) -> int:
    with closing(sqlite3.connect(folder / "var" / "demo.sqlite3")) as connection:
        return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def stopped(process: subprocess.Popen[str], world: World, by: signal.Signals) -> None:
    process.send_signal(by)
    assert process.wait(PATIENCE) == 0
    with pytest.raises(OSError, match="refused"):
        world.get("/sim/people")


def test_the_demo_from_start_to_end_and_again(tmp_path: Path) -> None:
    with demo(tmp_path) as (process, world):
        _page_is_served(world)
        _people_are_there(world)
        _a_newcomer_joins(world)
        _olga_is_greeted(world)
        assert counted(tmp_path, "contacts") > 300
        stopped(process, world, signal.SIGINT)
    assert counted(tmp_path, "people") == 8
    with demo(tmp_path) as (process, world):
        assert said_by_bot(world, EMILY) == []
        assert invite_of(world, EMILY)
        assert not [chat for chat in world.get(f"/sim/chats?as={VERA}") if chat["id"] == ANNA]
        eventually(lambda: said_by_bot(world, VERA))
        stopped(process, world, signal.SIGTERM)


def _page_is_served(world: World) -> None:
    with urllib.request.urlopen(world.url) as page:
        assert b"<!doctype html>" in page.read().lower()


def _people_are_there(world: World) -> None:
    people = world.get("/sim/people")
    assert [person["id"] for person in people[:2]] == [EMILY, VERA]
    assert len(people) == 7
    assert all(person["label"] and person["about"] for person in people)
    assert invite_of(world, EMILY) != invite_of(world, VERA)


def _a_newcomer_joins(world: World) -> None:
    world.post("/sim/act", **{"as": VERA, "do": "start", "bot": "voronka_bot", "payload": invite_of(world, VERA)})
    eventually(lambda: said_by_bot(world, VERA))


def _olga_is_greeted(world: World) -> None:
    (greeting, *_) = eventually(lambda: said_by_bot(world, OLGA))
    assert "Ольга" in greeting["text"]


def test_a_taken_port_is_named_with_the_way_out(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        command = [sys.executable, "-m", "bots.cli", "demo", "--port", str(port)]
        environ = {**os.environ, **QUIET, "PYTHONPATH": str(Path.cwd())}
        ended = subprocess.run(command, cwd=tmp_path, env=environ, text=True, capture_output=True, check=False)
    assert ended.returncode == 1
    assert ended.stderr == (
        f"Port {port} is taken by another program, perhaps another demo. Choose one: voronka demo --port {port + 1}\n"
    )
    assert not (tmp_path / "var").exists()


def test_the_demo_ends_when_its_messenger_dies(tmp_path: Path) -> None:
    with demo(tmp_path) as (process, _):
        (child,) = _children(process.pid)
        os.kill(child, signal.SIGKILL)
        assert process.wait(PATIENCE) == 1
        assert process.stdout is not None
        assert "The simulator ended with code -9" in process.stdout.read()


def _children(pid: int) -> list[int]:
    listed = subprocess.run(["pgrep", "-P", str(pid), "-f", "simulator"], text=True, capture_output=True, check=True)
    return [int(line) for line in listed.stdout.split()]
