"""python -m simulator --port 8081 --world demo.json"""

from __future__ import annotations

import argparse
import asyncio
import signal
import sys
from pathlib import Path

from simulator.seed import seed
from simulator.server import Simulator
from simulator.telegram.limits import Rates


async def serve(port: int, world: Path | None, rates: Rates | None) -> None:
    stopped = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, stopped.set)
    async with await Simulator.start(port, rates) as simulator:
        if world is not None:
            seed(simulator, world)
        sys.stdout.write(f"{simulator.url}\n")
        sys.stdout.flush()
        await stopped.wait()


def main() -> None:
    parser = argparse.ArgumentParser(prog="simulator", description="A local Telegram with a page to watch it.")
    parser.add_argument("--port", type=int, default=8081, help="0 takes a free one; the address is printed")
    parser.add_argument("--world", type=Path, help="people, bots and groups as JSON")
    parser.add_argument("--no-limits", action="store_true", help="never answer 429 by Telegram's budgets")
    options = parser.parse_args()
    asyncio.run(serve(options.port, options.world, None if options.no_limits else Rates()))


if __name__ == "__main__":
    main()
