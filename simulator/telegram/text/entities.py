"""Message entities: their order, and how overlapping ones are merged, split or dropped (as TDLib's MessageEntity does)."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field, replace
from typing import Any

SPLITTABLE = ("bold", "italic", "underline", "strikethrough", "spoiler")
QUOTES = frozenset({"blockquote", "expandable_blockquote"})
VERBATIM = frozenset({"pre", "code", "date_time"})

_PRIORITY = {
    "bold": 90, "italic": 91, "underline": 92, "strikethrough": 93, "spoiler": 94, "code": 20, "pre": 11,
    "text_link": 49, "text_mention": 49, "blockquote": 0, "expandable_blockquote": 0, "custom_emoji": 99,
    "date_time": 30,
}  # fmt: skip


@dataclass(slots=True, frozen=True)
class Entity:
    """Offset and length count UTF-16 units."""

    type: str
    offset: int
    length: int
    extra: dict[str, Any] = field(default_factory=dict)

    @property
    def end(self) -> int:
        return self.offset + self.length

    def shape(self) -> dict[str, Any]:
        return {"type": self.type, "offset": self.offset, "length": self.length, **self.extra}


def utf16_length(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def in_order(entities: list[Entity]) -> list[Entity]:
    return sorted(entities, key=lambda entity: (entity.offset, -entity.length, _PRIORITY.get(entity.type, 50)))


def settle(entities: list[Entity]) -> list[Entity]:
    """The entities a message keeps of those it was given: none crosses another, styles are merged and split at borders."""
    ordered = in_order([entity for entity in entities if entity.length > 0])
    styles = [entity for entity in ordered if entity.type in SPLITTABLE]
    quotes = _without_overlaps([entity for entity in ordered if entity.type in QUOTES])
    solid = _without_overlaps([e for e in ordered if e.type not in SPLITTABLE and e.type not in QUOTES])
    solid = [entity for entity in solid if not any(_crosses(entity, quote) for quote in quotes)]
    return in_order([*solid, *quotes, *_split_styles(styles, [*solid, *quotes])])


def merge_found(entities: list[Entity], found: list[Entity]) -> list[Entity]:
    """Adds what was detected in the text where it neither overlaps a solid entity nor crosses a quote."""
    solid = [entity for entity in entities if entity.type not in SPLITTABLE and entity.type not in QUOTES]
    quotes = [entity for entity in entities if entity.type in QUOTES]
    free = [
        entity
        for entity in found
        if not any(_overlap(entity, other) for other in solid) and not any(_crosses(entity, q) for q in quotes)
    ]
    return settle([*entities, *free]) if free else entities


def _overlap(one: Entity, other: Entity) -> bool:
    return one.offset < other.end and other.offset < one.end


def _crosses(entity: Entity, quote: Entity) -> bool:
    return _overlap(entity, quote) and not (quote.offset <= entity.offset and entity.end <= quote.end)


def _without_overlaps(ordered: list[Entity]) -> list[Entity]:
    kept: list[Entity] = []
    for entity in ordered:
        if not kept or entity.offset >= kept[-1].end:
            kept.append(entity)
    return kept


def _split_styles(styles: list[Entity], solid: list[Entity]) -> list[Entity]:
    """Each style as the union of its spans, cut at the borders of solid entities, and absent inside code."""
    verbatim = [entity for entity in solid if entity.type in VERBATIM]
    borders = sorted({edge for entity in solid for edge in (entity.offset, entity.end)})
    unions = {style: _union([entity for entity in styles if entity.type == style]) for style in SPLITTABLE}
    borders = sorted({*borders, *_nesting_borders(unions)})
    split = [
        Entity(style, start, end - start) for style, spans in unions.items() for span in spans for start, end in _cut(span, borders)
    ]
    return [entity for entity in split if not any(_overlap(entity, other) for other in verbatim)]


def _union(spans: list[Entity]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for entity in spans:
        if merged and entity.offset <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], entity.end))
        else:
            merged.append((entity.offset, entity.end))
    return merged


def _nesting_borders(unions: dict[str, list[tuple[int, int]]]) -> set[int]:
    """Where one style begins inside another: the outer one is cut there, so that spans nest and never cross."""
    starts = {start for spans in unions.values() for start, _ in spans}
    return {point for point in starts if any(a < point < b for spans in unions.values() for a, b in spans)}


def _cut(span: tuple[int, int], borders: list[int]) -> list[tuple[int, int]]:
    points = [span[0], *(border for border in borders if span[0] < border < span[1]), span[1]]
    return list(itertools.pairwise(points))


def moved(entities: list[Entity], by: int) -> list[Entity]:
    return [replace(entity, offset=entity.offset + by) for entity in entities]
