"""Sending photos, documents and the other files, alone and as albums."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from simulator.telegram.files import LARGEST_PHOTO, LARGEST_UPLOAD, image_size
from simulator.telegram.methods.texts import caption_content, caption_shape
from simulator.telegram.refusals import Refusal, refused
from simulator.telegram.sending import answer_with, deliver, destination, put

if TYPE_CHECKING:
    from collections.abc import Callable

    from simulator.telegram.calls import Call
    from simulator.telegram.files import File
    from simulator.telegram.model import Shape

_MISSING = {
    "photo": Refusal.NO_PHOTO, "document": Refusal.NO_DOCUMENT, "voice": Refusal.NO_VOICE, "video": Refusal.NO_VIDEO,
    "video_note": Refusal.NO_VIDEO_NOTE, "audio": Refusal.NO_AUDIO, "animation": Refusal.NO_ANIMATION,
    "sticker": Refusal.NO_STICKER,
}  # fmt: skip
_NUMBERS = ("duration", "width", "height", "length")
_WORDS = ("performer", "title", "emoji")
_CAPTIONLESS = frozenset({"sticker", "video_note"})
_ALBUM_KINDS = frozenset({"photo", "video", "audio", "document"})
_ALONE = frozenset({"audio", "document"})
_TYPE_NAMES = {"video_note": "VideoNote", "voice": "VoiceNote"}
_URL = ("http://", "https://")


def sender_of(kind: str) -> Callable[[Call], Shape]:
    def send(call: Call) -> Shape:
        about = {name: call.params.integer(name, low=0) for name in _NUMBERS}
        words = {name: call.params.text(name) for name in _WORDS}
        file = file_for(call, kind, call.params.text(kind), kind, {**about, **words})
        content = media_content(file, spoiler=call.params.flag("has_spoiler"))
        if kind not in _CAPTIONLESS:
            content.update(caption_content(call))
        return answer_with(call, deliver(call, destination(call), content))

    return send


def media_content(file: File, *, spoiler: bool = False) -> Shape:
    content: Shape = {file.kind: file.shape()}
    if file.kind == "animation":
        content["document"] = {name: value for name, value in content["animation"].items() if name not in _NUMBERS}
    if spoiler and file.kind in {"photo", "video", "animation"}:
        content["has_media_spoiler"] = True
    return content


def file_for(call: Call, kind: str, value: str, part: str, about: dict[str, Any]) -> File:
    """The file that a parameter means: an upload, or one that Telegram has already."""
    upload = call.params.upload_of(value, part)
    if upload is not None:
        return _uploaded(call, kind, upload.name, upload.mime_type, upload.data, about)
    if not value:
        raise refused(_MISSING[kind])
    if value.lower().startswith(_URL):
        raise refused(Refusal.URL_NOT_FETCHED)
    file = call.telegram.files.by_id(value)
    if file is None:
        raise refused(Refusal.WRONG_FILE_ID)
    if file.kind != kind:
        raise refused(Refusal.FILE_OF_OTHER_TYPE, real=_type_name(file.kind), wanted=_type_name(kind))
    return file


def _type_name(kind: str) -> str:
    return _TYPE_NAMES.get(kind, kind.capitalize())


def _uploaded(call: Call, kind: str, name: str, mime_type: str, data: bytes, about: dict[str, Any]) -> File:
    if not data:
        raise refused(Refusal.FILE_EMPTY)
    if len(data) > LARGEST_UPLOAD:
        raise refused(Refusal.UPLOAD_TOO_LARGE)
    if kind == "photo":
        _check_photo(data)
    given = {key: value for key, value in about.items() if value}
    return call.telegram.files.add(kind, data, name=name, mime_type=mime_type, **given)


def _check_photo(data: bytes) -> None:
    if len(data) > LARGEST_PHOTO:
        raise refused(Refusal.PHOTO_TOO_BIG, size=len(data), limit=LARGEST_PHOTO)
    size = image_size(data)
    if size is None:
        raise refused(Refusal.IMAGE_PROCESS_FAILED)
    width, height = size
    if width + height > 10000 or max(size) > 20 * min(size):
        raise refused(Refusal.PHOTO_DIMENSIONS)


def input_media(call: Call, given: Any) -> Shape:
    """The content of one InputMedia object."""
    if not isinstance(given, dict):
        raise refused(Refusal.BAD_INPUT_MEDIA, why="expected an Object")
    kind, media = str(given.get("type", "")).lower(), str(given.get("media", ""))
    if kind not in {*_ALBUM_KINDS, "animation"}:
        raise refused(Refusal.BAD_INPUT_MEDIA, why="type must be specified")
    if not media:
        raise refused(Refusal.BAD_INPUT_MEDIA, why="media not found")
    about = {name: given.get(name) for name in (*_NUMBERS, *_WORDS)}
    file = file_for(call, kind, media, "", about)
    content = media_content(file, spoiler=given.get("has_spoiler") is True)
    caption = str(given.get("caption") or "")
    content.update(caption_shape(call.telegram, caption, given.get("parse_mode") or "", given.get("caption_entities") or []))
    if given.get("show_caption_above_media") is True and caption:
        content["show_caption_above_media"] = True
    return content


def send_media_group(call: Call) -> list[Shape]:
    given = call.params.json("media", Refusal.BAD_MEDIA_JSON)
    if not isinstance(given, list):
        raise refused(Refusal.MEDIA_NO_ARRAY)
    if not given:
        raise refused(Refusal.ALBUM_EMPTY)
    if len(given) > 10:
        raise refused(Refusal.ALBUM_TOO_LONG)
    contents = [input_media(call, one) for one in given]
    _check_album(contents)
    to = destination(call)
    now = call.telegram.clock.now().timestamp()
    call.telegram.budgets.spend(call.bot, to.chat, now, messages=len(contents))
    album = {"media_group_id": str(14_000_000_000_000_000 + call.telegram.number())} if len(contents) > 1 else {}
    return [answer_with(call, put(call, to, {**content, **album})) for content in contents]


def _check_album(contents: list[Shape]) -> None:
    kinds = {next(kind for kind in (*_ALBUM_KINDS, "animation") if kind in content) for content in contents}
    if "animation" in kinds or (len(kinds) > 1 and kinds & _ALONE):
        raise refused(Refusal.ALBUM_MIXED)


_NAMES = {"photo": "sendPhoto", "document": "sendDocument", "voice": "sendVoice", "video": "sendVideo",
          "video_note": "sendVideoNote", "audio": "sendAudio", "animation": "sendAnimation", "sticker": "sendSticker"}  # fmt: skip
METHODS: dict[str, Callable[[Call], Any]] = {
    **{name: sender_of(kind) for kind, name in _NAMES.items()},
    "sendMediaGroup": send_media_group,
}
