"""The catalogues, one a language, and how facts are worded in them."""

from bots.conversation.texts.words import LANGUAGES, Texts, Words

__all__ = ["LANGUAGES", "Texts", "Words"]
