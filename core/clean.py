"""Text as it is kept: no control or invisible characters, no edges of white space, a known length."""

import re
import unicodedata

from core.errors import Refusal

NAME_LIMIT = 200
TEXT_LIMIT = 10_000

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\x00-\x08\x0b-\x1f\x7f]")
_KEPT = {"\u200d"}  # joins emoji


def clean_text(text: str, limit: int = TEXT_LIMIT) -> str:
    """Several lines stay. Raises Refusal `text.long` past `limit` letters."""
    cleaned = unicodedata.normalize("NFC", _INVISIBLE.sub(lambda match: match[0] if match[0] in _KEPT else "", text)).strip()
    if len(cleaned) > limit:
        raise Refusal("text.long", limit=limit, length=len(cleaned))
    return cleaned


def clean_name(text: str, limit: int = NAME_LIMIT) -> str:
    """One line. Raises Refusal `text.empty` or `text.long`."""
    cleaned = " ".join(clean_text(text, limit=TEXT_LIMIT).split())
    if not cleaned.strip("\u200d "):
        raise Refusal("text.empty")
    if len(cleaned) > limit:
        raise Refusal("text.long", limit=limit, length=len(cleaned))
    return cleaned
