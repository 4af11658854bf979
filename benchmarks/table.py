"""What a benchmark reports."""

from collections.abc import Iterable
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table


@dataclass(frozen=True, slots=True)
class Figure:
    """`floor` is the same work without our code, in the same unit and run; `aim` is the house's goal."""

    name: str
    value: float
    unit: str
    floor: float | None = None
    aim: str = ""

    @property
    def ratio(self) -> str:
        return f"{self.value / self.floor:.2f}" if self.floor else ""


def show(figures: Iterable[Figure]) -> None:
    table = Table("what", "figure", "unit", "floor", "figure / floor", "aim")
    for figure in figures:
        floor = f"{figure.floor:,.1f}" if figure.floor else ""
        table.add_row(figure.name, f"{figure.value:,.1f}", figure.unit, floor, figure.ratio, figure.aim)
    Console(width=150).print(table)


def percentile(values: list[float], share: float) -> float:
    """The value below which `share` (0…1) of them lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
