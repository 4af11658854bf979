"""Telegram's HTML: a dozen tags, four named references, errors that count bytes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from simulator.telegram.refusals import Refusal, refused
from simulator.telegram.text.entities import Entity, in_order, utf16_length
from simulator.telegram.text.links import link_entity

_PLAIN_TAGS = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "tg-spoiler": "spoiler", "span": "spoiler",
}  # fmt: skip
_TAGS = frozenset({*_PLAIN_TAGS, "a", "tg-emoji", "tg-time", "pre", "code", "blockquote"})
_REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]+)|#([0-9]+)|(lt|gt|amp|quot)(?![a-zA-Z]));?")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_END = "\0"
_PLAIN = re.compile(r"[^<&]+")
_SPACE = frozenset(" \t\r\n\0\v")
_TOKEN = re.compile(r"[0-9A-Za-z.-]*")
_DATE_FORMAT = re.compile(r"[rR]|[tTdDwW]*")


@dataclass(slots=True)
class _Open:
    tag: str
    offset: int
    begin: int
    argument: str = ""
    unix: int = 0


@dataclass(slots=True)
class _Parser:
    source: str
    position: int = 0
    offset: int = 0
    out: list[str] = field(default_factory=list)
    open: list[_Open] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)

    def run(self) -> tuple[str, list[Entity]]:
        size = len(self.source) - 1
        while self.position < size:
            char = self.source[self.position]
            if char == "<":
                self._tag()
            elif char == "&" and (found := _reference(self.source, self.position)):
                self._put(found[0])
                self.position = found[1]
            else:
                plain = _PLAIN.match(self.source, self.position + 1, size)
                end = plain.end() if plain else self.position + 1
                self._put(self.source[self.position : end])
                self.position = end
        if self.open:
            raise _broken(f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag}"')
        return "".join(self.out), in_order(self.entities)

    def _put(self, text: str) -> None:
        self.out.append(text)
        self.offset += utf16_length(text)

    def _tag(self) -> None:
        begin = self.position
        self.position += 1
        if self.source[self.position] == "/":
            self._end_tag(begin)
        else:
            self._start_tag(begin)

    def _at(self, position: int) -> str:
        return f"at byte offset {len(self.source[:position].encode())}"

    def _skip_spaces(self) -> None:
        while self.source[self.position] != _END and self.source[self.position] in _SPACE:
            self.position += 1

    def _name(self, begin: int) -> str:
        while self.source[self.position] not in _SPACE and self.source[self.position] != ">":
            self.position += 1
        return self.source[begin : self.position].lower()

    def _start_tag(self, begin: int) -> None:
        tag = self._name(begin + 1)
        if self.position >= len(self.source) - 1:
            raise _broken(f"Unclosed start tag {self._at(begin)}")
        if tag not in _TAGS:
            raise _broken(f'Unsupported start tag "{tag}" {self._at(begin)}')
        opened = _Open(tag, self.offset, len(self.out))
        while self.source[self.position] != ">":
            self._skip_spaces()
            if self.source[self.position] == ">":
                break
            self._attribute(opened, begin)
        if tag == "span" and opened.argument != "spoiler":
            raise _broken(f'Tag "span" must have class "tg-spoiler" {self._at(begin)}')
        self.open.append(opened)
        self.position += 1

    def _attribute(self, opened: _Open, begin: int) -> None:
        start = self.position
        while self.source[self.position] not in _SPACE and self.source[self.position] not in "=>/\"'":
            self.position += 1
        name = self.source[start : self.position]
        if not name:
            raise _broken(f'Empty attribute name in the tag "{opened.tag}" {self._at(begin)}')
        self._skip_spaces()
        if self.source[self.position] != "=":
            if self._ended():
                raise _broken(f'Unclosed start tag "{opened.tag}" {self._at(begin)}')
            _apply(opened, name, "")
            return
        self.position += 1
        self._skip_spaces()
        if self._ended():
            raise _broken(f'Unclosed start tag "{opened.tag}" {self._at(begin)}')
        value = self._value()
        if self._ended():
            raise _broken(f"Unclosed start tag {self._at(begin)}")
        _apply(opened, name, value)

    def _ended(self) -> bool:
        return self.position >= len(self.source) - 1

    def _value(self) -> str:
        quote = self.source[self.position]
        if quote not in "'\"":
            return self._token()
        self.position += 1
        value: list[str] = []
        while self.source[self.position] not in {quote, _END}:
            found = _reference(self.source, self.position) if self.source[self.position] == "&" else None
            char, self.position = found or (self.source[self.position], self.position + 1)
            value.append(char)
        if self.source[self.position] == quote:
            self.position += 1
        return "".join(value)

    def _token(self) -> str:
        found = _TOKEN.match(self.source, self.position)
        start, self.position = self.position, found.end() if found else self.position
        if self.source[self.position] not in _SPACE and self.source[self.position] != ">":
            raise _broken(f"Unexpected end of name token {self._at(start)}")
        return self.source[start : self.position].lower()

    def _end_tag(self, begin: int) -> None:
        if not self.open:
            raise _broken(f"Unexpected end tag {self._at(begin)}")
        name = self._name(begin + 2)
        self._skip_spaces()
        if self.source[self.position] != ">":
            raise _broken(f"Unclosed end tag {self._at(begin)}")
        opened = self.open.pop()
        if name not in {"", opened.tag}:
            raise _broken(f'Unmatched end tag {self._at(begin)}, expected "</{opened.tag}>", found "</{name}>"')
        self.position += 1
        if self.offset > opened.offset:
            self._close(opened)

    def _close(self, opened: _Open) -> None:
        offset, length = opened.offset, self.offset - opened.offset
        if opened.tag in _PLAIN_TAGS:
            self.entities.append(Entity(_PLAIN_TAGS[opened.tag], offset, length))
        elif opened.tag == "a":
            link = link_entity(opened.argument or "".join(self.out[opened.begin :]), offset, length)
            self.entities.extend([link] if link else [])
        elif opened.tag == "blockquote":
            kind = "expandable_blockquote" if opened.argument else "blockquote"
            self.entities.append(Entity(kind, offset, length))
        elif opened.tag == "tg-emoji":
            if not opened.argument.isdigit() or int(opened.argument) == 0:
                raise _broken("Invalid custom emoji identifier specified")
            self.entities.append(Entity("custom_emoji", offset, length, {"custom_emoji_id": opened.argument}))
        elif opened.tag == "tg-time":
            self._close_time(opened, offset, length)
        else:
            self._close_verbatim(opened, offset, length)

    def _close_time(self, opened: _Open, offset: int, length: int) -> None:
        if not _DATE_FORMAT.fullmatch(opened.argument):
            raise _broken("Invalid date-time format specified")
        if opened.unix > 0:
            extra = {"date_time_format": opened.argument} if opened.argument else {}
            self.entities.append(Entity("date_time", offset, length, {"unix_time": opened.unix, **extra}))

    def _close_verbatim(self, opened: _Open, offset: int, length: int) -> None:
        """`pre` around `code class=language-…`, in either order, is one block with a language."""
        last = self.entities[-1] if self.entities else None
        same = last is not None and (last.offset, last.length) == (offset, length)
        if last is not None and same and opened.tag == "pre" and last.type == "code" and last.extra:
            self.entities[-1] = Entity("pre", offset, length, last.extra)
        elif last is not None and same and opened.tag == "code" and last.type == "pre" and opened.argument:
            self.entities[-1] = Entity("pre", offset, length, {"language": opened.argument})
        else:
            extra = {"language": opened.argument} if opened.tag == "code" and opened.argument else {}
            self.entities.append(Entity(opened.tag, offset, length, extra))


def parse_html(source: str) -> tuple[str, list[Entity]]:
    text, entities = _Parser(source + _END).run()
    return text, [Entity("code", e.offset, e.length) if e.type == "code" else e for e in entities]


def _apply(opened: _Open, name: str, value: str) -> None:
    match opened.tag, name:
        case "a", "href":
            opened.argument = value
        case "code", "class" if value.startswith("language-"):
            opened.argument = value.removeprefix("language-")
        case "span", "class" if value.startswith("tg-"):
            opened.argument = value.removeprefix("tg-")
        case "tg-emoji", "emoji-id":
            opened.argument = value
        case "blockquote", "expandable":
            opened.argument = "1"
        case "tg-time", "unix":
            opened.unix = int(value) if value.lstrip("-").isdigit() else 0
        case "tg-time", "format":
            opened.argument = value


def _reference(source: str, position: int) -> tuple[str, int] | None:
    found = _REFERENCE.match(source, position)
    if found is None:
        return None
    hexadecimal, decimal, name = found.groups()
    if name:
        return _NAMED[name], found.end()
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    too_long = len(found.group().rstrip(";")) >= 10
    if code == 0 or code >= 0x10FFFF or too_long or 0xD800 <= code <= 0xDFFF:
        return None
    return chr(code), found.end()


def _broken(words: str) -> Exception:
    return refused(Refusal.CANT_PARSE_ENTITIES, why=words)
