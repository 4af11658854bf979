"""The command explains itself, and completes what is typed."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.core import TyperGroup
from typer.main import get_command

from bots.cli import app

PROGRAM = Path(sys.executable).with_name("voronka")
PROMISED = {"run", "demo", "db", "backup", "restore", "inbox", "user", "invite", "doctor"}


def _all(group: TyperGroup, *words: str) -> Iterator[tuple[str, str]]:
    for name, command in group.commands.items():
        yield " ".join((*words, name)), command.help or ""
        if isinstance(command, TyperGroup):
            yield from _all(command, *words, name)


def _group() -> TyperGroup:
    group = get_command(app)
    assert isinstance(group, TyperGroup)
    return group


def test_all_promised_commands_are_there() -> None:
    assert set(_group().commands) >= PROMISED
    named = {name for name, _help in _all(_group())}
    assert named >= {"db upgrade", "db downgrade", "db check", "user add", "user list", "user deactivate", "inbox retry"}


@pytest.mark.parametrize(("name", "explained"), list(_all(_group())))
def test_each_says_what_it_does(name: str, explained: str) -> None:
    assert explained.strip(), name


@pytest.mark.parametrize(
    ("typed", "meant"), [("voronka ba", "backup"), ("voronka db up", "upgrade"), ("voronka user dea", "deactivate")]
)
def test_the_shell_completes_it(typed: str, meant: str) -> None:
    asked = {"_VORONKA_COMPLETE": "complete_bash", "COMP_WORDS": typed, "COMP_CWORD": str(typed.count(" "))}
    done = subprocess.run([PROGRAM], env=os.environ | asked, text=True, capture_output=True, check=True)
    assert done.stdout.split() == [meant]
