"""Any fragment, any writing, only what one may see; and the documents follow the records."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.crm.access import EVERYTHING, Scope
from core.crm.search import asked, document, normal, words
from core.paging import FIRST, Page
from core.records import Ref
from storage.search import NEWEST
from storage.store import DatabaseStore
from tests.storage.people import change, company, contact, deal, delete, open_office, request


async def found(store: DatabaseStore, text: str, scope: Scope = EVERYTHING, page: Page = FIRST) -> list[Ref]:
    async with store.reading() as reads:
        return list((await reads.search.find(text, scope, page)).items)


@pytest.mark.parametrize(
    "text",
    [
        "Петров",
        "петр",
        "етро",
        "ПЁТР петров",
        "пёт",
        "п",
        "пе",
        "п\u200bетров",
        "8 916 123-45-67",
        "+7 (916) 123-45-67",
        "89161234567",
        "79161234567",
        "916 123 45 67",
        "4567",
        "123-45-67",
        "1234567",
        "petr@example.com",
        "Petr@Example",
        "example.com",
        "петров ромашка",
        "ромаш пет",
        "«Ромашка»",
        "петров, пётр",
        "петр 4567",
        "Петрв",
        "Пертов",
        "Ромшака",
    ],
)
async def test_a_contact_is_found_by(store: DatabaseStore, text: str) -> None:
    office = await open_office(store)
    async with store.work(request()) as work:
        daisy = work.save(company(work, office.olga, "ООО «Ромашка»"))
        peter = contact(
            work, office.olga, "Пётр", "Петров", phones=("+79161234567",), emails=("petr@example.com",), company_id=daisy.id
        )
        other = work.save(contact(work, office.olga, "John", "Smith", phones=("+442071838750",)))
        work.record("test", None, [work.save(peter).ref, daisy.ref, other.ref])
    hits = await found(store, text)
    assert peter.ref in hits
    assert other.ref not in hits


@pytest.mark.parametrize(
    "text", ["", "  ", "«»", "\u200b", "петров smith", "%", "_", "пе%ов", "п_тров", '"', "zzz", "8 999 000-00-00", "\\"]
)
async def test_nothing_is_found_by(store: DatabaseStore, text: str) -> None:
    office = await open_office(store)
    async with store.work(request()) as work:
        people = [work.save(contact(work, office.olga, "Пётр", "Петров")), work.save(contact(work, office.olga, "John", "Smith"))]
        work.record("test", None, [person.ref for person in people])
    assert await found(store, text) == []


async def test_a_deal_is_found_by_its_title_contacts_and_company(store: DatabaseStore) -> None:
    office = await open_office(store)
    async with store.work(request()) as work:
        daisy = work.save(company(work, office.olga))
        ivan = work.save(contact(work, office.olga, company_id=daisy.id))
        windows = work.save(deal(work, office, office.olga, contacts=(ivan.id,), company_id=daisy.id))
        work.record("test", None, [windows.ref])
    assert await found(store, "окна петров ромашка") == [windows.ref]
    await change(store, ivan, last_name="Сидоров")
    assert await found(store, "окна петров") == []
    assert await found(store, "окна сидоров") == [windows.ref]
    await change(store, daisy, name="Лютик")
    assert await found(store, "окна ромашка") == []
    assert set(await found(store, "лютик")) == {windows.ref, ivan.ref, daisy.ref}
    await change(store, windows, contacts=())
    assert await found(store, "окна сидоров") == []
    await delete(store, windows)
    assert await found(store, "окна") == []
    await change(store, windows, deleted_at=None, contacts=(ivan.id,))
    assert await found(store, "окна лютик") == [windows.ref]


async def test_whole_words_of_names_come_first_and_close_spellings_last(store: DatabaseStore) -> None:
    office = await open_office(store)
    async with store.work(request()) as work:
        names = ["Орлов", "Орлова", "Горлова", "Арлов"]
        made = {name: work.save(contact(work, office.olga, "Анна", name)) for name in names}
        daisy = work.save(company(work, office.olga, "Орловский"))
        made["of company"] = work.save(contact(work, office.olga, "Анна", "Белова", company_id=daisy.id))
        work.record("test", None, [daisy.ref])
    assert await found(store, "Орлов") == [
        made["Орлов"].ref,
        daisy.ref,
        made["Орлова"].ref,
        made["of company"].ref,
        made["Горлова"].ref,
    ]
    assert await found(store, "Орлво") == [made["Орлов"].ref]


FAMILY = ("Орлов", "Орлова", "Горлова", "Орлов2", "О'Орлов", "Белова")
GIVEN = ("Анна", "Ан", "Иоанна", "Анна2")


@pytest.mark.parametrize("text", ["орлов", "орло", "рлов", "ан", "а", "анна орлов", "ан ор", "орлов2", "анна", "2"])
@pytest.mark.parametrize("seed", range(2))
async def test_what_very_many_cards_hold_comes_by_rank_then_newest(store: DatabaseStore, text: str, seed: int) -> None:
    """More cards than are ranked at once: the answer is the one that looking at every card would give."""
    office, dice = await open_office(store), random.Random(seed)
    weights = [dice.random() ** 3 for _ in FAMILY]
    async with store.work(request()) as work:
        people = [
            work.save(contact(work, office.olga, dice.choice(GIVEN), dice.choices(FAMILY, weights)[0])) for _ in range(NEWEST * 4)
        ]
        work.record("test", None, [people[0].ref])
    fragments = asked(text).fragments

    def rank(name: str) -> int | None:
        if all(f"  {fragment} " in name for fragment in fragments):
            return 0
        if all(f"  {fragment}" in name for fragment in fragments):
            return 1
        return 2 if all(fragment in name for fragment in fragments if len(fragment) > 2) else None

    ranks = [(rank(document(card).name), -card.id, card.ref) for card in people]
    every = sorted((of, age, ref) for of, age, ref in ranks if of is not None)
    expected = [ref for of, _, ref in every if of < 2 or all(len(fragment) > 2 for fragment in fragments)]
    for scope in (EVERYTHING, office.for_olga):
        assert await found(store, text, scope) == expected[: FIRST.size]


async def test_pages_follow_without_gap_or_repetition(store: DatabaseStore) -> None:
    office = await open_office(store)
    async with store.work(request()) as work:
        people = [work.save(contact(work, office.olga, "Анна", f"Орлова{'' if n % 3 else 'евна'}")) for n in range(20)]
        work.record("test", None, [people[0].ref])
    pages = [await found(store, "орлова", page=Page(number, 6)) for number in range(5)]
    assert [len(page) for page in pages] == [6, 6, 6, 2, 0]
    assert len({ref for page in pages for ref in page}) == 20


async def test_search_follows_owners_and_guests(store: DatabaseStore) -> None:
    office = await open_office(store)
    async with store.work(request()) as work:
        ivan = work.save(contact(work, office.olga))
        windows = work.save(deal(work, office, office.olga, contacts=(ivan.id,)))
        work.record("test", None, [ivan.ref])
    assert set(await found(store, "петров", office.for_olga)) == {ivan.ref, windows.ref}
    assert await found(store, "петров", office.for_pavel) == []
    await change(store, windows, participants=(office.pavel.id,))
    assert set(await found(store, "петров", office.for_pavel)) == {ivan.ref, windows.ref}
    await change(store, windows, participants=())
    assert await found(store, "петров", office.for_pavel) == []
    await change(store, windows, owner_id=None)
    assert await found(store, "петров", office.for_pavel) == [windows.ref]
    await change(store, ivan, owner_id=office.pavel.id)
    assert set(await found(store, "петров", office.for_pavel)) == {ivan.ref, windows.ref}
    assert await found(store, "петров", office.for_olga) == [windows.ref]


async def test_the_document_of_a_new_card_is_the_one_composed_later(store: DatabaseStore) -> None:
    """Written whole at first, put together by the database afterwards: the two must agree."""
    office = await open_office(store)
    async with store.work(request()) as work:
        daisy = work.save(company(work, None))
        ivan = work.save(contact(work, office.olga, company_id=daisy.id))
        anna = work.save(contact(work, None, "Анна", "Белова"))
        deals = [
            work.save(deal(work, office, office.pavel, contacts=(ivan.id, anna.id), company_id=daisy.id)),
            work.save(deal(work, office, None, contacts=(ivan.id,), participants=(office.pavel.id, office.olga.id))),
        ]
        work.record("test", None, [ivan.ref])
    before = await _documents(store)
    for card in (daisy, ivan, anna, *deals):
        await delete(store, card)
    assert await _documents(store) == set()
    for card in (daisy, ivan, anna, *deals):
        await change(store, card, deleted_at=None)
    assert await _documents(store) == before


async def _documents(store: DatabaseStore) -> set[tuple[object, ...]]:
    from sqlalchemy import select

    from storage.statements import Query, Statement
    from storage.tables import search

    rows = await store._engine.read(Query(Statement(select(search.c.card_id, search.c.words, search.c.seers))))
    return {(card_id, frozenset(said.split()), str(seers)) for card_id, said, seers in rows}


@given(st.text(max_size=60))
def test_normal_form_is_stable(text: str) -> None:
    assert words(" ".join(words(text))) == words(text)
    assert normal(text) == "" or (normal(text).startswith("  ") and normal(text).endswith(" "))


@given(st.text(max_size=200))
def test_any_text_can_be_asked(text: str) -> None:
    assert all(fragment and " " not in fragment for fragment in asked(text).fragments)


async def test_hostile_texts_find_nothing_and_break_nothing(store: DatabaseStore) -> None:
    for text in (
        "' OR 1=1 --",
        '"ива" OR "a',
        "NEAR(a b)",
        "*",
        "иван*",
        "a" * 5000,
        "\x00\x00\x00abc",
        "🙂🙂🙂",
        "ﷺ" * 50,
        "a AND NOT b",
    ):
        assert await found(store, text) == []
