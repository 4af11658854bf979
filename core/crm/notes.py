"""Notes, visits and files on a card."""

from dataclasses import dataclass
from typing import ClassVar

from core.records import Record, Ref


@dataclass(frozen=True, slots=True, kw_only=True)
class Note(Record):
    """`latitude` and `longitude` (degrees) make it a visit; `sender` names who wrote a forwarded text."""

    noun: ClassVar[str] = "note"

    about: Ref
    text: str
    author_id: int | None = None
    sender: str | None = None
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class File(Record):
    """`reference` is the messenger's own handle; `sha256` names the bytes in the files folder once fetched; `size` is in bytes."""

    noun: ClassVar[str] = "file"

    about: Ref
    name: str
    kind: str
    mime: str | None = None
    size: int | None = None
    messenger: str
    reference: str
    sha256: str | None = None
    caption: str = ""
    author_id: int | None = None
