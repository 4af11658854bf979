"""A vCard file as it comes in: told from other documents, and left to be fetched and read."""

from bots.conversation.said import Attachment, Sender
from bots.conversation.talk import Talk
from bots.conversation.views import Reply
from core.errors import Refusal
from core.ports import Work
from core.tasks.delivery import Notice, Outgoing, Priority

MOST_BYTES = 20 * 1024 * 1024
TYPES = frozenset({"text/vcard", "text/x-vcard", "text/directory"})


def is_card_file(said: Attachment) -> bool:
    return said.kind == "document" and (said.mime in TYPES or said.name.lower().endswith((".vcf", ".vcard")))


def read_later(talk: Talk, work: Work, said: Attachment) -> Reply:
    """Fetching takes its time; the answer comes when the file is read."""
    if (said.size or 0) > MOST_BYTES:
        raise Refusal("file.too_large")
    sender = talk.incoming.sender
    work.post(
        Outgoing(
            id=work.new_id(),
            kind="cards",
            priority=Priority.NOTICE,
            due_at=work.now,
            address=talk.incoming.address,
            payload={"reference": said.reference, "sender": {name: getattr(sender, name) for name in Sender.__slots__}},
        )
    )
    return Reply(notice=Notice("vcards.reading"))
