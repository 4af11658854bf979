"""The unit of work: all or nothing, once, with an event for every change."""

# ruff: noqa: PT012  # the block that raises is a work

import asyncio
from dataclasses import replace

import pytest

from core.crm.access import EVERYTHING
from core.errors import AlreadyDone, Missing, Stale, StorageBusy
from core.paging import FIRST
from core.records import Ref
from core.tasks.delivery import Address, Outgoing, Priority
from storage.store import DatabaseStore
from tests.storage.people import company, contact, deal, open_office, request
from tests.stores import TestClock


async def test_a_work_that_fails_leaves_nothing(store: DatabaseStore) -> None:
    office = await open_office(store)
    name = request()
    with pytest.raises(ZeroDivisionError):
        async with store.work(name) as work:
            anna = work.save(contact(work, office.olga))
            work.record("contact.created", office.olga.id, [anna.ref])
            assert await work.contacts.get(anna.id, EVERYTHING) == anna
            raise ZeroDivisionError
    async with store.work(name) as work:
        with pytest.raises(Missing):
            await work.contacts.get(anna.id, EVERYTHING)
        assert not (await work.timeline.of(anna.ref, EVERYTHING, FIRST)).items


async def test_a_request_is_carried_out_once(store: DatabaseStore) -> None:
    office = await open_office(store)
    name = request()
    async with store.work(name) as work:
        work.record("contact.created", office.olga.id, [work.save(contact(work, office.olga)).ref])
    with pytest.raises(AlreadyDone):
        async with store.work(name):
            pytest.fail("the work began again")


async def test_of_two_runs_of_one_request_at_once_one_is_written(store: DatabaseStore) -> None:
    office = await open_office(store)
    name = request()
    made = []

    async def run() -> None:
        async with store.work(name) as work:
            anna = work.save(contact(work, office.olga))
            work.record("contact.created", office.olga.id, [anna.ref])
            await asyncio.sleep(0)
        made.append(anna.id)

    results = await asyncio.gather(run(), run(), return_exceptions=True)
    assert [type(result) for result in results].count(AlreadyDone) == 1
    async with store.reading() as reads:
        assert len(await reads.contacts.some(made, EVERYTHING)) == 1


async def test_the_event_holds_what_changed_and_no_more(store: DatabaseStore) -> None:
    office = await open_office(store)
    async with store.work(request()) as work:
        ivan = work.save(contact(work, office.olga))
        created = work.record("contact.created", office.olga.id, [ivan.ref])
        ivan = work.save(replace(ivan, job_title="Директор"))
        ivan = work.save(replace(ivan, phones=("+79161234567",)))
        renamed = work.record("contact.changed", office.olga.id, [ivan.ref])
    assert created.changes[0].before is None
    assert created.changes[0].after["first_name"] == "Иван"
    (change,) = renamed.changes
    assert (change.before, change.after) == (
        {"job_title": None, "phones": "[]"},
        {"job_title": "Директор", "phones": '["+79161234567"]'},
    )
    async with store.reading() as reads:
        assert await reads.contacts.get(ivan.id, EVERYTHING) == ivan
        events = await reads.timeline.of(ivan.ref, EVERYTHING, FIRST)
        assert events.items == (renamed, created)
        assert await reads.timeline.newest_by(office.olga.id) == renamed
        assert await reads.timeline.event(created.id) == created


async def test_a_change_without_an_event_is_a_mistake(store: DatabaseStore) -> None:
    office = await open_office(store)
    with pytest.raises(RuntimeError, match="without an event"):
        async with store.work(request()) as work:
            work.save(contact(work, office.olga))


async def test_a_record_from_elsewhere_is_not_saved(store: DatabaseStore) -> None:
    office = await open_office(store)
    with pytest.raises(LookupError):
        async with store.work(request()) as work:
            work.save(replace(office.olga, name="Olga II"))


async def test_a_stale_version_is_refused(store: DatabaseStore) -> None:
    office = await open_office(store)
    async with store.work(request()) as work:
        seen = await work.people.get(office.olga.id)
        work.record("person.changed", None, [work.save(replace(seen, name="Olga II")).ref])
    with pytest.raises(Stale):
        async with store.work(request()) as work:
            await work.people.get(office.olga.id)
            work.save(replace(seen, name="Olga III"))


@pytest.mark.postgres
async def test_of_two_works_at_once_the_later_is_stale(store: DatabaseStore) -> None:
    """SQLite's works take turns, so there the second sees what the first did."""
    office = await open_office(store)
    met = asyncio.Barrier(2)

    async def rename(name: str) -> None:
        async with store.work(request()) as work:
            olga = await work.people.get(office.olga.id)
            if not is_sqlite(store):
                await met.wait()
            work.record("person.changed", None, [work.save(replace(olga, name=name)).ref])

    results = await asyncio.gather(rename("A"), rename("B"), return_exceptions=True)
    stale = [result for result in results if isinstance(result, Stale)]
    assert len(stale) == (0 if is_sqlite(store) else 1)


async def test_undo_is_generic(store: DatabaseStore) -> None:
    office = await open_office(store)
    async with store.work(request()) as work:
        made = work.save(deal(work, office, office.olga))
        work.record("deal.created", office.olga.id, [made.ref])
        work.save(replace(made, title="Пять окон", participants=(office.pavel.id,)))
        changed = work.record("deal.changed", office.olga.id, [made.ref])
    async with store.reading() as reads:
        assert (await reads.deals.get(made.id, office.for_pavel)).title == "Пять окон"
    async with store.work(request()) as work:
        for change in changed.changes:
            now = await work.row(change.ref)
            assert {column: now[column] for column in change.after} == change.after
            assert change.before is not None
            work.save_row(change.ref, now, change.before)
        work.record("undone", office.olga.id, changed.about, undoes=changed.id)
    async with store.reading() as reads:
        undone = await reads.deals.get(made.id, EVERYTHING)
        assert (undone.title, undone.participants) == ("Три окна", ())
        with pytest.raises(Missing):
            await reads.deals.get(made.id, office.for_pavel)
        assert (await reads.timeline.event(changed.id)).undone_by is not None
    with pytest.raises(Stale):
        async with store.work(request()) as work:
            work.record("undone", office.olga.id, changed.about, undoes=changed.id)


async def test_a_row_of_nothing_is_missing(store: DatabaseStore) -> None:
    async with store.work(request()) as work:
        for ref in (Ref("deal", 1), Ref("unicorn", 1)):
            with pytest.raises(Missing):
                await work.row(ref)


async def test_a_read_sees_what_the_work_has_saved(store: DatabaseStore) -> None:
    office = await open_office(store)
    async with store.work(request()) as work:
        ivan = work.save(contact(work, office.olga, phones=("+79161234567",)))
        made = work.save(deal(work, office, office.olga, contacts=(ivan.id,)))
        assert await work.contacts.with_key(["+79161234567"]) == [ivan]
        assert (await work.deals.of_contact(ivan.id, EVERYTHING, FIRST)).items == (made,)
        work.record("deal.created", office.olga.id, [made.ref])


async def test_a_reader_sees_only_what_is_committed(store: DatabaseStore) -> None:
    office = await open_office(store)
    async with store.reading() as reads:
        assert len(await reads.people.all()) == 2
        async with store.work(request()) as work:
            ivan = work.save(contact(work, office.olga))
            work.record("contact.created", None, [ivan.ref])
            await work.contacts.get(ivan.id, EVERYTHING)
            async with store.reading() as other:
                assert await other.contacts.some([ivan.id], EVERYTHING) == []
        assert await reads.contacts.some([ivan.id], EVERYTHING) == [], "a look stays of one moment"
    async with store.reading() as reads:
        assert await reads.contacts.some([ivan.id], EVERYTHING) == [ivan]


async def test_drafts_are_kept_until_they_expire(store: DatabaseStore, clock: TestClock) -> None:
    from datetime import timedelta

    here, there = Address("telegram", "1"), Address("telegram", "1", thread="7")
    async with store.work(request()) as work:
        work.keep_draft(here, "olga", {"form": "deal"}, clock.at + timedelta(hours=1))
        work.keep_draft(here, "olga", {"form": "deal", "title": "Окна"}, clock.at + timedelta(hours=1))
        work.keep_draft(there, "olga", {"form": "note"}, clock.at + timedelta(hours=1))
        assert await work.drafts.get(here, "olga", work.now) == {"form": "deal", "title": "Окна"}
    async with store.work(request()) as work:
        work.keep_draft(there, "olga", None, clock.at)
    async with store.reading() as reads:
        assert await reads.drafts.get(here, "olga", clock.at) == {"form": "deal", "title": "Окна"}
        assert await reads.drafts.get(here, "pavel", clock.at) is None
        assert await reads.drafts.get(there, "olga", clock.at) is None
        assert await reads.drafts.get(here, "olga", clock.at + timedelta(hours=1)) is None


async def test_an_outgoing_row_is_part_of_its_work(store: DatabaseStore, clock: TestClock) -> None:
    from datetime import timedelta

    with pytest.raises(ZeroDivisionError):
        async with store.work(request()) as work:
            work.post(Outgoing(id=work.new_id(), kind="n", priority=Priority.NOTICE, due_at=work.now, address=Address("t", "1")))
            raise ZeroDivisionError
    assert await store.outbox.claim(["t"], clock.at, 9, timedelta(minutes=1)) == []


def is_sqlite(store: DatabaseStore) -> bool:
    return type(store._engine).__name__ == "SqliteEngine"


@pytest.mark.parametrize("noun", ["contact", "company", "event"])
async def test_an_id_that_another_process_has_made_is_worth_another_try(
    store: DatabaseStore, noun: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = await open_office(store)
    async with store.work(request()) as work:
        taken = work.save(contact(work, office.olga))
        event = work.record("test", None, [taken.ref])
    with pytest.raises(StorageBusy):
        async with store.work("again") as work:
            if noun == "event":
                monkeypatch.setattr(work, "new_id", lambda: event.id)
                work.record("test", None, [])
            else:
                other = contact(work, office.olga) if noun == "contact" else company(work, office.olga)
                work.record("test", None, [work.save(replace(other, id=taken.id)).ref])
    async with store.work("again") as work:
        ivan = work.save(contact(work, office.olga))
        work.record("test", None, [ivan.ref])
    async with store.reading() as reads:
        found = await reads.search.find("петров", EVERYTHING, FIRST)
    assert set(found.items) == {taken.ref, ivan.ref}
