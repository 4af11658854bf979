"""What is typed into a search, and what a card is found by, in one normal form.

A normal text is a row of words, each after two blanks, one blank at the end: "  иван  петров ". So "  п" and " пе" begin a
word, "петров " ends one, and every engine's three-letter index finds even a beginning of one letter.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, cast

from rapidfuzz import process
from rapidfuzz.distance import OSA

from core.crm.contacts import Company, Contact
from core.crm.deals import Deal

INVISIBLE = {"Cf", "Cc", "Cs", "Co"}
KEPT_INSIDE = "@._-+&#"
LEAST_PHONE_DIGITS = 7
"""From so many digits on, blanks between them are a phone's."""
MOST_FRAGMENTS = 8
MOST_LETTERS = 64


def words(text: str) -> list[str]:
    """NFKC, lower case, ё as е, without zero-width characters and without punctuation around words."""
    folded = unicodedata.normalize("NFKC", text).lower().replace("ё", "е")
    seen = "".join(
        " " if char.isspace() else char for char in folded if char.isspace() or unicodedata.category(char) not in INVISIBLE
    )
    parted = "".join(
        char if char.isalnum() or char in KEPT_INSIDE or unicodedata.category(char)[0] == "M" else " " for char in seen
    )
    stripped = (word.strip(KEPT_INSIDE) for word in parted.split())
    return [word[:MOST_LETTERS] for word in stripped if word]


def normal(text: str) -> str:
    """The words in order, each after two blanks, one blank at the end; empty without words."""
    return joined(words(text))


def joined(found: list[str]) -> str:
    return "".join(f"  {word}" for word in found) + " " if found else ""


@dataclass(frozen=True, slots=True)
class Document:
    """What a card says of itself to a search: its name, and everything it is found by."""

    name: str
    own: str


def document(card: Contact | Company | Deal) -> Document:
    """Phones are found by their digits. Names of linked cards are added where the document is stored."""
    match card:
        case Contact():
            name = words(f"{card.last_name} {card.first_name} {card.middle_name}")
            mail = [word for email in card.emails for word in words(email)]
            return Document(joined(name), joined([*name, *mail, *(phone.lstrip("+") for phone in card.phones)]))
        case Company():
            return Document(normal(card.name), normal(card.name))
        case Deal():
            return Document(normal(card.title), normal(card.title))


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person looks for: every fragment is required."""

    fragments: tuple[str, ...]


_PHONE = re.compile(r"(?<!\w)\+?\d(?:[\s()./‐-―-]*\d)+(?!\w)")


def asked(text: str) -> Asked:
    """The fragments of a search text. Phones become digits without the country's or the long-distance prefix, so that
    8 916 123-45-67, +7 (916) 123-45-67 and 916 1234567 are one; three blocks of digits stay three fragments."""
    folded = unicodedata.normalize("NFKC", text[:500])
    phones = []

    def taken(match: re.Match[str]) -> str:
        digits = re.sub(r"\D", "", match.group())
        if len(digits) < LEAST_PHONE_DIGITS and re.search(r"\s", match.group()):
            return match.group()
        phones.append(_without_prefix(digits))
        return " "

    rest = _PHONE.sub(taken, folded)
    fragments = dict.fromkeys([*words(rest), *phones])
    return Asked(tuple(fragments)[:MOST_FRAGMENTS])


def _without_prefix(digits: str) -> str:
    """`8` before ten digits is Russia's long-distance prefix, a leading zero the rest of the world's."""
    if len(digits) == 11 and digits[0] == "8":
        return digits[1:]
    return digits.lstrip("0") or digits


def close_words(fragment: str, vocabulary: Iterable[str], most: int = 3) -> list[str]:
    """Words of the vocabulary one slip away (two from six letters on), the closest first; none for digits and short fragments."""
    if len(fragment) < 4 or not fragment.isalpha():
        return []
    slips = 2 if len(fragment) >= 6 else 1
    found = process.extract(fragment, vocabulary, scorer=cast("Any", OSA.distance), score_cutoff=slips, limit=most + 1)
    return [word for word, distance, _ in found if distance][:most]
