"""MarkdownV2, and the legacy Markdown that old bots still send."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from simulator.telegram.refusals import Refusal, refused
from simulator.telegram.text.entities import Entity, in_order
from simulator.telegram.text.links import link_entity

_END = "\0"
_RESERVED = frozenset("_*[]()~`>#+-=|{}.!\n")
_NAMES = {
    "bold": "Bold", "italic": "Italic", "underline": "Underline", "strikethrough": "Strikethrough",
    "spoiler": "Spoiler", "code": "Code", "pre": "Pre", "pre_code": "PreCode", "text_link": "TextUrl",
    "custom_emoji": "CustomEmoji", "blockquote": "BlockQuote",
}  # fmt: skip
_EMOJI_URL = re.compile(r"tg://emoji\?(?:.*&)?id=([0-9]+)(?:&.*)?")
_TIME_URL = re.compile(r"tg://time\?(?:.*&)?unix=([0-9]+)(?:&format=([rRtTdDwW]*))?")
_END_MARKS = {
    "bold": "*", "strikethrough": "~", "underline": "__", "code": "`", "pre": "```", "pre_code": "```",
    "text_link": "]", "custom_emoji": "]", "spoiler": "||",
}  # fmt: skip
_TWO_CHARS = {"||": "spoiler", "![": "custom_emoji"}
_ONE_CHAR = {"*": "bold", "~": "strikethrough", "[": "text_link"}


@dataclass(slots=True)
class _Open:
    type: str
    offset: int
    at: int
    begin: int
    argument: str = ""


@dataclass(slots=True)
class _Parser:
    source: str
    size: int
    position: int = 0
    offset: int = 0
    out: list[str] = field(default_factory=list)
    open: list[_Open] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)
    in_quote: bool = False
    may_quote: bool = True

    def run(self) -> tuple[str, list[Entity]]:
        while self.position < self.size:
            self._step()
            self.position += 1
        self._finish_quote()
        if self.open:
            raise self._no_end(self.open[-1])
        return "".join(self.out), in_order(self.entities)

    def _step(self) -> None:
        char, following = self.source[self.position], self.source[self.position + 1]
        if char == "\\" and _END < following <= "~":
            self.position += 1
            self._put(following)
            if following != "\r":
                self.may_quote = following == "\n"
        elif char not in self._reserved():
            self._put(char)
            if char != "\r":
                self.may_quote = False
        elif self._ends(char):
            self._close(char)
        else:
            self._begin(char)

    def _reserved(self) -> frozenset[str]:
        return frozenset("`") if self.open and self.open[-1].type in {"code", "pre", "pre_code"} else _RESERVED

    def _put(self, char: str) -> None:
        self.out.append(char)
        self.offset += 2 if char > "\uffff" else 1

    def _peek(self, count: int) -> str:
        return self.source[self.position : self.position + count]

    def _ends(self, char: str) -> bool:
        if not self.open:
            return False
        if self.in_quote and char == "\n" and self._peek(2) != "\n>":
            return True
        kind = self.open[-1].type
        if kind == "italic":
            return char == "_" and self._peek(2) != "__"
        mark = _END_MARKS.get(kind)
        return mark is not None and self._peek(len(mark)) == mark

    def _begin(self, char: str) -> None:
        at = self.position
        kind, argument = self._kind(char)
        if kind is not None:
            self.open.append(_Open(kind, self.offset, at, len(self.out), argument))

    def _kind(self, char: str) -> tuple[str | None, str]:
        if char in _ONE_CHAR:
            return _ONE_CHAR[char], ""
        if char == "_":
            return ("underline", self._skip(1)) if self._peek(2) == "__" else ("italic", "")
        if self._peek(2) in _TWO_CHARS:
            return _TWO_CHARS[self._peek(2)], self._skip(1)
        if char == "`":
            return self._block() if self._peek(3) == "```" else ("code", "")
        return self._line(char), ""

    def _line(self, char: str) -> str | None:
        """A new line, or the `>` that begins a quote's line."""
        if char == "\n":
            self._put("\n")
            self.may_quote = True
            return None
        if char != ">" or not self.may_quote:
            raise _broken(f"Character '{char}' is reserved and must be escaped with the preceding '\\'")
        begins, self.in_quote = not self.in_quote, True
        return "blockquote" if begins else None

    def _skip(self, count: int) -> str:
        self.position += count
        return ""

    def _block(self) -> tuple[str, str]:
        self.position += 3
        language = _language(self.source, self.position, self.size)
        self.position += len(language)
        self.position += _line_break(self.source, self.position) - 1
        return ("pre_code" if language else "pre"), language

    def _close(self, char: str) -> None:
        opened = self.open[-1]
        kind = opened.type
        if char == "\n" and kind != "blockquote":
            opened, kind = self._close_expandable(opened), "expandable_blockquote"
        keep = self.offset != opened.offset
        extra: Entity | None = None
        if kind in {"underline", "spoiler"}:
            self.position += 1
        elif kind in {"pre", "pre_code"}:
            self.position += 2
        elif kind == "text_link":
            extra, keep = self._close_link(opened), False
        elif kind == "custom_emoji":
            extra, keep = self._close_emoji(opened), False
        elif kind in {"blockquote", "expandable_blockquote"}:
            self.in_quote, self.may_quote, keep = False, True, True
            self._put(char)
        if extra is not None and extra.length:
            self.entities.append(extra)
        if keep:
            self._add(kind, opened)
        self.open.pop()

    def _add(self, kind: str, opened: _Open) -> None:
        language = {"language": opened.argument} if kind == "pre_code" else {}
        name = "pre" if kind == "pre_code" else kind
        self.entities.append(Entity(name, opened.offset, self.offset - opened.offset, language))

    def _close_expandable(self, opened: _Open) -> _Open:
        """A quote whose last line ends with an opened, empty spoiler mark is expandable."""
        after_mark = opened.at == self.position - 2
        after_return = opened.at == self.position - 3 and self.out[-1:] == ["\r"]
        if opened.type != "spoiler" or not (after_mark or after_return):
            raise self._no_end(opened)
        self.open.pop()
        if self.open[-1].type != "blockquote":
            raise self._no_end(self.open[-1])
        return self.open[-1]

    def _close_link(self, opened: _Open) -> Entity | None:
        url = "".join(self.out[opened.begin :])
        if self.source[self.position + 1] == "(":
            url = self._url()
        return link_entity(url, opened.offset, self.offset - opened.offset)

    def _close_emoji(self, opened: _Open) -> Entity | None:
        if self.source[self.position + 1] != "(":
            raise _broken("The entity must contain a tg://emoji or tg://time URL")
        url = self._url()
        offset, length = opened.offset, self.offset - opened.offset
        if emoji := _EMOJI_URL.fullmatch(url):
            return Entity("custom_emoji", offset, length, {"custom_emoji_id": emoji.group(1)})
        if moment := _TIME_URL.fullmatch(url):
            shown = {"date_time_format": moment.group(2)} if moment.group(2) else {}
            return Entity("date_time", offset, length, {"unix_time": int(moment.group(1)), **shown})
        raise _broken("Invalid tg://emoji or tg://time URL specified")

    def _url(self) -> str:
        self.position += 2
        begin, url = self.position, ""
        while self.position < self.size and self.source[self.position] != ")":
            if self.source[self.position] == "\\" and _END < self.source[self.position + 1] <= "~":
                self.position += 1
            url += self.source[self.position]
            self.position += 1
        if self.source[self.position] != ")":
            raise _broken(f"Can't find end of a URL at byte offset {self._bytes(begin)}")
        return url

    def _finish_quote(self) -> None:
        if not self.in_quote or not self.open:
            return
        kind = "blockquote"
        if self.open[-1].type == "spoiler" and self.open[-1].at == self.size - 2:
            self.open.pop()
            kind = "expandable_blockquote"
        if self.open and self.open[-1].type == "blockquote":
            opened = self.open.pop()
            if self.offset > opened.offset:
                self._add(kind, opened)

    def _bytes(self, position: int) -> int:
        return len(self.source[:position].encode())

    def _no_end(self, opened: _Open) -> Exception:
        return _broken(f"Can't find end of {_NAMES[opened.type]} entity at byte offset {self._bytes(opened.at)}")


def parse_markdown_v2(source: str) -> tuple[str, list[Entity]]:
    return _Parser(source + _END * 3, len(source)).run()


def parse_markdown(source: str) -> tuple[str, list[Entity]]:
    """The legacy dialect: no nesting, and escapes only outside of entities."""
    text, out, entities = source + _END * 3, "", []
    position = offset = 0
    while position < len(source):
        char = text[position]
        if char == "\\" and text[position + 1] in "_*`[":
            out, offset, position = out + text[position + 1], offset + 1, position + 2
            continue
        if char not in "_*`[":
            out, offset, position = out + char, offset + (2 if char > "\uffff" else 1), position + 1
            continue
        inner, position, entity = _legacy_entity(text, position, len(source), offset)
        out, offset = out + inner, offset + len(inner.encode("utf-16-le")) // 2
        entities += [entity] if entity is not None and entity.length else []
    return out, in_order(entities)


def _legacy_entity(text: str, begin: int, size: int, offset: int) -> tuple[str, int, Entity | None]:
    """What the entity at `begin` says, where the text goes on after it, and the entity."""
    mark = text[begin]
    end_mark, position, language = ("]" if mark == "[" else mark), begin + 1, ""
    if text.startswith("```", begin):
        end_mark, position = "```", begin + 3
        language = _language(text, position, size)
        position += len(language)
        position += _line_break(text, position)
    end = text.find(end_mark, position, size)
    if end < 0:
        raise _broken(f"Can't find end of the entity starting at byte offset {len(text[:begin].encode())}")
    inner, after = text[position:end], end + len(end_mark)
    length = len(inner.encode("utf-16-le")) // 2
    if mark == "[":
        url = inner
        if text[after] == "(":
            closing = text.find(")", after, size)
            closing = size if closing < 0 else closing
            url, after = text[after + 1 : closing], closing + 1
        return inner, after, link_entity(url, offset, length)
    kind = {"_": "italic", "*": "bold", "`": "code", "```": "pre"}[end_mark]
    return inner, after, Entity(kind, offset, length, {"language": language} if language else {})


def _language(text: str, position: int, size: int) -> str:
    end = position
    while text[end] not in " \t\r\n\v\0`":
        end += 1
    return text[position:end] if end < size and text[end] != "`" else ""


def _line_break(text: str, position: int) -> int:
    """How many characters of one line break stand here."""
    pair = text[position : position + 2]
    if pair in {"\r\n", "\n\r"}:
        return 2
    return 1 if pair[:1] in {"\n", "\r"} else 0


def _broken(words: str) -> Exception:
    return refused(Refusal.CANT_PARSE_ENTITIES, why=words)
