"""What a scope does not cover does not exist, in any read."""

from datetime import timedelta

import pytest

from core.crm.access import EVERYTHING, Scope
from core.crm.notes import File, Note
from core.errors import Missing
from core.paging import FIRST, Page
from core.records import Ref
from storage.store import DatabaseStore
from tests.storage.people import Office, change, company, contact, deal, delete, keep, open_office, request, task


async def _cards(store: DatabaseStore, office: Office) -> dict[str, Ref]:
    """Olga's deal with its contact and company, a task, a note and a file on it; a contact nobody owns."""
    async with store.work(request()) as work:
        daisy = work.save(company(work, office.olga))
        ivan = work.save(contact(work, office.olga, company_id=daisy.id))
        windows = work.save(deal(work, office, office.olga, contacts=(ivan.id,), company_id=daisy.id))
        call = work.save(task(work, office.olga, about=windows.ref))
        note = work.save(Note(id=work.new_id(), created_at=work.now, about=windows.ref, text="Просил скидку"))
        file = work.save(
            File(id=work.new_id(), created_at=work.now, about=call.ref, name="a", kind="photo", messenger="t", reference="r")
        )
        nobodys = work.save(contact(work, None, first_name="Ничей"))
        saved = {"company": daisy, "contact": ivan, "deal": windows, "task": call, "note": note, "file": file, "nobodys": nobodys}
        refs = {name: record.ref for name, record in saved.items()}
        work.record("test", office.olga.id, refs.values())
    return refs


async def _seen(store: DatabaseStore, refs: dict[str, Ref], scope: Scope) -> set[str]:
    async with store.reading() as reads:
        seen = set()
        for name, ref in refs.items():
            some = await reads.shelf(ref.noun).some([ref.id], scope)
            try:
                assert await reads.shelf(ref.noun).get(ref.id, scope) == some[0]
                seen.add(name)
            except Missing:
                assert some == []
        return seen


async def test_one_sees_ones_own_and_nobodys(store: DatabaseStore) -> None:
    office = await open_office(store)
    refs = await _cards(store, office)
    assert await _seen(store, refs, office.for_olga) == set(refs)
    assert await _seen(store, refs, EVERYTHING) == set(refs)
    assert await _seen(store, refs, Scope(frozenset({office.olga.id, office.pavel.id}))) == set(refs)
    assert await _seen(store, refs, office.for_pavel) == {"nobodys"}
    assert await _seen(store, refs, Scope(frozenset())) == {"nobodys"}


async def test_who_takes_part_in_a_deal_sees_all_around_it(store: DatabaseStore) -> None:
    office = await open_office(store)
    refs = await _cards(store, office)
    async with store.reading() as reads:
        windows = await reads.deals.get(refs["deal"].id, EVERYTHING)
    await change(store, windows, participants=(office.pavel.id,))
    assert await _seen(store, refs, office.for_pavel) == set(refs)
    await change(store, windows, participants=())
    assert await _seen(store, refs, office.for_pavel) == {"nobodys"}


async def test_who_owns_the_deal_sees_its_contact_of_another(store: DatabaseStore) -> None:
    office = await open_office(store)
    refs = await _cards(store, office)
    async with store.reading() as reads:
        windows = await reads.deals.get(refs["deal"].id, EVERYTHING)
    await change(store, windows, owner_id=office.pavel.id)
    assert await _seen(store, refs, office.for_pavel) == set(refs)
    assert await _seen(store, refs, office.for_olga) == {"company", "contact", "task", "file", "nobodys"}


async def test_a_task_is_seen_by_its_author_and_owner_too(store: DatabaseStore) -> None:
    office = await open_office(store)
    refs = await _cards(store, office)
    async with store.work(request()) as work:
        given = work.save(task(work, office.olga, author_id=office.pavel.id, about=refs["deal"]))
        work.record("test", None, [given.ref])
    assert await _seen(store, {"given": given.ref} | refs, office.for_pavel) == {"given", "nobodys"}


async def test_what_is_deleted_is_seen_by_nobody(store: DatabaseStore) -> None:
    office = await open_office(store)
    refs = await _cards(store, office)
    async with store.reading() as reads:
        windows = await reads.deals.get(refs["deal"].id, EVERYTHING)
    await delete(store, windows)
    assert await _seen(store, refs, EVERYTHING) == set(refs) - {"deal", "note"}


@pytest.mark.parametrize("who", ["olga", "pavel", "everything"])
async def test_lists_hold_what_is_visible(store: DatabaseStore, who: str) -> None:
    office = await open_office(store)
    refs = await _cards(store, office)
    scope = {"olga": office.for_olga, "pavel": office.for_pavel, "everything": EVERYTHING}[who]
    expected = 0 if who == "pavel" else 1
    async with store.reading() as reads:
        assert len((await reads.contacts.of_company(refs["company"].id, scope, FIRST)).items) == expected
        assert len((await reads.deals.of_contact(refs["contact"].id, scope, FIRST)).items) == expected
        assert len((await reads.deals.of_company(refs["company"].id, scope, FIRST)).items) == expected
        assert len((await reads.deals.in_stage(office.stage.id, scope, FIRST)).items) == expected
        assert len(await reads.companies.named("«ромашка»", scope)) == expected
        assert len(await reads.tasks.open_of(refs["deal"], scope)) == expected
        assert len((await reads.tasks.due(office.olga.id, None, scope, FIRST)).items) == expected
        assert len((await reads.files.of(refs["task"], scope, FIRST)).items) == expected
        assert len((await reads.timeline.of(refs["deal"], scope, FIRST)).items) == expected
        assert len((await reads.search.find("ромашка", scope, FIRST)).items) == 3 * expected
        sums = await reads.deals.board(office.stage.pipeline_id, scope)
        assert [(entry.count, entry.sums[0].minor) for entry in sums] == [(1, 12_000_050)] * expected


async def test_the_duplicate_check_sees_everything(store: DatabaseStore) -> None:
    office = await open_office(store)
    async with store.work(request()) as work:
        ivan = work.save(contact(work, office.olga, phones=("+79161234567",), emails=("ivan@example.com",)))
        work.record("test", None, [ivan.ref])
    async with store.reading() as reads:
        assert await reads.contacts.with_key(["ivan@example.com", "+79161234567"]) == [ivan]
    await change(store, ivan, phones=())
    async with store.reading() as reads:
        assert await reads.contacts.with_key(["+79161234567"]) == []
    await delete(store, ivan)
    async with store.reading() as reads:
        assert await reads.contacts.with_key(["ivan@example.com"]) == []


async def test_lists_page(store: DatabaseStore) -> None:
    office = await open_office(store)
    async with store.work(request()) as work:
        made = [work.save(deal(work, office, office.olga, title=f"Deal {number}")) for number in range(5)]
        work.record("test", None, [made[0].ref])
    async with store.reading() as reads:
        pages = [await reads.deals.in_stage(office.stage.id, office.for_olga, Page(number, 2)) for number in range(4)]
    assert [entry for page in pages for entry in page.items] == made[::-1]
    assert [page.more for page in pages] == [True, True, False, False]


async def test_tasks_come_by_due_moment_and_undated_last(store: DatabaseStore) -> None:
    office = await open_office(store)
    async with store.work(request()) as work:
        undated = task(work, office.olga)
        late = task(work, office.olga, due_at=work.now + timedelta(days=2))
        soon = task(work, office.olga, due_at=work.now + timedelta(hours=1))
        done = task(work, office.olga, due_at=work.now, done_at=work.now)
    await keep(store, undated, late, soon, done)
    async with store.reading() as reads:
        every = await reads.tasks.due(office.olga.id, None, office.for_olga, FIRST)
        today = await reads.tasks.due(office.olga.id, soon.created_at + timedelta(days=1), office.for_olga, FIRST)
    assert [entry.id for entry in every.items] == [soon.id, late.id, undated.id]
    assert [entry.id for entry in today.items] == [soon.id]
