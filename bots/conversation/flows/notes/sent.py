"""Messages that were passed on, put on a card: `parts` (sender and text of each) and `files`, as a draft keeps them."""

from bots.conversation.flows.notes.files import attach
from bots.conversation.forms import Values
from bots.conversation.said import Attachment
from bots.conversation.talk import Talk
from core.clean import TEXT_LIMIT
from core.crm.notes import add_note
from core.ports import Work
from core.records import Ref


async def keep_sent(talk: Talk, work: Work, about: Ref, values: Values) -> int | None:
    """One note of all the words, and the files; the last event."""
    event_id = None
    text = words_of(values)
    for start in range(0, len(text), TEXT_LIMIT):
        event_id = (await add_note(work, talk.actor, about, text[start : start + TEXT_LIMIT], sender_of(values) or None)).event.id
    for dumped in values["files"]:
        event_id = (await attach(talk, work, about, Attachment(**dumped))).undo or event_id
    return event_id


def words_of(values: Values) -> str:
    """Each message's words; where several people speak, under their names."""
    parts = values["parts"]
    several = len({part["sender"] for part in parts}) > 1
    said = [f"{part['sender']}: {part['text']}" if several else part["text"] for part in parts if part["text"]]
    return "\n\n".join(said)


def sender_of(values: Values) -> str:
    return ", ".join(dict.fromkeys(part["sender"] for part in values["parts"] if part["sender"]))[:200]
