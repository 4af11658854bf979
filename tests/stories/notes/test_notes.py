"""A reply to a card is a note on it; so are words after /note."""

from tests.town import Town


async def made(town: Town, line: str = "Иван Петров +7 916 123-45-67") -> None:
    await town.olga.says(f"/new contact {line}")
    await town.olga.sees(line.split(" +", maxsplit=1)[0])


async def test_a_reply_to_a_card_is_a_note(town: Town) -> None:
    await made(town)
    await town.olga.says("Любит <b>кофе</b> & чай", reply_to=town.olga.last())
    await town.olga.sees(town.say("note.saved"), "Иван Петров")
    await town.olga.says("и печенье", reply_to=town.olga.last())
    await town.olga.sees(town.say("note.saved"))
    await town.olga.taps(town.say("action.open"))
    await town.olga.sees("+7 916 123-45-67")
    await town.olga.taps(town.say("action.notes"))
    await town.olga.sees(town.say("notes.title", name="Иван Петров"))
    await town.olga.taps("Любит")
    await town.olga.sees("Любит <b>кофе</b> & чай", "Ольга Смирнова")


async def test_a_note_is_taken_back(town: Town) -> None:
    await made(town)
    await town.olga.says("ошибся", reply_to=town.olga.last())
    await town.olga.sees(town.say("note.saved"))
    await town.olga.taps(town.say("action.undo"))
    await town.olga.sees(town.say("undone", what=town.say("event_name.note.added")))
    await town.olga.says("/find Петров")
    await town.olga.sees("+7 916 123-45-67")
    await town.olga.taps(town.say("action.notes"))
    await town.olga.sees(town.say("list.empty"))


async def test_note_goes_to_the_card_seen_last(town: Town) -> None:
    await made(town)
    await made(town, "Анна Смит +7 495 123-45-67")
    await town.olga.says("/note позвонить вечером")
    await town.olga.sees(town.say("note.saved"), "Анна Смит")
    await town.olga.says("/note")
    await town.olga.sees(town.say("note.ask.words", of="Анна Смит"))
    await town.olga.says("ещё слово")
    await town.olga.sees(town.say("note.saved"), "Анна Смит")


async def test_without_a_card_it_asks_which(town: Town) -> None:
    await town.olga.says("/note")
    await town.olga.sees(town.say("note.how"))
    await town.pavel.says("/new contact Чужой Человек +7 916 000-00-01")
    await town.pavel.sees("Чужой")
    async with town.store.work("seed") as work:
        from core.crm.contacts import Contact

        contact = work.save(Contact(id=work.new_id(), created_at=work.now, first_name="Ничья", last_name="Карточка"))
        work.record("seeded", None, [contact.ref])
    await town.olga.says("/note важное")
    await town.olga.sees(town.say("aim.which"))
    await town.olga.says("Чужой")
    await town.olga.sees(town.say("aim.nothing", text="Чужой"))
    await town.olga.says("ничья")
    await town.olga.sees(town.say("note.saved"), "Ничья Карточка")


async def test_a_reply_to_what_is_no_card(town: Town) -> None:
    await made(town)
    await town.olga.says("/note")
    question = await town.olga.sees(town.say("note.ask.words", of="Иван Петров"))
    await town.olga.says("/cancel")
    await town.olga.sees(town.say("cancelled"))
    await town.olga.says("Петров", reply_to=question)
    await town.olga.sees(town.say("reply.no_card"), "+7 916 123-45-67")


async def test_a_long_note_is_kept_and_paged(town: Town) -> None:
    await made(town)
    words = "слово " * 680
    await town.olga.says(words, reply_to=town.olga.last())
    await town.olga.sees(town.say("note.saved"))
    await town.olga.taps(town.say("action.open"))
    await town.olga.sees("+7 916 123-45-67")
    await town.olga.taps(town.say("action.timeline"))
    await town.olga.sees("слово слово")
    await town.olga.taps("📎 1")
    await town.olga.sees(town.say("note.page", page=1, pages=2))
    await town.olga.taps("›")
    await town.olga.sees(town.say("note.page", page=2, pages=2))


async def test_a_place_in_reply_is_a_visit(town: Town) -> None:
    await made(town)
    await town.olga.sends_location(55.75, 37.62, reply_to=town.olga.last())
    await town.olga.sees(town.say("visit.saved"), "Иван Петров")
    await town.olga.taps(town.say("action.open"))
    await town.olga.sees("+7 916 123-45-67")
    await town.olga.taps(town.say("action.timeline"))
    await town.olga.sees("55.75000, 37.62000")
