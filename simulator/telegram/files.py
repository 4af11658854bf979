"""Files: what was uploaded, under which ids, and how each kind looks in a message."""

from __future__ import annotations

import hashlib
import struct
from base64 import urlsafe_b64encode
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from simulator.telegram.model import Shape

MEGABYTE = 1024 * 1024
LARGEST_DOWNLOAD = 20 * MEGABYTE
LARGEST_UPLOAD = 50 * MEGABYTE
LARGEST_PHOTO = 10 * MEGABYTE
_PREFIXES = {
    "photo": "AgACAgIAAxk", "document": "BQACAgIAAxk", "voice": "AwACAgIAAxk", "video": "BAACAgIAAxk",
    "audio": "CQACAgIAAxk", "sticker": "CAACAgIAAxk", "animation": "CgACAgIAAxk", "video_note": "DQACAgIAAxk",
}  # fmt: skip
_FOLDERS = {"photo": "photos", "voice": "voice", "video": "videos", "audio": "music", "sticker": "stickers",
            "animation": "animations", "video_note": "video_notes"}  # fmt: skip
_ENDINGS = {"photo": "jpg", "voice": "oga", "video": "mp4", "sticker": "webp", "animation": "mp4", "video_note": "mp4"}
_PHOTO_SIDES = (90, 320, 800, 1280)


@dataclass(slots=True, eq=False)
class File:
    """`size` may be claimed without bytes, so that a test need not carry 60 MB."""

    kind: str
    number: int
    size: int
    data: bytes = b""
    name: str = ""
    mime_type: str = ""
    about: dict[str, Any] = field(default_factory=dict)

    @property
    def unique_id(self) -> str:
        digest = hashlib.blake2b(f"{self.kind}{self.number}".encode(), digest_size=11).digest()
        return urlsafe_b64encode(digest).decode().rstrip("=")

    @property
    def file_id(self) -> str:
        seed = f"{self.number}:{self.kind}".encode()
        tail = urlsafe_b64encode(hashlib.blake2b(seed, digest_size=36).digest()).decode()
        return f"{_PREFIXES[self.kind]}{tail}"

    @property
    def path(self) -> str:
        ending = self.name.rpartition(".")[2] if "." in self.name else _ENDINGS.get(self.kind, "bin")
        return f"{_FOLDERS.get(self.kind, 'documents')}/file_{self.number}.{ending}"

    def ids(self) -> Shape:
        return {"file_id": self.file_id, "file_unique_id": self.unique_id, "file_size": self.size}

    def shape(self) -> Any:
        """The value of the message field that is named like the file's kind."""
        return _SHAPES[self.kind](self)


class FileStore:
    def __init__(self) -> None:
        self._numbers = count(1)
        self._by_id: dict[str, File] = {}
        self._by_unique: dict[str, File] = {}
        self._by_path: dict[str, File] = {}
        self._sizes: dict[File, list[Shape]] = {}

    def add(self, kind: str, data: bytes, *, name: str = "", mime_type: str = "", size: int | None = None, **about: Any) -> File:
        number = next(self._numbers)
        file = File(kind, number, len(data) if size is None else size, data, name, mime_type, about)
        if kind in {"photo", "sticker"}:
            width, height = image_size(data) or (800, 600)
            file.about = {"width": width, "height": height, **about}
        self._keep(file)
        if kind == "photo":
            file.about["sizes"] = self._photo_sizes(file)
        return file

    def _keep(self, file: File) -> None:
        self._by_id[file.file_id] = self._by_unique[file.unique_id] = self._by_path[file.path] = file

    def _photo_sizes(self, file: File) -> list[Shape]:
        """The original, and before it what Telegram would have made smaller (of the same bytes: nothing is rescaled)."""
        width, height = file.about["width"], file.about["height"]
        longest = max(width, height)
        sizes = []
        for side in (side for side in _PHOTO_SIDES if side < longest):
            smaller = File("photo", next(self._numbers), max(1, file.size * side // longest), file.data)
            smaller.about = file.about
            self._keep(smaller)
            sizes.append({**smaller.ids(), "width": width * side // longest or 1, "height": height * side // longest or 1})
        return [*sizes, {**file.ids(), "width": width, "height": height}]

    def by_id(self, file_id: str) -> File | None:
        return self._by_id.get(file_id)

    def by_unique_id(self, unique_id: str) -> File | None:
        return self._by_unique.get(unique_id)

    def by_path(self, path: str) -> File | None:
        return self._by_path.get(path)


def image_size(data: bytes) -> tuple[int, int] | None:
    """Width and height of a PNG, GIF, JPEG or WebP, None for anything else."""
    if data[:8] == b"\x89PNG\r\n\x1a\n" and len(data) >= 24:
        width, height = struct.unpack(">II", data[16:24])
        return width, height
    if data[:6] in {b"GIF87a", b"GIF89a"} and len(data) >= 10:
        width, height = struct.unpack("<HH", data[6:10])
        return width, height
    if data[:4] == b"RIFF" and data[8:16] == b"WEBPVP8X" and len(data) >= 30:
        return int.from_bytes(data[24:27], "little") + 1, int.from_bytes(data[27:30], "little") + 1
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return 512, 512
    return _jpeg_size(data) if data[:2] == b"\xff\xd8" else None


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    position = 2
    while position + 9 < len(data):
        if data[position] != 0xFF:
            return None
        marker, length = data[position + 1], int.from_bytes(data[position + 2 : position + 4], "big")
        if 0xC0 <= marker <= 0xCF and marker not in {0xC4, 0xC8, 0xCC}:
            height, width = struct.unpack(">HH", data[position + 5 : position + 9])
            return width, height
        position += 2 + length
    return None


def _named(file: File) -> Shape:
    shape: Shape = {}
    if file.name:
        shape["file_name"] = file.name
    if file.mime_type:
        shape["mime_type"] = file.mime_type
    return shape


def _about(file: File, **defaults: Any) -> Shape:
    return {name: file.about.get(name) or default for name, default in defaults.items()}


def _optional(file: File, *names: str) -> Shape:
    return {name: file.about[name] for name in names if file.about.get(name)}


_SHAPES: dict[str, Callable[[File], Any]] = {
    "photo": lambda file: file.about["sizes"],
    "document": lambda file: {**_named(file), **file.ids()},
    "voice": lambda file: {**_about(file, duration=1), "mime_type": file.mime_type or "audio/ogg", **file.ids()},
    "audio": lambda file: {
        **_about(file, duration=1), **_named(file), **_optional(file, "performer", "title"), **file.ids(),
    },
    "video": lambda file: {**_about(file, duration=1, width=640, height=360), **_named(file), **file.ids()},
    "animation": lambda file: {**_about(file, duration=1, width=320, height=240), **_named(file), **file.ids()},
    "video_note": lambda file: {**_about(file, duration=1, length=240), **file.ids()},
    "sticker": lambda file: {
        "type": "regular", "is_animated": False, "is_video": False,
        **_about(file, width=512, height=512), **_optional(file, "emoji", "set_name"), **file.ids(),
    },
}  # fmt: skip
