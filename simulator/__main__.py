"""python -m simulator --port 8081"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import sys

from simulator.server import Simulator


async def serve(port: int) -> None:
    async with await Simulator.start(port) as simulator:
        sys.stdout.write(f"{simulator.url}\n")
        sys.stdout.flush()
        await asyncio.Event().wait()


def main() -> None:
    parser = argparse.ArgumentParser(prog="simulator", description="A local Telegram with a page to watch it.")
    parser.add_argument("--port", type=int, default=8081, help="0 takes a free one; the address is printed")
    options = parser.parse_args()
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(serve(options.port))


if __name__ == "__main__":
    main()
