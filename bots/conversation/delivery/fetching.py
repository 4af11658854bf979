"""Bytes of attached files, fetched from their messenger in the background: a row of the outbox, so a restart loses none."""

from bots.conversation.delivery.chores import chore
from bots.conversation.delivery.sending import Permanent, Temporary
from bots.conversation.house import House
from bots.conversation.talk import Talk
from core.crm.access import EVERYTHING
from core.crm.notes import File, keep_bytes
from core.errors import AlreadyDone, Refusal
from core.ports import Work
from core.tasks.delivery import Outgoing, Priority

MEGABYTE = 1024 * 1024
AT_ONCE = 4
"""So many files on their way in leave the bell's other places to people."""


def post_fetch(talk: Talk, work: Work, file: File) -> bool:
    """False for a file over the limit: it stays in its messenger, by its reference."""
    limit = talk.house.settings.files.max_megabytes * MEGABYTE
    if (file.size or 0) > limit or not limit:
        return False
    work.post(
        Outgoing(
            id=work.new_id(),
            kind="fetch",
            priority=Priority.BROADCAST,
            due_at=work.now,
            address=talk.incoming.address,
            about=file.ref,
        )
    )
    return True


@chore("fetch")
async def fetch(house: House, outgoing: Outgoing) -> None:
    assert outgoing.about is not None
    if len(house.fetching) >= AT_ONCE:
        raise Temporary("enough files are on their way")
    house.fetching.add(outgoing.id)
    try:
        await _fetch(house, outgoing, outgoing.about.id)
    finally:
        house.fetching.discard(outgoing.id)


async def _fetch(house: House, outgoing: Outgoing, file_id: int) -> None:
    async with house.store.reading() as reads:
        found = await reads.files.some([file_id], EVERYTHING)
    if not found or found[0].sha256 is not None:
        return  # detached meanwhile, or fetched before a crash
    file = found[0]
    try:
        kept = await house.folder.keep(
            house.messengers[file.messenger].fetch(file.reference), house.settings.files.max_megabytes * MEGABYTE
        )
    except Refusal as refusal:
        raise Permanent(str(refusal)) from refusal
    try:
        async with house.store.work(f"fetch:{outgoing.id}") as work:
            await keep_bytes(work, await work.files.get(file_id, EVERYTHING), kept)
    except (AlreadyDone, Refusal):
        return
