"""Sending and changing text; the text and caption of a call."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.telegram.limits import LONGEST_CAPTION, LONGEST_TEXT
from simulator.telegram.refusals import Refusal, refused
from simulator.telegram.sending import answer_with, deliver, destination
from simulator.telegram.shapes import entity_shapes
from simulator.telegram.text.formatting import format_text, json_entities

if TYPE_CHECKING:
    from typing import Any

    from simulator.telegram.calls import Call
    from simulator.telegram.model import Shape
    from simulator.telegram.network import Telegram

_PREVIEW_FLAGS = ("is_disabled", "prefer_small_media", "prefer_large_media", "show_above_text")


def send_message(call: Call) -> Shape:
    content = text_content(call)
    return answer_with(call, deliver(call, destination(call), content))


def text_content(call: Call) -> Shape:
    params = call.params
    if not params.text("text"):
        raise refused(Refusal.TEXT_EMPTY)
    content = text_shape(call.telegram, params.text("text"), params.text("parse_mode"), params.text("entities"))
    preview = _link_preview(call)
    return {**content, "link_preview_options": preview} if preview else content


def text_shape(telegram: Telegram, source: str, parse_mode: str, entities: str | list[Any] | None) -> Shape:
    given = json_entities(entities) if isinstance(entities, str) else entities
    text, found = format_text(source, parse_mode, given)
    if not text:
        raise refused(Refusal.TEXT_NON_EMPTY)
    if len(text) > LONGEST_TEXT:
        raise refused(Refusal.TEXT_TOO_LONG)
    shapes = entity_shapes(telegram, found)
    return {"text": text, "entities": shapes} if shapes else {"text": text}


def caption_content(call: Call) -> Shape:
    """The caption's fields, none without a caption."""
    params = call.params
    content = caption_shape(call.telegram, params.text("caption"), params.text("parse_mode"), params.text("caption_entities"))
    if content and params.flag("show_caption_above_media"):
        content["show_caption_above_media"] = True
    return content


def caption_shape(telegram: Telegram, source: str, parse_mode: str, entities: str | list[Any] | None) -> Shape:
    given = json_entities(entities) if isinstance(entities, str) else entities
    text, found = format_text(source, parse_mode, given)
    if len(text) > LONGEST_CAPTION:
        raise refused(Refusal.CAPTION_TOO_LONG)
    if not text:
        return {}
    shapes = entity_shapes(telegram, found)
    return {"caption": text, "caption_entities": shapes} if shapes else {"caption": text}


def _link_preview(call: Call) -> Shape:
    given = call.params.json("link_preview_options", Refusal.BAD_PREVIEW_JSON)
    if given is None:
        return {"is_disabled": True} if call.params.flag("disable_web_page_preview") else {}
    if not isinstance(given, dict):
        raise refused(Refusal.PREVIEW_NO_OBJECT)
    shown: Shape = {name: True for name in _PREVIEW_FLAGS if given.get(name) is True}
    return {**shown, "url": str(given["url"])} if given.get("url") else shown


METHODS = {"sendMessage": send_message}
