"""From what a bot or a person typed to what a message says: parse, clean, trim, detect."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from simulator.telegram.refusals import Refusal, refused
from simulator.telegram.text.detect import find_entities
from simulator.telegram.text.entities import Entity, merge_found, settle, utf16_length
from simulator.telegram.text.html import parse_html
from simulator.telegram.text.markdown import parse_markdown, parse_markdown_v2

if TYPE_CHECKING:
    from collections.abc import Callable

Formatted = tuple[str, list[Entity]]

_LONGEST_SOURCE = 1 << 15
_PARSERS: dict[str, Callable[[str], Formatted]] = {
    "html": parse_html,
    "markdownv2": parse_markdown_v2,
    "markdown": parse_markdown,
}
_REMOVED = re.compile("[\r\u2028-\u202e\u0333\u033f\u030a]")
_CONTROL = re.compile("[\x00-\x09\x0b-\x1f]")
_MARKS = re.compile("[\u200e\u200f]+(?=[\u200e\u200f])")
_INVISIBLE = frozenset(
    " \n\u00a0\u1680\u180e\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b\u200c\u200d\u200e"
    "\u200f\u202e\u202f\u205f\u2800\u3000\ufeff\ufffc"
)
_GIVEN = {"bold", "italic", "underline", "strikethrough", "spoiler", "code", "blockquote", "expandable_blockquote"}
_FOUND = {"mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number", "bank_card_number"}


def format_text(source: str, parse_mode: str = "", entities: Any = None, *, with_commands: bool = True) -> Formatted:
    """The text and its entities; ("", []) when nothing visible is left. Raises what Telegram answers to bad markup."""
    if len(source.encode()) > _LONGEST_SOURCE:
        raise refused(Refusal.SOURCE_TOO_LONG)
    mode = parse_mode.lower()
    if source and mode not in {"", "none"}:
        if mode not in _PARSERS:
            raise refused(Refusal.BAD_PARSE_MODE)
        text, found = _PARSERS[mode](source)
    else:
        text, found = source, _given(entities)
    text, found = _clean(text, settle(found) if found else [])
    text, found = _trim(text, found)
    if all(char in _INVISIBLE for char in text):
        return "", []
    return text, merge_found(found, find_entities(text, with_commands=with_commands))


def _given(entities: Any) -> list[Entity]:
    if not isinstance(entities, list):
        return []
    return [entity for entity in map(_given_one, entities) if entity is not None]


def _given_one(entity: Any) -> Entity | None:
    if not isinstance(entity, dict):
        raise refused(Refusal.BAD_ENTITY, why="expected an Object")
    for name, wanted in (("offset", int), ("length", int), ("type", str)):
        if name not in entity:
            raise refused(Refusal.BAD_ENTITY, why=f'Can\'t find field "{name}"')
        if not isinstance(entity[name], wanted):
            kind_name = "Number" if wanted is int else "String"
            raise refused(Refusal.BAD_ENTITY, why=f'Field "{name}" must be of type {kind_name}')
    kind, offset, length = str(entity["type"]), int(entity["offset"]), int(entity["length"])
    if kind in _FOUND or length == 0:
        return None
    if kind in _GIVEN:
        return Entity(kind, offset, length)
    return Entity(kind, offset, length, _extra(kind, entity))


def _extra(kind: str, entity: dict[str, Any]) -> dict[str, Any]:
    match kind:
        case "pre":
            return {"language": entity["language"]} if entity.get("language") else {}
        case "text_link" if "url" in entity:
            return {"url": entity["url"]}
        case "text_mention" if isinstance(entity.get("user"), dict):
            return {"user": {"id": int(entity["user"]["id"])}}
        case "custom_emoji" if "custom_emoji_id" in entity:
            return {"custom_emoji_id": str(entity["custom_emoji_id"])}
        case "date_time" if "unix_time" in entity:
            shown = {"date_time_format": entity["date_time_format"]} if entity.get("date_time_format") else {}
            return {"unix_time": entity["unix_time"], **shown}
    raise refused(Refusal.BAD_ENTITY, why="Unsupported type specified")


def _clean(text: str, entities: list[Entity]) -> Formatted:
    """Control characters become spaces, some are removed; entities follow."""
    _check_fit(text, entities)
    removed = [found.start() for found in _REMOVED.finditer(text)]
    if removed and entities:
        units = [utf16_length(text[:position]) for position in removed]
        entities = [
            Entity(e.type, e.offset - sum(u < e.offset for u in units),
                   e.length - sum(e.offset <= u < e.end for u in units), e.extra)
            for e in entities
        ]  # fmt: skip
    cleaned = _CONTROL.sub(" ", _REMOVED.sub("", text))
    return _MARKS.sub(lambda found: "\u200c" * len(found.group()), cleaned), [e for e in entities if e.length > 0]


def _check_fit(text: str, entities: list[Entity]) -> None:
    size = utf16_length(text)
    for entity in entities:
        if entity.offset > size:
            raise refused(Refusal.ENTITY_AFTER_END, offset=entity.offset)
        if entity.end > size:
            raise refused(Refusal.ENTITY_TOO_LONG, offset=entity.offset, end=entity.end)
        _check_whole(text, entity.offset, entity, starts=True)
        _check_whole(text, entity.end, entity, starts=False)


def _check_whole(text: str, unit: int, entity: Entity, *, starts: bool) -> None:
    encoded = text.encode("utf-16-le", "surrogatepass")[unit * 2 : unit * 2 + 2]
    if len(encoded) == 2 and 0xDC <= encoded[1] <= 0xDF:
        at = len(text.encode("utf-16-le", "surrogatepass")[: (unit + 1) * 2].decode("utf-16-le", "ignore").encode())
        if starts:
            raise refused(Refusal.ENTITY_BEGINS_INSIDE, at=at)
        raise refused(Refusal.ENTITY_ENDS_INSIDE, offset=entity.offset, at=at)


def _trim(text: str, entities: list[Entity]) -> Formatted:
    """Right: all spaces go, also out of entities. Left: only up to the first entity."""
    text = text.rstrip(" \n")
    size = utf16_length(text)
    entities = [Entity(e.type, e.offset, min(e.length, size - e.offset), e.extra) for e in entities if e.offset < size]
    leading = len(text) - len(text.lstrip(" \n"))
    cut = min([leading, *(entity.offset for entity in entities)])
    return text[cut:], [Entity(e.type, e.offset - cut, e.length, e.extra) for e in entities]


def json_entities(source: str) -> Any:
    """What `entities` holds; broken JSON counts as none, as on the server."""
    try:
        return json.loads(source) if source else None
    except ValueError:
        return None
