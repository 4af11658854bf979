"""A contact is changed by a tap and words, tagged, handed over, deleted, and any of it is taken back."""

from core.crm.fields import CustomField, FieldKind, Tag
from tests.town import Town


async def made(town: Town, line: str = "Иван Петров +7 916 123-45-67") -> None:
    await town.olga.says(f"/new contact {line}")
    await town.olga.sees(town.say("contact.created"))


async def edits(town: Town, what: str) -> None:
    await town.olga.taps(town.say("action.edit"))
    await town.olga.sees(town.say("contact.edit.what", name="Иван Петров"))
    await town.olga.taps(what)


async def test_name_and_job_title(town: Town) -> None:
    await made(town)
    await edits(town, town.say("edit.name"))
    await town.olga.sees(town.say("contact.ask.new_name", of="Иван Петров"))
    await town.olga.says("...")
    await town.olga.sees(town.say("contact.nameless"))
    await town.olga.says("Иван Петрович Сидоров")
    await town.olga.sees("Иван Петрович Сидоров", town.say("saved"))
    await town.olga.taps(town.say("action.undo"))
    await town.olga.sees("Иван Петров", town.say("undone", what=town.say("event_name.contact.changed")))
    await edits(town, town.say("edit.job_title"))
    await town.olga.says("<i>Директор</i>")
    await town.olga.sees("<i>Директор</i>", town.say("saved"))


async def test_phones_and_emails_come_and_go(town: Town) -> None:
    await made(town)
    await edits(town, town.say("edit.keys"))
    await town.olga.sees(town.say("contact.keys.what", name="Иван Петров"))
    await town.olga.taps(town.say("edit.add_email"))
    await town.olga.says("ivan@x.ru; petrov@x.ru")
    await town.olga.sees("ivan@x.ru", "petrov@x.ru")
    await edits(town, town.say("edit.keys"))
    await town.olga.taps("➖ +7 916 123-45-67")
    await town.olga.sees(town.say("contact.keys.what", name="Иван Петров"))
    await town.olga.taps(town.say("action.back"))
    await town.olga.sees(town.say("contact.edit.what", name="Иван Петров"))
    await town.olga.taps(town.say("action.back"))
    card = await town.olga.sees("ivan@x.ru")
    assert "916" not in card.text


async def test_a_phone_of_another_card_is_refused(town: Town) -> None:
    await made(town, "Анна Ли +7 495 123-45-67")
    await made(town)
    await edits(town, town.say("edit.keys"))
    await town.olga.taps(town.say("edit.add_phone"))
    await town.olga.sees(town.say("contact.ask.add_phone", of="Иван Петров"))
    await town.olga.says("84951234567")
    await town.olga.sees(town.say("duplicate", value="+74951234567"))


async def test_a_company_is_offered_before_a_new_one_is_made(town: Town) -> None:
    await made(town, "Анна Ли, ООО Ромашка")
    await made(town)
    await edits(town, town.say("edit.company"))
    await town.olga.says("ромашка")
    await town.olga.sees(town.say("company.ask.which"))
    await town.olga.taps("🏢 ООО Ромашка")
    await town.olga.sees("Иван Петров", "ООО Ромашка")
    await town.olga.taps("🏢 ООО Ромашка")
    await town.olga.sees("🏢 ООО Ромашка")
    assert {"👤 Иван Петров", "👤 Анна Ли"} <= set(town.olga.buttons())


async def test_tags_are_toggled(town: Town) -> None:
    async with town.store.work("seed") as work:
        for name in ("VIP", "<b>опт</b>"):
            work.save(Tag(id=work.new_id(), created_at=work.now, name=name))
        work.record("seeded", None, [])
    await made(town)
    await edits(town, town.say("edit.tags"))
    await town.olga.taps("▫️ <b>опт</b>")
    await town.olga.taps("▫️ VIP")
    await town.quiet()
    await town.olga.taps("✅ VIP")
    await town.quiet()
    await town.olga.taps(town.say("action.back"))
    await town.olga.sees(town.say("contact.edit.what", name="Иван Петров"))
    await town.olga.taps(town.say("action.back"))
    card = await town.olga.sees("🏷 <b>опт</b>")
    assert "VIP" not in card.text


async def test_custom_fields_by_type(town: Town) -> None:
    kinds = {
        "Хобби": FieldKind.TEXT,
        "Цвет": FieldKind.CHOICE,
        "Рост": FieldKind.NUMBER,
        "Рождение": FieldKind.DATE,
        "Бюджет": FieldKind.MONEY,
        "Опт": FieldKind.YES_NO,
    }
    async with town.store.work("seed") as work:
        for position, (name, kind) in enumerate(kinds.items()):
            choices = ("красный " * 10 + ":", "синий") if kind is FieldKind.CHOICE else ()
            field = CustomField(
                id=work.new_id(), created_at=work.now, of="contact", name=name, kind=kind, position=position, choices=choices
            )
            work.save(field)
        work.record("seeded", None, [])
    await made(town)
    for name, wrong, right, shown in (
        ("Хобби", "я" * 1001, "<b>шахматы</b> & *лыжи*", "Хобби: <b>шахматы</b> & *лыжи*"),
        ("Рост", "высокий", "1 234,5", "Рост: "),
        ("Рождение", "когда-то", "28.02.1990", "Рождение: "),
        ("Бюджет", "много", "120к", "Бюджет: "),
        ("Опт", "может быть", "да", "Опт: "),
        ("Цвет", "зелёный", "синий", "Цвет: синий"),
    ):
        await edits(town, name)
        await town.olga.sees(town.say("custom.ask", what=name, of="Иван Петров"))
        await town.olga.says(wrong)
        await town.olga.sees(town.say("custom.ask", what=name, of="Иван Петров"))
        await town.olga.says(right)
        await town.olga.sees(shown, town.say("saved"))
    await edits(town, "Цвет")
    await town.olga.sees(town.say("custom.ask", what="Цвет", of="Иван Петров"))
    await town.olga.taps("красный")
    await town.olga.sees("Цвет: красный")
    await edits(town, "Цвет")
    await town.olga.sees(town.say("custom.ask", what="Цвет", of="Иван Петров"))
    await town.olga.taps(town.say("action.skip"))
    card = await town.olga.sees(town.say("saved"))
    assert "Цвет" not in card.text


async def test_a_rep_may_neither_delete_nor_hand_over(town: Town) -> None:
    await made(town)
    await town.olga.taps(town.say("action.edit"))
    await town.olga.sees(town.say("contact.edit.what", name="Иван Петров"))
    assert not {town.say("action.delete"), town.say("action.reassign")} & set(town.olga.buttons())


async def test_a_manager_hands_over_and_the_new_owner_is_told(town: Town) -> None:
    await made(town)
    await town.pavel.says("/find ничего")
    await town.max.says("Петров")
    await town.max.sees("+7 916 123-45-67")
    await town.max.taps(town.say("action.edit"))
    await town.max.taps(town.say("action.reassign"))
    await town.max.sees(town.say("owner.whose", name="Иван Петров"))
    await town.max.taps("Павел Орлов")
    await town.max.sees(town.say("owner.given", name="Иван Петров", owner="Павел Орлов"))
    await town.quiet()
    await town.pavel.sees(town.say("contact.given_to_you", person="Максим Ветров", name="Иван Петров"), "+7 916 123-45-67")
    await town.olga.says("Петров")
    await town.olga.sees(town.say("search.nothing", text="Петров"))


async def test_an_administrator_deletes_and_takes_it_back(town: Town) -> None:
    await made(town)
    await town.anna.says("Петров")
    await town.anna.sees("+7 916 123-45-67")
    await town.anna.taps(town.say("action.edit"))
    await town.anna.taps(town.say("action.delete"))
    gone = await town.anna.sees(town.say("contact.deleted", name="Иван Петров"))
    assert town.anna.buttons(gone) == [town.say("action.undo")]
    await town.olga.taps(town.say("action.file"))
    assert town.say("missing.contact") in town.olga.toasts()
    await town.anna.taps(town.say("action.undo"))
    await town.anna.sees("Иван Петров", "+7 916 123-45-67")
    await town.olga.says("/find Петров")
    await town.olga.sees("+7 916 123-45-67")


async def test_two_people_on_one_card(town: Town) -> None:
    async with town.store.work("seed") as work:
        work.save(Tag(id=work.new_id(), created_at=work.now, name="VIP"))
        work.record("seeded", None, [])
    await made(town)
    await edits(town, town.say("edit.keys"))
    await town.olga.sees(town.say("contact.keys.what", name="Иван Петров"))
    stale = town.olga.last()
    await town.max.says("Петров")
    await town.max.sees("+7 916 123-45-67")
    async with town.store.work("meanwhile") as work:
        from dataclasses import replace

        (contact,) = await work.contacts.with_key(["+79161234567"])
        work.save(replace(contact, phones=("+74951234567",)))
        work.record("meanwhile", None, [])
    await town.olga.taps("➖ +7 916", on=stale)
    await town.olga.sees(town.say("contact.keys.what", name="Иван Петров"))
    assert town.say("stale") in town.olga.toasts()
    assert "➖ +7 495 123-45-67" in town.olga.buttons()
