"""What Telegram finds in a text by itself: links, e-mails, phones, mentions, hashtags, cashtags, bot commands."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from simulator.telegram.text.entities import Entity

if TYPE_CHECKING:
    from collections.abc import Iterator

_TOP_DOMAINS = frozenset(
    [
        "com",
        "net",
        "org",
        "info",
        "biz",
        "io",
        "me",
        "ru",
        "su",
        "ua",
        "by",
        "kz",
        "uz",
        "de",
        "fr",
        "uk",
        "us",
        "eu",
        "it",
        "es",
        "pl",
        "nl",
        "se",
        "no",
        "fi",
        "dk",
        "ch",
        "at",
        "be",
        "cz",
        "pt",
        "tr",
        "in",
        "cn",
        "jp",
        "kr",
        "br",
        "ca",
        "au",
        "nz",
        "dev",
        "app",
        "ai",
        "co",
        "tv",
        "xyz",
        "online",
        "site",
        "shop",
        "store",
        "tech",
        "pro",
        "club",
        "рф",
        "укр",
        "бел",
        "москва",
        "онлайн",
        "gov",
        "edu",
        "int",
        "mil",
        "name",
        "mobi",
        "museum",
        "travel",
        "jobs",
        "tel",
        "asia",
        "cat",
        "post",
        "xxx",
        "aero",
        "coop",
    ]
)
_MENTION = re.compile(r"(?<!\w)@(\w{2,32})(?!\w)", re.ASCII)
_COMMAND = re.compile(r"(?<![\w/<>])/[a-zA-Z0-9_]{1,64}(?:@[a-zA-Z0-9_]{3,32})?(?![\w/<>])")
_HASHTAG = re.compile(r"(?<![\w·])#(?=\d*[^\W\d])[\w·]{1,256}(?:@[a-zA-Z0-9_]{3,32})?(?![\w·]*#)")
_CASHTAG = re.compile(r"(?<![\w$·])\$(?:1INCH|[A-Z]{1,8})(?:@[a-zA-Z0-9_]{3,32})?(?![\w$·])")
_EMAIL = re.compile(
    r"(?<![\w.+-])(?:[a-z0-9_-]{0,26}[.+]){0,10}[a-z0-9_-]{1,35}@(?:[a-z0-9](?:[a-z0-9_-]{0,28}[a-z0-9])?\.){1,6}[a-z]{2,8}"
    r"(?![\w-])",
    re.IGNORECASE | re.ASCII,
)
_URL = re.compile(
    r"(?:(?P<scheme>https?|ftp|tonsite)://)?(?:[^\s/@<>\"«»()\[\]{}'`]+@)?"
    r"(?P<host>(?:[^\W_](?:[\w~-]*[^\W_])?\.)+(?P<top>xn--[a-z0-9]+|[^\W\d_]{2,}|\d{1,3}))\.?(?::\d{1,5})?"
    r"(?P<path>[/?#][^\s<>\"«»\u2000-\u200b\u200e\u200f\u2016-\u206f]*)?",
    re.IGNORECASE,
)
_TG_URL = re.compile(r"(?:tg|ton)://[a-z0-9_-]{1,253}(?:[/?#][^\s<>\"«»]*)?", re.IGNORECASE)
_IPV4 = re.compile(r"(?:\d{1,3}\.){3}\d{1,3}")
_PHONE = re.compile(r"(?<![\w+])\+\d(?:[ ()-]{0,2}\d){9,14}(?!\w)")
_PATH_TAIL = ".:;,('?!`"
_BRACKETS = {"(": ")", "[": "]", "{": "}"}
_HINT = re.compile(r"[@/#$.+]|://")


def find_entities(text: str, *, with_commands: bool = True) -> list[Entity]:
    """In UTF-16 units, none overlapping another; mentions first, links before phones."""
    if not _HINT.search(text):
        return []
    spans = sorted(_spans(text, with_commands), key=lambda span: (span[1], -span[2]))
    kept: list[tuple[str, int, int]] = []
    for span in spans:
        if not kept or span[1] >= kept[-1][2]:
            kept.append(span)
    wide = [index for index, char in enumerate(text) if char > "\uffff"]
    return [_entity(kind, start, end, wide) for kind, start, end in kept]


def _entity(kind: str, start: int, end: int, wide: list[int]) -> Entity:
    before, within = bisect_left(wide, start), bisect_left(wide, end)
    return Entity(kind, start + before, end - start + within - before)


def _spans(text: str, with_commands: bool) -> Iterator[tuple[str, int, int]]:
    for found in _MENTION.finditer(text):
        if len(found.group(1)) >= 4 and not _after_word(text, found.start()):
            yield "mention", found.start(), found.end()
    if with_commands:
        yield from (("bot_command", found.start(), found.end()) for found in _COMMAND.finditer(text))
    yield from (("hashtag", found.start(), found.end()) for found in _HASHTAG.finditer(text))
    yield from (("cashtag", found.start(), found.end()) for found in _CASHTAG.finditer(text))
    yield from (("phone_number", found.start(), found.end()) for found in _PHONE.finditer(text))
    emails = [(found.start(), found.end()) for found in _EMAIL.finditer(text)] if "@" in text else []
    yield from (("email", start, end) for start, end in emails)
    if "." in text or "://" in text:
        yield from _urls(text, emails)


def _after_word(text: str, position: int) -> bool:
    return position > 0 and (text[position - 1].isalnum() or text[position - 1] == "_")


def _urls(text: str, emails: list[tuple[int, int]]) -> Iterator[tuple[str, int, int]]:
    for found in _TG_URL.finditer(text):
        yield "url", found.start(), found.start() + len(found.group().rstrip(_PATH_TAIL))
    for found in _URL.finditer(text):
        start, end = found.start(), found.end()
        if any(begin < end and start < stop for begin, stop in emails):
            continue
        if _believable(text, found):
            path = found.group("path") or ""
            kept = _balanced(path)
            if len(kept) > 1:
                kept = kept[:1] + kept[1:].rstrip(_PATH_TAIL)
            whole = text[start : end - len(path) + len(kept)].rstrip(".")
            yield "url", start, start + len(whole)


def _balanced(path: str) -> str:
    """The path up to a closing bracket that nothing in it has opened: `(see a.com/b)` ends before it."""
    opened: list[str] = []
    for position, char in enumerate(path):
        if char in _BRACKETS:
            opened.append(_BRACKETS[char])
        elif char in _BRACKETS.values() and (not opened or opened.pop() != char):
            return path[:position]
    return path


def _believable(text: str, found: re.Match[str]) -> bool:
    start, top = found.start(), found.group("top").lower()
    if start and (text[start - 1] in "/#@" or _after_word(text, start)):
        return False
    if top.isdigit():
        return bool(_IPV4.fullmatch(found.group("host")))
    return bool(found.group("scheme")) or top in _TOP_DOMAINS or top.startswith("xn--")
