"""Invented customers: the same at every run, since `random` is seeded by whoever asks."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from random import Random

FEMALE_ENDINGS = {"ов": "ова", "ев": "ева", "ёв": "ёва", "ин": "ина"}
LATIN = dict(zip("абвгдеёзийклмнопрстуфыэ", "abvgdeeziyklmnoprstufye", strict=True)) | {
    "ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sch", "ъ": "", "ь": "", "ю": "yu", "я": "ya",
}  # fmt: skip
RUSSIAN_MOBILE = "+7974"
"""A mobile code that is assigned to nobody."""
LONDON_DRAMA = "+44207946"
"""020 7946 0000-0999: kept free for drama."""
AMERICAN_DRAMA = ("+1212555", "+1312555")
"""555-0100 to 555-0199 of every area: kept free for fiction."""


@dataclass(frozen=True, slots=True)
class Invented:
    language: str
    first_name: str
    last_name: str
    phone: str
    email: str
    company: str | None
    job_title: str | None


@cache
def words(language: str, kind: str) -> tuple[str, ...]:
    """A list of vocabulary.toml."""
    return tuple(_read()[language][kind])


def invent(random: Random, language: str, number: int) -> Invented:
    """The customer of this number; numbers make phones unique."""
    female = random.random() < 0.5
    first, last = random.choice(words(language, "female" if female else "male")), random.choice(words(language, "surnames"))
    if language == "ru" and female:
        last = last[:-2] + FEMALE_ENDINGS[last[-2:]]
    company = random.choice(words(language, "companies")) if random.random() < 0.4 else None
    return Invented(
        language=language,
        first_name=first,
        last_name=last,
        phone=_phone(language, number),
        email=f"{latin(first)}.{latin(last)}{number}@{random.choice(('example.com', 'example.org', 'mail.example.net'))}",
        company=company,
        job_title=random.choice(words(language, "titles")) if company else None,
    )


def latin(name: str) -> str:
    """«Щукин» -> "schukin", for an address."""
    return "".join(LATIN.get(letter, letter) for letter in name.lower() if letter.isalpha())


def _phone(language: str, number: int) -> str:
    if language == "ru":
        return f"{RUSSIAN_MOBILE}{2_000_000 + number * 4099:07d}"
    if number % 3 == 0:
        return f"{LONDON_DRAMA}{number:04d}"
    return f"{AMERICAN_DRAMA[number % 3 - 1]}{100 + number // 3 % 100:04d}"


@cache
def _read() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(resources.files(__package__).joinpath("vocabulary.toml").read_text(encoding="utf-8"))
