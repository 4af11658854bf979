"""Who may see a card, as its search document holds it: a list of people on PostgreSQL, letters on SQLite.

There each person is three letters of the Unicode's private planes, so one entry of the three-letter index. The planes differ by
place: two neighbours never read as a third. 45 bits of an id are kept, so what the index finds is checked again by the id.
"""

from collections.abc import Iterable

UNOWNED = 0
"""Stands for everybody where nobody owns the card."""

MASK = 0x7FFF
PLACES = ((0xF0000, 0), (0xF8000, 15), (0x100000, 30))

SQLITE_LETTERS = f"char({', '.join(f'{start} + (person >> {shift} & {MASK})' for start, shift in PLACES)})"


class Seers(list[int]):
    """People to be stored beside a document."""

    def __init__(self, people: Iterable[int]) -> None:
        super().__init__(sorted(people))

    def letters(self) -> str:
        return "".join(map(letters, self))


def letters(person: int) -> str:
    return "".join(chr(start + (person >> shift & MASK)) for start, shift in PLACES)
