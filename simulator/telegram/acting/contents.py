"""What a person's message can hold, from what the control API is told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from simulator.telegram.methods.media import media_content
from simulator.telegram.shapes import entity_shapes
from simulator.telegram.text.formatting import format_text
from simulator.world import WorldError

if TYPE_CHECKING:
    from simulator.telegram.acting.acts import Act
    from simulator.telegram.files import File
    from simulator.telegram.model import Shape

KINDS = ("photo", "document", "voice", "video_note", "sticker", "audio", "video", "animation")


def content_of(act: Act, told: Shape) -> Shape:
    """Text, a file with its caption, a contact, a place."""
    for kind in KINDS:
        if kind in told:
            return {**media_content(_file(act, kind, told[kind])), **_words(act, told, "caption")}
    if "contact" in told:
        return {"contact": _contact(told["contact"])}
    if "location" in told:
        return {"location": _location(told["location"])}
    if "venue" in told:
        venue = {**told["venue"], "location": _location(told["venue"]["location"])}
        return {"venue": venue, "location": venue["location"]}
    words = _words(act, told, "text")
    if not words:
        raise WorldError("an empty message is not sent")
    return words


def _words(act: Act, told: Shape, field: str) -> Shape:
    entities = told.get("entities") or told.get("caption_entities")
    text, found = format_text(str(told.get(field) or ""), told.get("parse_mode") or "", entities)
    if not text:
        return {}
    shapes = entity_shapes(act.telegram, found)
    name = "entities" if field == "text" else "caption_entities"
    return {field: text, name: shapes} if shapes else {field: text}


def _file(act: Act, kind: str, upload: str) -> File:
    """The upload as the kind it is sent as: the page uploads first and may send it as another kind."""
    file = act.telegram.files.by_unique_id(str(upload))
    if file is None:
        raise WorldError(f"no upload {upload}")
    if file.kind == kind:
        return file
    return act.telegram.files.add(kind, file.data, name=file.name, mime_type=file.mime_type, size=file.size)


def _contact(told: Shape) -> Shape:
    contact = {"phone_number": str(told["phone_number"]), "first_name": str(told["first_name"])}
    contact.update({name: str(told[name]) for name in ("last_name", "vcard") if told.get(name)})
    return {**contact, "user_id": int(told["user_id"])} if told.get("user_id") else contact


def _location(told: Any) -> Shape:
    return {"latitude": float(told["latitude"]), "longitude": float(told["longitude"])}
