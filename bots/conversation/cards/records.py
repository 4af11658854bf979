"""A card of any noun by its name."""

from dataclasses import dataclass

from core.records import Ref

MARKS = {"contact": "👤", "company": "🏢", "deal": "💼", "task": "☑️"}
"""What stands before a name where nouns are mixed."""


@dataclass(frozen=True, slots=True)
class Named:
    ref: Ref
    name: str

    @property
    def label(self) -> str:
        return f"{MARKS.get(self.ref.noun, '•')} {self.name}"
