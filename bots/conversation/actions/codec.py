"""Writing and reading actions."""

from collections.abc import Callable
from dataclasses import MISSING, dataclass, fields
from typing import ClassVar, TypeVar, dataclass_transform, get_type_hints

LIMIT = 64
"""Bytes of Telegram's callback data; Slack's values are longer."""

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Action:
    """A button's meaning. `label` is the key of its usual text."""

    code: ClassVar[str]
    label: ClassVar[str]


A = TypeVar("A", bound=Action)

_by_code: dict[str, type[Action]] = {}


@dataclass_transform(frozen_default=True)
def action(code: str, label: str) -> Callable[[type[A]], type[A]]:
    """Register a class of actions under its code. Its fields are int, str, or either with None."""

    def register(cls: type[A]) -> type[A]:
        made: type[A] = dataclass(frozen=True, slots=True)(cls)
        if code in _by_code:
            raise ValueError(f"code {code!r} is taken by {_by_code[code].__name__}")
        made.code, made.label = code, label
        _by_code[code] = made
        return made

    return register


def registry() -> dict[str, type[Action]]:
    return dict(_by_code)


def encode(action: Action) -> str:
    """Raises ValueError past 64 bytes: a field that holds a person's words does not belong in an action."""
    parts = [action.code, *(_write(getattr(action, spec.name)) for spec in fields(action))]
    while parts and parts[-1] == "":
        parts.pop()
    written = ":".join(parts)
    if len(written.encode()) > LIMIT:
        raise ValueError(f"{written!r} is over {LIMIT} bytes")
    return written


def decode(written: str) -> Action | None:
    """None for what is no action of ours, or of a later version."""
    code, *parts = written.split(":")
    cls = _by_code.get(code)
    if cls is None:
        return None
    hints = get_type_hints(cls)
    values = []
    for index, spec in enumerate(fields(cls)):
        part = parts[index] if index < len(parts) else ""
        if part == "" and spec.default is not MISSING:
            values.append(spec.default)
            continue
        try:
            values.append(_read(part, hints[spec.name]))
        except ValueError:
            return None
    return cls(*values)


def base36(number: int) -> str:
    if number < 0:
        return f"-{base36(-number)}"
    digits = ""
    while True:
        number, rest = divmod(number, 36)
        digits = DIGITS[rest] + digits
        if number == 0:
            return digits


def _write(value: int | str | None) -> str:
    if value is None:
        return ""
    if isinstance(value, int):
        return base36(int(value))
    if ":" in value or value == "":
        raise ValueError(f"{value!r} cannot stand in an action")
    return value


def _read(part: str, hint: object) -> int | str | None:
    kinds = getattr(hint, "__args__", (hint,))
    if part == "":
        if type(None) in kinds:
            return None
        raise ValueError("a field is missing")
    return int(part, 36) if int in kinds else part
