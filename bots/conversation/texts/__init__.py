"""The catalogues, one a language, and how facts are worded in them."""

from bots.conversation.texts.words import LANGUAGES, Texts, Words
from bots.conversation.texts.zones import zone_name

__all__ = ["LANGUAGES", "Texts", "Words", "zone_name"]
