"""Files both ways: uploads of every form, albums, limits, downloads."""

from __future__ import annotations

import json
import struct
import zlib
from io import BytesIO
from typing import TYPE_CHECKING

import aiohttp
import pytest

from simulator.telegram.files import LARGEST_PHOTO, LARGEST_UPLOAD, image_size
from tests.simulator.conftest import TOKEN

if TYPE_CHECKING:
    from tests.phone import Phone
    from tests.simulator.conftest import Api


def png(width: int = 1600, height: int = 900) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


@pytest.mark.parametrize("kind", ["Document", "Voice", "Video", "VideoNote", "Audio", "Animation", "Sticker"])
async def test_every_kind_is_sent_fetched_and_sent_again(api: Api, olga: Phone, session: aiohttp.ClientSession, kind: str) -> None:
    field = {"VideoNote": "video_note"}.get(kind, kind.lower())
    answer = await api.form(f"send{kind}", {field: ("a.bin", b"bytes of it")}, chat_id=str(olga.id))
    sent = answer["result"][field]
    assert sent["file_size"] == len(b"bytes of it")
    file = await api("getFile", file_id=sent["file_id"])
    async with session.get(f"/file/bot{TOKEN}/{file['file_path']}") as response:
        assert await response.read() == b"bytes of it"
    again = await api(f"send{kind}", chat_id=olga.id, **{field: sent["file_id"]})
    assert again[field] == sent


async def test_a_photo_comes_in_sizes(api: Api, olga: Phone) -> None:
    answer = await api.form("sendPhoto", {"photo": ("p.png", png())}, chat_id=str(olga.id), caption="*вид*",
                            parse_mode="MarkdownV2")  # fmt: skip
    sizes = answer["result"]["photo"]
    assert [(size["width"], size["height"]) for size in sizes] == [(90, 50), (320, 180), (800, 450), (1280, 720), (1600, 900)]
    assert answer["result"]["caption_entities"] == [{"type": "bold", "offset": 0, "length": 3}]
    assert (await olga.sees("вид")).raw["photo"]


async def test_attached_parts_and_a_chunked_body(api: Api, olga: Phone, session: aiohttp.ClientSession) -> None:
    """As aiogram sends files: the field names the part, and the body has no length."""

    form = aiohttp.MultipartWriter("form-data")
    for name, value in (("chat_id", str(olga.id)), ("document", "attach://part1")):
        form.append(value).set_content_disposition("form-data", name=name)
    form.append(BytesIO(b"content")).set_content_disposition("form-data", quote_fields=False, name="part1", filename="договор.pdf")
    async with session.post(f"/bot{TOKEN}/sendDocument", data=form, chunked=True) as response:
        answer = await response.json()
    assert answer["result"]["document"]["file_name"] == "договор.pdf"


async def test_albums(api: Api, olga: Phone) -> None:
    media = [{"type": "photo", "media": f"attach://{name}", "caption": name} for name in ("a", "b")]
    files = {name: (f"{name}.png", png()) for name in ("a", "b")}
    answer = await api.form("sendMediaGroup", files, chat_id=str(olga.id), media=json.dumps(media))
    first, second = answer["result"]
    assert first["media_group_id"] == second["media_group_id"]
    assert [message["caption"] for message in (first, second)] == ["a", "b"]
    mixed = [*media[:1], {"type": "document", "media": "attach://b"}]
    refused = await api.form("sendMediaGroup", files, chat_id=str(olga.id), media=json.dumps(mixed))
    assert refused["description"] == "Bad Request: can't use the media of the specified type in the album"


async def test_an_album_from_a_person(api: Api, olga: Phone) -> None:
    await api.updates()
    await olga.sends_album("один", "")
    first, second = (update["message"] for update in await api.updates())
    assert first["media_group_id"] == second["media_group_id"]
    assert first["caption"] == "один"
    assert "caption" not in second


async def test_media_and_captions_are_edited(api: Api, olga: Phone) -> None:
    sent = (await api.form("sendPhoto", {"photo": ("p.png", png())}, chat_id=str(olga.id), caption="было"))["result"]
    place = {"chat_id": olga.id, "message_id": sent["message_id"]}
    assert (await api("editMessageCaption", **place, caption="стало"))["caption"] == "стало"
    other = (await api.form("sendDocument", {"document": ("d.txt", b"x")}, chat_id=str(olga.id)))["result"]["document"]
    edited = await api("editMessageMedia", **place, media={"type": "document", "media": other["file_id"]})
    assert "photo" not in edited
    assert "caption" not in edited
    refusal = await api.refused("editMessageText", **place, text="x")
    assert refusal == "Bad Request: there is no text in the message to edit"


@pytest.mark.parametrize(
    ("method", "files", "params", "words"),
    [
        ("sendPhoto", {}, {}, "Bad Request: there is no photo in the request"),
        ("sendPhoto", {}, {"photo": "https://example.com/a.png"}, "Bad Request: failed to get HTTP URL content"),
        ("sendPhoto", {}, {"photo": "AgACwrong"},
         "Bad Request: wrong remote file identifier specified: can't unserialize it"),
        ("sendPhoto", {"photo": ("p.png", b"no image")}, {}, "Bad Request: IMAGE_PROCESS_FAILED"),
        ("sendPhoto", {"photo": ("p.png", png(9000, 9000))}, {}, "Bad Request: PHOTO_INVALID_DIMENSIONS"),
        ("sendDocument", {"document": ("d", b"")}, {}, "Bad Request: file must be non-empty"),
        ("sendDocument", {"document": ("d", b"x")}, {"caption": "x" * 1025},
         "Bad Request: message caption is too long"),
        ("sendMediaGroup", {}, {"media": "[]"}, "Bad Request: there are no messages to send"),
        ("sendMediaGroup", {}, {"media": "{"}, "Bad Request: can't parse media JSON object"),
        ("getFile", {}, {"file_id": "wrong"}, "Bad Request: invalid file_id"),
        ("getFile", {}, {}, "Bad Request: file_id not specified"),
    ],
)  # fmt: skip
async def test_files_that_are_refused(
    api: Api, olga: Phone, method: str, files: dict[str, tuple[str, bytes]], params: dict[str, str], words: str
) -> None:
    answer = await api.form(method, files, chat_id=str(olga.id), **params)
    assert answer["description"] == words


async def test_what_is_too_big_to_upload(api: Api, olga: Phone) -> None:
    photo = png() + bytes(LARGEST_PHOTO)
    answer = await api.form("sendPhoto", {"photo": ("p.png", photo)}, chat_id=str(olga.id))
    assert answer["description"] == (
        f"Bad Request: file of size {len(photo)} bytes is too big for a photo; the maximum size is {LARGEST_PHOTO} bytes"
    )
    answer = await api.form("sendDocument", {"document": ("d", bytes(LARGEST_UPLOAD + 1))}, chat_id=str(olga.id))
    assert answer == {"ok": False, "error_code": 413, "description": "Request Entity Too Large"}


async def test_what_is_too_big_to_download(api: Api, olga: Phone) -> None:
    await api.updates()
    await olga.sends_document(name="video.mkv", size=60 * 1024 * 1024)
    (update,) = await api.updates()
    document = update["message"]["document"]
    assert document["file_size"] == 60 * 1024 * 1024
    assert await api.refused("getFile", file_id=document["file_id"]) == "Bad Request: file is too big"


async def test_a_file_is_not_sent_as_another_kind(api: Api, olga: Phone) -> None:
    sent = (await api.form("sendDocument", {"document": ("d", b"x")}, chat_id=str(olga.id)))["result"]
    refusal = await api.refused("sendPhoto", chat_id=olga.id, photo=sent["document"]["file_id"])
    assert refusal == "Bad Request: can't use file of type Document as Photo"


def test_image_sizes_are_read_from_their_headers() -> None:
    assert image_size(png(3, 4)) == (3, 4)
    assert image_size(b"GIF89a" + struct.pack("<HH", 5, 6)) == (5, 6)
    jpeg = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x11\x08" + struct.pack(">HH", 7, 8) + bytes(12)
    assert image_size(jpeg) == (8, 7)
    assert image_size(b"text") is None
