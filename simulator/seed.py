"""A world from a file: its people, bots and groups, named as in the control API."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from simulator.telegram import groups

if TYPE_CHECKING:
    from pathlib import Path

    from simulator.server import Simulator


def seed(simulator: Simulator, path: Path) -> None:
    """{"people": [...], "bots": [...], "chats": [...]}, each as it is posted to /sim/people, /sim/bots, /sim/chats."""
    told = json.loads(path.read_text(encoding="utf-8"))
    for person in told.get("people", []):
        simulator.world.add_person(person.pop("id", None), **person)
    for bot in told.get("bots", []):
        simulator.telegram.add_bot(**bot)
    for chat in told.get("chats", []):
        groups.found(simulator.telegram, chat)
