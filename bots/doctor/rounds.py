"""All checks, in the order in which one would mend what they find."""

from collections.abc import AsyncIterator

from bots.doctor import database, folders, knobs, telegram
from bots.doctor.finding import Finding
from bots.settings import Secrets, Settings


async def examine(settings: Settings, secrets: Secrets) -> AsyncIterator[Finding]:
    """Finding by finding, as they are made: some wait for the network."""
    for finding in knobs.check(settings):
        yield finding
    async for finding in database.check(settings):
        yield finding
    for finding in folders.check(settings):
        yield finding
    async for finding in telegram.check(settings, secrets):
        yield finding
