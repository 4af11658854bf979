"""Names as administrators type them."""

from bots.conversation.forms import Values
from bots.conversation.talk import Talk
from core.clean import clean_name
from core.crm.naming import ENTRY_LETTERS
from core.ports import Reads


async def parse_entry_name(_talk: Talk, _reads: Reads, text: str, _values: Values) -> str:
    return clean_name(text, ENTRY_LETTERS)
