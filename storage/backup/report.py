"""What a backup tells while it runs and when it is done."""

from collections.abc import Callable, Mapping

Progress = Callable[[int, int], None]
"""Called with what is done and the total, in the engine's own units."""

Counts = Mapping[str, int]
"""Rows by table."""


def silent(_done: int, _total: int) -> None:
    """Nobody looks."""
