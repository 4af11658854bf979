"""Words and patterns: text becomes tokens, tokens stand for classes of words, patterns of classes make readings.

A language's file names the classes and the patterns; what a reading means is the caller's. Files of several languages are laid
over each other, so that a mixed message is understood.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

Value = Any
"""Of a word: the number of a weekday, the name of a unit … ; what it is depends on its class."""

_PIECES = r"""
    (?P<iso>\d{4}-\d{1,2}-\d{1,2}(?:[Tt ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?(?!\d))
  | (?P<full>\d{1,2}(?P<by>[./-])\d{1,2}(?P=by)(?:\d{4}|\d{2})(?!\d))
  | (?P<clock>\d{1,2}:\d{2}(?::\d{2})?(?!\d))
  | (?P<dotted>\d{1,2}[./]\d{1,2}(?![\d./]))
  | (?P<decimal>\d{1,4},\d{1,2}(?!\d))
  | (?P<nth>\d{1,2}-?(?:SUFFIXES)(?![^\W\d_]))
  | (?P<number>\d+)
  | (?P<word>[^\W\d_]+)
  | (?P<sign>\S)
"""


@dataclass(frozen=True, slots=True)
class Token:
    """`text` is lower case with ё as е; `start` and `end` count the letters of the original."""

    kind: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Symbol:
    """What the tokens from here to `end` may stand for."""

    cls: str
    value: Value
    end: int


@dataclass(frozen=True, slots=True)
class Element:
    classes: frozenset[str]
    optional: bool


@dataclass(frozen=True, slots=True)
class Pattern:
    reading: str
    elements: tuple[Element, ...]
    first: frozenset[str]


@dataclass(frozen=True, slots=True)
class Found:
    """A pattern that fits: the values of its classes in order, and where it ends."""

    reading: str
    values: Mapping[str, Sequence[Value]]
    end: int


def fold(text: str) -> str:
    return text.lower().replace("ё", "е")


class Grammar:
    """The words and patterns of one or more languages, the first one's customs first."""

    def __init__(self, files: Sequence[Mapping[str, Any]]) -> None:
        self.day_first = files[0]["numeric_dates"] == "day-month"
        suffixes = sorted({fold(suffix) for file in files for suffix in _parted(file["ordinal_suffixes"])}, key=len, reverse=True)
        self._token = re.compile(_PIECES.replace("SUFFIXES", "|".join(suffixes)), re.VERBOSE)
        self._words: dict[str, list[tuple[tuple[str, ...], str, Value]]] = {}
        for file in files:
            for cls, words in file["words"].items():
                self._learn(cls, words)
        self._patterns = tuple(
            dict.fromkeys(
                _pattern(reading, written) for file in files for reading, many in file["patterns"].items() for written in many
            )
        )

    def _learn(self, cls: str, words: str | Sequence[str] | Mapping[str, str]) -> None:
        valued = (
            {None: words}.items()
            if not isinstance(words, Mapping)
            else ((_value(name), phrases) for name, phrases in words.items())
        )
        for value, phrases in valued:
            for phrase in _parted(phrases):
                key = tuple(token.text for token in self.tokens(phrase))
                known = self._words.setdefault(key[0], [])
                if (key, cls, value) not in known:
                    known.append((key, cls, value))

    def tokens(self, text: str) -> list[Token]:
        return [
            Token(match.lastgroup or "sign", fold(match.group()), match.start(), match.end())
            for match in self._token.finditer(text)
        ]

    def knows(self, word: str) -> bool:
        return word in self._words

    def symbols(self, tokens: Sequence[Token], at: int) -> list[Symbol]:
        """Everything that may begin at this token."""
        token = tokens[at]
        found = list(_numeric(token, at))
        for phrase, cls, value in self._words.get(token.text, ()):
            end = at + len(phrase)
            if len(phrase) == 1 or tuple(following.text for following in tokens[at:end]) == phrase:
                found.append(Symbol(cls, value, end))
        return found + self._compound(tokens, found)

    def _compound(self, tokens: Sequence[Token], found: Sequence[Symbol]) -> list[Symbol]:
        """«двадцать пять», "twenty-first": tens, then ones."""
        made = []
        for tens in (symbol for symbol in found if symbol.cls == "tens"):
            made.append(Symbol("number", tens.value, tens.end))
            ones = tens.end + 1 if tens.end < len(tokens) and tokens[tens.end].text == "-" else tens.end
            for _phrase, cls, value in self._words.get(tokens[ones].text, ()) if ones < len(tokens) else ():
                if cls in {"number", "ordinal"} and value in range(1, 10):
                    made.append(Symbol(cls, tens.value + value, ones + 1))
        return made

    def readings(self, tokens: Sequence[Token], at: int, seen: dict[int, list[Symbol]]) -> list[Found]:
        """Every pattern that fits from this token on, the longest first. `seen` keeps the symbols between calls on one text."""
        here = {symbol.cls for symbol in self._at(tokens, at, seen)}
        found = [
            Found(pattern.reading, values, end)
            for pattern in self._patterns
            if not pattern.first.isdisjoint(here)
            for end, values in self._fits(tokens, at, pattern.elements, seen)
        ]
        return sorted(found, key=lambda one: -one.end)

    def _at(self, tokens: Sequence[Token], at: int, seen: dict[int, list[Symbol]]) -> list[Symbol]:
        if at >= len(tokens):
            return []
        if at not in seen:
            seen[at] = self.symbols(tokens, at)
        return seen[at]

    def _fits(
        self, tokens: Sequence[Token], at: int, elements: Sequence[Element], seen: dict[int, list[Symbol]]
    ) -> Iterator[tuple[int, dict[str, list[Value]]]]:
        if not elements:
            yield at, {}
            return
        element, rest = elements[0], elements[1:]
        for symbol in self._at(tokens, at, seen):
            if symbol.cls in element.classes:
                for end, values in self._fits(tokens, symbol.end, rest, seen):
                    yield end, {**values, symbol.cls: [symbol.value, *values.get(symbol.cls, ())]}
        if element.optional:
            yield from self._fits(tokens, at, rest, seen)


@cache
def grammar(languages: tuple[str, ...]) -> Grammar:
    """Of these languages; the first one's customs win (the order of numeric dates)."""
    return Grammar([language_file(language) for language in languages])


@cache
def language_file(language: str) -> Mapping[str, Any]:
    source = resources.files("core.capture.languages").joinpath(f"{language}.toml")
    return tomllib.loads(source.read_text(encoding="utf-8"))


@cache
def shipped() -> tuple[str, ...]:
    """The languages that have a file."""
    names = (file.name for file in resources.files("core.capture.languages").iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


def in_order(first: str) -> tuple[str, ...]:
    """All languages, a person's own first."""
    return tuple(sorted(shipped(), key=lambda language: (language != first, language)))


def _numeric(token: Token, at: int) -> Iterator[Symbol]:
    """What a token of digits may stand for."""
    if token.kind not in {"word", "sign"}:
        for cls, value in _NUMERIC[token.kind](token.text, [int(digits) for digits in re.findall(r"\d+", token.text)]):
            yield Symbol(cls, value, at + 1)


def _number(text: str, numbers: Sequence[int]) -> Iterator[tuple[str, Value]]:
    if len(text) <= 6:
        yield "number", numbers[0]
    if len(text) == 4:
        yield "year", numbers[0]


def _dotted(text: str, numbers: Sequence[int]) -> Iterator[tuple[str, Value]]:
    """12.30 is a day, a clock or a fraction; 12/30 is a day."""
    yield "numeric", (numbers[0], numbers[1], None)
    if "." in text:
        yield "decimal", float(text)
        if len(text.partition(".")[2]) == 2:
            yield "dotted_time", (numbers[0], numbers[1], text[0] == "0")


_NUMERIC: Mapping[str, Callable[[str, Sequence[int]], Iterable[tuple[str, Value]]]] = {
    "number": _number,
    "dotted": _dotted,
    "nth": lambda _text, numbers: [("nth", numbers[0]), ("ordinal", numbers[0])],
    "clock": lambda text, numbers: [("clock", (numbers[0], numbers[1], text[0] == "0"))],
    "full": lambda _text, numbers: [("numeric", tuple(numbers))],
    "iso": lambda _text, numbers: [("iso", tuple(numbers[:5]))],
    "decimal": lambda text, _numbers: [("decimal", float(text.replace(",", ".")))],
}


def _parted(phrases: str | Sequence[str]) -> list[str]:
    """«пт, птн» or a list, where a comma itself is meant."""
    return [phrase.strip() for phrase in phrases.split(",")] if isinstance(phrases, str) else list(phrases)


def _value(name: str) -> Value:
    try:
        return float(name) if "." in name else int(name)
    except ValueError:
        return name


def _pattern(reading: str, written: str) -> Pattern:
    elements = tuple(Element(frozenset(part.rstrip("?").split("|")), part.endswith("?")) for part in written.split())
    first: set[str] = set()
    for element in elements:
        first |= element.classes
        if not element.optional:
            break
    return Pattern(reading, elements, frozenset(first))
