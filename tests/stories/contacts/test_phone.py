"""As a phone is used: shared contacts, vCards, forwarded messages."""

from core.crm.access import EVERYTHING
from core.crm.notes import Note
from core.paging import FIRST
from core.records import Ref
from tests.town import Town

CARDS = """BEGIN:VCARD
VERSION:2.1
N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=D0=9F=D0=B5=D1=82=D1=80=D0=BE=D0=B2;=D0=98=D0=
=B2=D0=B0=D0=BD
TEL;CELL:89161234567
NOTE:one, two, three
END:VCARD
BEGIN:VCARD
VERSION:3.0
FN:Jane Smith
ORG:Acme;Sales
item1.TEL:+44 20 7946 0958
END:VCARD
BEGIN:VCARD
VERSION:4.0
FN:Broken
BEGIN:VCARD
VERSION:4.0
FN:Ваня
TEL;VALUE=uri:tel:+7-916-123-45-67
EMAIL:vanya@x.ru
END:VCARD
"""


async def test_a_shared_contact_becomes_a_card(town: Town) -> None:
    await town.olga.shares_contact(phone_number="79161234567", first_name="Иван", last_name="Петров")
    await town.olga.sees("Иван Петров", "+7 916 123-45-67", town.say("contact.created"))
    await town.olga.shares_contact(phone_number="79161234567", first_name="Ваня")
    await town.olga.sees("+7 916 123-45-67", "Иван Петров")
    await town.olga.taps(town.say("duplicate.open"))
    await town.olga.sees(town.say("contact.not_created"))


async def test_a_shared_vcard(town: Town) -> None:
    vcard = "BEGIN:VCARD\nVERSION:3.0\nFN:Jane Smith\nTEL:+442079460958\nEMAIL:jane@x.co\nEND:VCARD"
    await town.olga.sends_vcard(vcard, "+442079460958", "Jane")
    await town.olga.sees("Jane Smith", "+44 20 7946 0958", "jane@x.co")
    await town.olga.sends_vcard("BEGIN:VCARD\nbroken", "+74951234567", "Борис")
    await town.olga.sees("Борис", "+7 495 123-45-67")


async def test_a_file_of_cards(town: Town) -> None:
    await town.olga.sends_document(CARDS.encode(), name="contacts.vcf")
    await town.olga.sees(town.say("vcards.reading"))
    await town.quiet()
    await town.olga.sees(town.say("vcards.read.broken", cards=4, made=2, known=1, numbers="3"), "+7 916 123-45-67", "Иван Петров")
    await town.olga.taps(town.say("duplicate.add"))
    await town.olga.sees("Иван Петров", "vanya@x.ru")
    await town.olga.says("Jane")
    await town.olga.sees("+44 20 7946 0958", "Acme")


async def test_a_file_that_holds_no_card(town: Town) -> None:
    await town.olga.sends_document(b"hello", name="contacts.vcf")
    await town.olga.sees(town.say("vcards.reading"))
    await town.quiet()
    await town.olga.sees(town.say("vcard.none"))


async def notes_of(town: Town, card: Ref) -> list[Note]:
    async with town.store.reading() as reads:
        return list((await reads.notes.of(card, EVERYTHING, FIRST)).items)


async def test_a_forwarded_message_becomes_a_note(town: Town) -> None:
    await town.olga.says("/new contact Иван Петров +7 916 123-45-67")
    await town.olga.sees(town.say("contact.created"))
    async with town.store.reading() as reads:
        (contact,) = await reads.contacts.with_key(["+79161234567"])
    mine = await town.olga.says("/find Жду <счёт>")
    await town.olga.forwards(mine)
    await town.olga.sees(town.say("aim.which"))
    await town.olga.taps("Иван Петров")
    await town.olga.sees(town.say("note.saved"))
    (note,) = await notes_of(town, contact.ref)
    assert note.text == "/find Жду <счёт>"
    assert note.sender == "Ольга Смирнова"


async def test_forwarded_messages_become_one_contact(town: Town) -> None:
    mine = [await town.olga.says("/find мой телефон 8 916 123 45 67"), await town.olga.says("/find почта Ivan@X.ru")]
    for message in mine:
        await town.olga.forwards(message)
    await town.olga.sees(town.say("aim.which"))
    await town.quiet()
    await town.olga.taps(town.say("aim.new_contact"))
    await town.olga.sees("Ольга Смирнова", "+7 916 123-45-67", "ivan@x.ru")
    async with town.store.reading() as reads:
        (contact,) = await reads.contacts.with_key(["+79161234567"])
    (note,) = await notes_of(town, contact.ref)
    assert "мой телефон" in note.text
    assert "почта" in note.text


async def test_a_forwarded_message_becomes_a_deal(town: Town) -> None:
    mine = await town.olga.says("/find окна для кафе")
    await town.olga.forwards(mine)
    await town.olga.sees(town.say("aim.which"))
    await town.olga.taps(town.say("aim.new_deal"))
    await town.olga.sees("/find окна для кафе", town.say("deal.created"))
