"""The real bot on a prepared base, as a child process, with the limits of sending lifted (the simulator's are too)."""

import asyncio
import sys

from pydantic import SecretStr

from bots.build import run
from bots.settings import Secrets, Settings
from bots.settings.model import Budget, Database, Log, Telegram


async def main(api: str, token: str, database: str) -> None:
    budget = Budget(per_second=1000, per_chat_per_second=30, per_group_per_minute=600)
    settings = Settings(database=Database(url=database), telegram=Telegram(api=api, budget=budget), log=Log(level="warning"))
    await run(settings, Secrets(telegram_token=SecretStr(token)))


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:4]))
