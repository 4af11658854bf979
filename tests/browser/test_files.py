"""Photos, documents, voice, albums, contacts, places: sent and shown."""

import struct
import zlib
from typing import TYPE_CHECKING, Any

from playwright.async_api import FilePayload, expect

from tests.browser.phone import OpenPhone, Phone
from tests.browser.world import BOT_ID, OLGA, PAVEL, World

if TYPE_CHECKING:
    from playwright.async_api import FileChooser


def picture(width: int = 64, height: int = 48) -> bytes:
    """A blue PNG."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = (b"\0" + bytes((40, 110, 190)) * width) * height
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


async def attach(phone: Phone, kind: str, *files: FilePayload) -> None:
    await phone.root.get_by_role("button", name="Attach", exact=True).click()
    async with phone.page.expect_file_chooser() as chosen:
        await phone.sheet.locator(f"[data-kind={kind}]").click()
    chooser: FileChooser = await chosen.value
    await chooser.set_files(list(files))


def file(name: str, mime: str, data: bytes) -> FilePayload:
    return {"name": name, "mimeType": mime, "buffer": data}


async def uploaded(world: World, data: bytes, kind: str, name: str, **query: Any) -> str:
    from aiohttp import FormData

    form = FormData()
    form.add_field("file", data, filename=name)
    async with world.session.post(f"{world.url}/sim/upload", params={"kind": kind, **query}, data=form) as response:
        return str((await response.json())["upload"])


async def test_a_photo_goes_out_with_its_caption(world: World, phone: OpenPhone) -> None:
    olga = await phone(OLGA, chat=BOT_ID)
    await attach(olga, "photo", file("window.png", "image/png", picture()))
    await olga.sheet.get_by_label("Caption").fill("the broken one")
    await olga.sheet.get_by_role("button", name="Send").click()
    message = await world.next("message")
    assert (message["caption"], message["photo"][-1]["width"]) == ("the broken one", 64)
    image = (await olga.sees("the broken one")).locator(".photo img")
    await expect(image).to_have_js_property("naturalWidth", 64)
    await olga.message("the broken one").locator(".photo").click()
    await expect(olga.sheet.locator("img.viewed")).to_be_visible()
    await olga.page.keyboard.press("Escape")
    await expect(olga.root.locator(".sheet-layer")).to_have_count(0)


async def test_several_photos_go_out_as_an_album(world: World, phone: OpenPhone) -> None:
    olga = await phone(OLGA, chat=BOT_ID)
    await attach(olga, "photo", *(file(f"{number}.png", "image/png", picture(60 + number)) for number in range(3)))
    await olga.sheet.get_by_role("button", name="Send").click()
    messages = [await world.next("message") for _ in range(3)]
    assert len({message["media_group_id"] for message in messages}) == 1
    await expect(olga.root.locator(".message .album .photo")).to_have_count(3)
    await expect(olga.root.locator(".message .album")).to_have_count(1)


async def test_a_document_goes_out_and_can_be_fetched(world: World, phone: OpenPhone) -> None:
    olga = await phone(OLGA, chat=BOT_ID)
    await attach(olga, "file", file("Смета & <b>.pdf", "application/pdf", b"%PDF-1.4 a document"))
    await olga.sheet.get_by_role("button", name="Send").click()
    assert (await world.next("message"))["document"]["file_name"] == "Смета & <b>.pdf"
    tile = olga.root.locator(".message .document")
    await expect(tile).to_contain_text("Смета & <b>.pdf")
    async with olga.page.expect_download() as download:
        await tile.click()
    assert (await (await download.value).path()).read_bytes() == b"%PDF-1.4 a document"


async def test_voice_stickers_and_places_are_shown(world: World, phone: OpenPhone) -> None:
    await world.act(PAVEL, "send", chat=OLGA, voice=await uploaded(world, b"OggS", "voice", "note.ogg", duration=75))
    await world.act(PAVEL, "send", chat=OLGA, sticker=await uploaded(world, picture(512, 512), "sticker", "hi.png"))
    await world.act(PAVEL, "send", chat=OLGA, video_note=await uploaded(world, b"mp4", "video_note", "round.mp4"))
    office = {"location": {"latitude": 55.75, "longitude": 37.61}, "title": "Office", "address": "Tverskaya 1"}
    await world.act(PAVEL, "send", chat=OLGA, venue=office)
    olga = await phone(OLGA, chat=PAVEL)
    await expect(olga.root.locator(".voice-time")).to_have_text("1:15")
    await expect(olga.root.locator("img.sticker")).to_be_visible()
    await expect(olga.root.locator(".video-note")).to_be_visible()
    await expect((await olga.sees("Office")).locator(".place-words")).to_contain_text("Tverskaya 1")


async def test_a_contact_is_chosen_or_typed(world: World, phone: OpenPhone) -> None:
    olga = await phone(OLGA, chat=BOT_ID)
    for entry in ("Павел", None):
        await olga.root.get_by_role("button", name="Attach", exact=True).click()
        await olga.sheet.locator("[data-kind=person]").click()
        if entry:
            await olga.sheet.locator(".menu-row").filter(has_text=entry).click()
            continue
        await olga.sheet.get_by_label("First name").fill("Иван")
        await olga.sheet.get_by_label("Phone").fill("8 916 000-11-22")
        await olga.sheet.get_by_role("button", name="Send").click()
    first, second = (await world.next("message"))["contact"], (await world.next("message"))["contact"]
    assert (first["first_name"], first["user_id"]) == ("Павел", PAVEL)
    assert (second["first_name"], second["phone_number"]) == ("Иван", "8 916 000-11-22")
    await expect(olga.root.locator(".contact-card")).to_have_count(2)
    await olga.root.get_by_role("button", name="Message", exact=True).click()
    await expect(olga.root.locator(".who-title")).to_have_text("Павел")


async def test_a_place_is_given_in_degrees(world: World, phone: OpenPhone) -> None:
    olga = await phone(OLGA, chat=BOT_ID)
    await olga.root.get_by_role("button", name="Attach", exact=True).click()
    await olga.sheet.locator("[data-kind=place]").click()
    await olga.sheet.get_by_label("Latitude").fill("59.94")
    await olga.sheet.get_by_label("Longitude").fill("30.31")
    await olga.sheet.get_by_role("button", name="Send").click()
    assert (await world.next("message"))["location"] == {"latitude": 59.94, "longitude": 30.31}
