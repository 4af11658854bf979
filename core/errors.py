"""Refusals: a key into the texts and what the sentence needs, never a sentence."""

from core.facts import Fact
from core.records import Record


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


class Duplicate(Refusal):
    """Another card holds this phone or e-mail. `contact_id` is None where the person may not see that card."""

    def __init__(self, key: str, contact_id: int | None, owner_id: int | None) -> None:
        super().__init__("duplicate", value=key)
        self.contact_id = contact_id
        self.owner_id = owner_id


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


def refuse_stale(record: Record, seen: int | None) -> None:
    """Compare-and-set starts here: `seen` is the version on the card the person acted on; None acts on whatever stands."""
    if seen is not None and record.version != seen:
        raise Stale(record.noun)
