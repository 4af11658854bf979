"""Holds what the simulator says against the Bot API's own description: required fields, types, nothing unknown."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from simulator.server import Simulator

_HERE = Path(__file__).parent
_ARRAY = "Array of "


@cache
def bot_api() -> dict[str, Any]:
    described: dict[str, Any] = json.loads((_HERE / "bot_api.json").read_text())
    for type_name, fields in newer_fields().items():
        described["types"][type_name]["fields"].update(fields)
    return described


@cache
def newer_fields() -> dict[str, dict[str, Any]]:
    """By type: what came after `bot_api.json` was written and clients insist on."""
    newer: dict[str, dict[str, Any]] = json.loads((_HERE / "newer.json").read_text())["types"]
    return newer


@cache
def _methods() -> dict[str, Any]:
    return {name.lower(): method for name, method in bot_api()["methods"].items()}


def complaints(type_name: str, value: Any, path: str = "") -> list[str]:
    """What is wrong with `value` as a `type_name`, nothing if it is one."""
    path = path or type_name
    if type_name.startswith(_ARRAY):
        if not isinstance(value, list):
            return [f"{path}: {value!r} is no list"]
        inner = type_name.removeprefix(_ARRAY)
        return [one for index, item in enumerate(value) for one in complaints(inner, item, f"{path}[{index}]")]
    if type_name in _SCALARS:
        return [] if _SCALARS[type_name](value) else [f"{path}: {value!r} is no {type_name}"]
    described = bot_api()["types"][type_name]
    if "subtypes" in described:
        return _any_of(described["subtypes"], value, path)
    return _object(described["fields"], value, path)


def _any_of(type_names: list[str], value: Any, path: str) -> list[str]:
    tried = [complaints(type_name, value, path) for type_name in type_names]
    return min(tried, key=len)


def _object(fields: dict[str, Any], value: Any, path: str) -> list[str]:
    if not isinstance(value, dict):
        return [f"{path}: {value!r} is no object"]
    wrong = [f"{path}.{name}: unknown" for name in value if name not in fields]
    wrong += [f"{path}.{name}: missing" for name, about in fields.items() if about["required"] and name not in value]
    for name, item in value.items():
        if item is None:
            wrong.append(f"{path}.{name}: null, where it had to be absent")
        elif name in fields:
            wrong += _any_of(fields[name]["types"], item, f"{path}.{name}")
    return wrong


_SCALARS = {
    "Integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "Float": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    "String": lambda value: isinstance(value, str),
    "Boolean": lambda value: isinstance(value, bool),
    "True": lambda value: value is True,
}


def complaints_of_answer(method: str, answer: dict[str, Any]) -> list[str]:
    """Of a whole answer `{"ok": …}` to a method of any case."""
    if not answer["ok"]:
        return _complaints_of_error(method, answer)
    if set(answer) != {"ok", "result"}:
        return [f"{method}: answers {sorted(answer)}"]
    return _any_of(_methods()[method.lower()]["returns"], answer["result"], method)


def _complaints_of_error(method: str, answer: dict[str, Any]) -> list[str]:
    shape = {"ok": bool, "error_code": int, "description": str}
    wrong = [f"{method}: error without {name}" for name, kind in shape.items() if not isinstance(answer.get(name), kind)]
    parameters = answer.get("parameters", {})
    return wrong + complaints("ResponseParameters", parameters, f"{method}.parameters")


class Witness:
    """Watches all that an in-process simulator says; `assert not witness.complaints` at the end of a test."""

    def __init__(self, simulator: Simulator) -> None:
        self.complaints: list[str] = []
        self.seen = 0
        simulator.telegram.witnesses.append(self._look)

    def _look(self, what: str, shape: Any) -> None:
        self.seen += 1
        wire = json.loads(json.dumps(shape))
        self.complaints += complaints("Update", wire) if what == "update" else complaints_of_answer(what, wire)
