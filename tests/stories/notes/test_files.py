"""Photos, documents and voices come onto cards, and out again; their bytes follow in the background."""

from core.crm.access import EVERYTHING
from core.crm.notes import File
from core.paging import FIRST
from core.records import Ref
from tests.town import Town


async def made(town: Town) -> Ref:
    await town.olga.says("/new contact Иван Петров +7 916 123-45-67")
    await town.olga.sees("Иван Петров")
    async with town.store.reading() as reads:
        (contact,) = await reads.contacts.with_key(["+79161234567"])
    return contact.ref


async def files_of(town: Town, card: Ref) -> list[File]:
    async with town.store.reading() as reads:
        return list((await reads.files.of(card, EVERYTHING, FIRST)).items)


async def test_a_photo_in_reply(town: Town) -> None:
    card = await made(town)
    await town.olga.sends_photo(b"picture", caption="Вывеска", reply_to=town.olga.last())
    await town.olga.sees(town.say("file.attached"), "Иван Петров")
    await town.quiet()
    (file,) = await files_of(town, card)
    assert file.sha256
    assert b"".join([chunk async for chunk in town.house.folder.open(file.sha256)]) == b"picture"
    await town.olga.taps(town.say("action.open"))
    await town.olga.sees("+7 916 123-45-67")
    await town.olga.taps(town.say("action.timeline"))
    await town.olga.sees("Вывеска")
    await town.olga.taps("📎 1")
    again = await town.olga.sees("Вывеска", "Иван Петров")
    assert "photo" in again.raw
    await town.olga.taps(town.say("action.open_card"))
    await town.olga.sees("+7 916 123-45-67")


async def test_a_document_after_the_button(town: Town) -> None:
    card = await made(town)
    await town.olga.taps(town.say("action.file"))
    await town.olga.sees(town.say("file.ask", of="Иван Петров"))
    await town.olga.says("вот он")
    await town.olga.sees(town.say("file.awaited"))
    await town.olga.sends_document(b"contract", name="contract.pdf")
    await town.olga.sees(town.say("file.attached"), "Иван Петров")
    assert [file.name for file in await files_of(town, card)] == ["contract.pdf"]


async def test_a_voice_and_a_document_in_reply(town: Town) -> None:
    card = await made(town)
    shown = town.olga.last()
    await town.olga.sends_voice(b"hello", reply_to=shown)
    await town.olga.sees(town.say("file.attached"), "Иван Петров")
    await town.olga.sends_document(b"plan", name="plan.pdf", reply_to=shown)
    await town.olga.sees(town.say("file.attached"), "Иван Петров")
    assert {(file.kind, file.name) for file in await files_of(town, card)} == {
        ("voice", "voice"),
        ("document", "plan.pdf"),
    }


async def test_a_voice_without_a_reply_asks_which_card(town: Town) -> None:
    card = await made(town)
    await town.olga.sends_voice(b"hello")
    await town.olga.sees(town.say("aim.which"))
    await town.olga.taps("Иван Петров")
    await town.olga.sees(town.say("file.attached"))
    assert [file.kind for file in await files_of(town, card)] == ["voice"]


async def test_a_huge_file_stays_in_the_messenger(town: Town) -> None:
    card = await made(town)
    await town.olga.sends_document(b"", name="film.mov", size=60 * 1024 * 1024, reply_to=town.olga.last())
    await town.olga.sees(town.say("file.attached.large", size=60, limit=20))
    await town.quiet()
    (file,) = await files_of(town, card)
    assert file.sha256 is None
    assert file.size == 60 * 1024 * 1024


async def test_an_album_goes_whole(town: Town) -> None:
    card = await made(town)
    await town.olga.sends_album("раз", "", "три")
    await town.olga.sees(town.say("aim.which"))
    await town.quiet()
    await town.olga.taps("Иван Петров")
    await town.olga.sees(town.say("file.attached"))
    await town.quiet()
    assert len(await files_of(town, card)) == 3


async def test_files_sent_one_by_one_stay_together(town: Town) -> None:
    card = await made(town)
    await town.olga.sends_document(b"one")
    await town.olga.sees(town.say("aim.which"))
    await town.olga.sends_document(b"two")
    await town.olga.sees(town.say("aim.which"))
    await town.olga.taps("Иван Петров")
    await town.olga.sees(town.say("file.attached"))
    assert len(await files_of(town, card)) == 2


async def test_a_file_is_taken_back_even_after_its_bytes_came(town: Town) -> None:
    card = await made(town)
    await town.olga.sends_document(b"wrong", reply_to=town.olga.last())
    await town.olga.sees(town.say("file.attached"))
    await town.quiet()
    await town.olga.taps(town.say("action.undo"))
    await town.olga.sees(town.say("undone", what=town.say("event_name.file.attached")))
    assert await files_of(town, card) == []


async def test_bytes_are_fetched_again_after_a_failure(town: Town) -> None:
    card = await made(town)
    await town.olga.phones.post("/sim/faults", {"on": "getfile", "kind": "5xx", "times": 2})
    await town.olga.sends_document(b"stubborn", reply_to=town.olga.last())
    await town.olga.sees(town.say("file.attached"))
    await town.quiet()
    assert [file.sha256 for file in await files_of(town, card)] == [None]
    for _ in range(3):
        await town.later(minutes=5)
    (file,) = await files_of(town, card)
    assert file.sha256
    assert b"".join([chunk async for chunk in town.house.folder.open(file.sha256)]) == b"stubborn"


async def test_a_file_on_a_card_out_of_sight_cannot_be_opened(town: Town) -> None:
    card = await made(town)
    await town.olga.sends_document(b"secret", reply_to=town.olga.last())
    await town.olga.sees(town.say("file.attached"))
    (file,) = await files_of(town, card)
    async with town.store.reading() as reads:
        pavel = await town.house.actor(reads, await town.person("pavel"))
        assert not await reads.files.some([file.id], pavel.scope)
        assert not (await reads.files.of(card, pavel.scope, FIRST)).items
