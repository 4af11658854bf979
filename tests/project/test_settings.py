"""Every knob stands in settings.toml with a comment, in the typed settings, and in the guide."""

import importlib
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from tests.project.house import ROOT, pages, text_of

SETTINGS = Path("settings.toml")

pytestmark = pytest.mark.skipif(not (ROOT / SETTINGS).exists(), reason="settings.toml is not written yet")


def knobs(model: type[BaseModel], prefix: str = "") -> Iterator[str]:
    """Dotted names of the fields that hold a value."""
    for name, field in model.model_fields.items():
        inner = field.annotation
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            yield from knobs(inner, f"{prefix}{name}.")
        else:
            yield prefix + name


def written(table: dict[str, Any], known: set[str], prefix: str = "") -> Iterator[str]:
    """Dotted names in the file, down to a known knob: a table that is one knob's value is not opened."""
    for name, value in table.items():
        if isinstance(value, dict) and prefix + name not in known:
            yield from written(value, known, f"{prefix}{name}.")
        else:
            yield prefix + name


def _known() -> set[str]:
    return set(knobs(importlib.import_module("bots.settings").Settings))


def test_the_file_holds_exactly_the_typed_knobs() -> None:
    known = _known()
    assert set(written(tomllib.loads(text_of(SETTINGS)), known)) == known


def test_every_knob_has_a_comment() -> None:
    lines = text_of(SETTINGS).splitlines()
    bare = [
        line
        for before, line in zip(["", *lines], lines, strict=False)
        if re.match(r"[\w\"-]+ *=", line) and "#" not in line and not before.startswith("#")
    ]
    assert not bare


def test_every_knob_is_in_the_guide() -> None:
    guide = "\n".join(text_of(page) for page in pages() if page.parts[:2] == ("docs", "guide"))
    assert not {knob for knob in _known() if f"`{knob}`" not in guide}
