"""python -m benchmarks [--quick] [--postgres URL]: measure everything on fresh bases, and print one table an engine."""

import argparse
import asyncio
import tempfile
from pathlib import Path

from benchmarks import start, wire
from benchmarks.bases import Base, prepare
from benchmarks.storage.__main__ import measure
from benchmarks.table import Figure, show


async def everything(folder: Path, postgres: str | None, *, quick: bool) -> None:
    """With PostgreSQL the URL names an empty database; the bases are schemas in it."""
    for engine in ("sqlite", "postgresql") if postgres else ("sqlite",):
        bases = _bases(engine, folder, postgres or "")
        show(await measure(bases["cards"].url, 10_000 if quick else 1_000_000))
        show(await _wire(bases, quick=quick))


def _bases(engine: str, folder: Path, postgres: str) -> dict[str, Base]:
    if engine == "sqlite":
        return {name: Base(engine, f"sqlite:///{folder}/{name}.sqlite3") for name in ("cards", "wire", "empty")}
    return {name: Base(engine, f"{postgres}?schema=bench_{name}") for name in ("cards", "wire", "empty")}


async def _wire(bases: dict[str, Base], *, quick: bool) -> list[Figure]:
    await prepare(bases["empty"], wire.PEOPLE, 0)
    await prepare(bases["wire"], wire.PEOPLE, 10_000 if quick else 100_000)
    return [
        *await wire.throughput(bases["empty"]),
        *await wire.latency(bases["wire"], seconds=5 if quick else 30),
        *await start.start(bases["empty"]),
    ]


def main() -> None:
    parser = argparse.ArgumentParser(prog="benchmarks", description="Figures of this machine, beside floors of the same run.")
    parser.add_argument("--quick", action="store_true", help="small bases: to see that it runs")
    parser.add_argument("--postgres", help="postgresql://… of an empty database, to measure it too")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="voronka-bench-") as folder:
        asyncio.run(everything(Path(folder), options.postgres, quick=options.quick))


if __name__ == "__main__":
    main()
