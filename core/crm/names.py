"""A person's name in its parts, as people write it."""

import re
from dataclasses import dataclass

_PATRONYMIC = re.compile(r"(ович|евич|ьич|ич|овна|евна|ична|инична|оглы|кызы)$", re.IGNORECASE)
_SHORTEST = 5
"""«Ильич» is a patronymic, «Рич» is none."""


@dataclass(frozen=True, slots=True)
class Name:
    first: str
    middle: str = ""
    last: str = ""


def split_name(text: str) -> Name:
    """«Иван Петров», «Иван Сергеевич Петров», «Петров Иван Сергеевич», "Mary Jane van der Berg". `text` is not empty."""
    first, *others = text.split()
    if not others:
        return Name(first)
    if len(others) == 1:
        return Name(first, middle=others[0]) if _is_patronymic(others[0]) else Name(first, last=others[0])
    if len(others) == 2 and _is_patronymic(others[1]) and not _is_patronymic(others[0]):
        return Name(others[0], middle=others[1], last=first)
    if _is_patronymic(others[0]):
        return Name(first, middle=others[0], last=" ".join(others[1:]))
    return Name(first, last=" ".join(others))


def _is_patronymic(word: str) -> bool:
    return len(word) >= _SHORTEST and _PATRONYMIC.search(word) is not None
