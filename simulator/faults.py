"""Faults on demand: what goes wrong, with which call, how often."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

KINDS = ("429", "5xx", "slow", "drop_after", "drop_before", "duplicate", "reorder", "disconnect")


@dataclass(slots=True)
class Fault:
    """`on` names a method (any case), `webhook` or `*`; it strikes every `every`-th time, at most `times` times."""

    on: str
    kind: str
    times: int | None = None
    every: int = 1
    seconds: float = 1.0
    retry_after: int = 1
    seen: int = 0
    struck: int = 0

    def strikes(self, name: str) -> bool:
        if self.on not in {"*", name} or (self.times is not None and self.struck >= self.times):
            return False
        self.seen += 1
        if self.seen % self.every:
            return False
        self.struck += 1
        return True


@dataclass(slots=True)
class Faults:
    planned: list[Fault] = field(default_factory=list)

    def plan(self, on: str, kind: str, **how: Any) -> Fault:
        if kind not in KINDS:
            raise ValueError(f"kind is one of {', '.join(KINDS)}")
        fault = Fault(on.lower(), kind, **how)
        self.planned.append(fault)
        return fault

    def striking(self, name: str) -> Fault | None:
        """The first planned fault that strikes this call of `name` (lower case)."""
        return next((fault for fault in self.planned if fault.strikes(name)), None) if self.planned else None

    def shown(self) -> list[dict[str, Any]]:
        return [asdict(fault) for fault in self.planned]
