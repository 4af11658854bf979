"""Refusals: a key into the texts and what the sentence needs, never a sentence."""

from core.facts import Fact


class Refusal(Exception):
    """What was asked cannot be done. `key` names a text, `facts` fill it."""

    def __init__(self, key: str, **facts: Fact) -> None:
        super().__init__(key)
        self.key = key
        self.facts = facts

    def __str__(self) -> str:
        return f"{self.key} {self.facts}" if self.facts else self.key


class Missing(Refusal):
    """There is no such record for this person: deleted, never there, or not theirs to see. The three look alike."""

    def __init__(self, noun: str) -> None:
        super().__init__(f"missing.{noun}")


class Stale(Refusal):
    """The record has changed since the person saw it; nothing was written."""

    def __init__(self, noun: str) -> None:
        super().__init__("stale", noun=noun)


class Forbidden(Refusal):
    """The person's role lacks a right."""

    def __init__(self, right: str) -> None:
        super().__init__("forbidden", right=right)


class AlreadyDone(Exception):
    """This request was carried out before (a replay); nothing was written."""


class StorageBusy(Exception):
    """Another process holds the database's write lock; trying again later is right."""


class StorageBroken(Exception):
    """The database cannot take a write: full, damaged, read-only, or of another version. `key` names a text."""

    def __init__(self, key: str, detail: str = "") -> None:
        super().__init__(f"{key}: {detail}" if detail else key)
        self.key = key
