"""In any chat, `@bot words` finds one's own cards and sends one there without private fields."""

from tests.town import Town


async def test_a_card_goes_into_any_chat_without_private_fields(town: Town) -> None:
    await town.olga.says("/new contact Иван <Петров> +7 916 123-45-67, ivan@x.ru, ООО Ромашка")
    await town.olga.sees(town.say("contact.created"))
    (result,) = await town.olga.asks_inline("петров")
    assert "Иван <Петров>" in result["title"]
    sent = await town.olga.chooses(result)
    assert "Иван <Петров>" in sent.text
    assert "ООО Ромашка" in sent.text
    assert "916" not in sent.text
    assert "ivan@" not in sent.text


async def test_others_find_nothing(town: Town) -> None:
    await town.olga.says("/new contact Иван Петров +7 916 123-45-67")
    await town.olga.sees(town.say("contact.created"))
    assert await town.pavel.asks_inline("Петров") == []
    assert await town.clara.asks_inline("Петров") == []
    assert len(await town.max.asks_inline("Петров")) == 1


async def test_pages_and_recent_ones(town: Town) -> None:
    async with town.store.work("seed") as work:
        from core.crm.contacts import Contact

        olga = await work.people.of_identity("telegram", "101")
        assert olga is not None
        made = [
            work.save(Contact(id=work.new_id(), created_at=work.now, first_name=f"Иван{n}", owner_id=olga.id)) for n in range(25)
        ]
        work.record("seeded", None, [contact.ref for contact in made])
    first = await town.olga.asks_inline("Иван")
    second = await town.olga.asks_inline("Иван", offset="1")
    assert len(first) == 20
    assert len(second) == 5
    assert not {one["id"] for one in first} & {one["id"] for one in second}
    await town.olga.says("Иван3")
    await town.olga.sees("Иван3")
    assert [one["title"] for one in await town.olga.asks_inline("")] == ["👤 Иван3"]


async def test_a_shared_card_in_the_bots_own_chat_is_no_search(town: Town) -> None:
    await town.olga.says("/new contact Иван Петров +7 916 123-45-67")
    await town.olga.sees(town.say("contact.created"))
    (result,) = await town.olga.asks_inline("петров")
    await town.olga.chooses(result)
    await town.olga.does_not_see("Иван Петров")
