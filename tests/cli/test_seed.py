"""The demo's company: believable, bilingual, of today, and the same at every making."""

import asyncio
import io
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import phonenumbers
import pytest
from rich.console import Console

from bots.demo.demo import Demo
from bots.demo.seed import Progress, seed
from bots.settings import Settings
from core.crm.emails import parse_email

NOW = datetime(2026, 11, 25, 10, 0, tzinfo=UTC)  # a Wednesday


def made(path: Path, progress: Progress = lambda _done, _total: None) -> None:
    asyncio.run(seed(path, Settings(), NOW, progress))


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("company") / "demo.sqlite3"
    made(path)
    return path


@contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(path)) as connection:
        yield connection


def rows(path: Path, statement: str) -> list[Any]:
    with opened(path) as connection:
        return connection.execute(statement).fetchall()


def micros(moment: datetime) -> int:
    return int(moment.timestamp() * 1_000_000)


def test_it_is_a_company_to_look_around_in(base: Path) -> None:
    (contacts,) = rows(base, "SELECT count(*), count(DISTINCT owner_id), sum(owner_id IS NULL) FROM contacts")
    assert contacts[0] > 300
    assert contacts[1] == 5
    assert contacts[2] > 5
    stages = dict(rows(base, "SELECT s.id, count(d.id) FROM stages s LEFT JOIN deals d ON d.stage_id = s.id GROUP BY s.id"))
    assert len(stages) == 12
    assert min(stages.values()) >= 2
    assert rows(base, "SELECT count(*) FROM deals WHERE won = 0 AND loss_reason_id IS NULL") == [(0,)]
    assert len(rows(base, "SELECT DISTINCT currency FROM deals")) == 2


def test_names_are_of_both_languages_and_reachable_by_nobody(base: Path) -> None:
    names = [name for (name,) in rows(base, "SELECT last_name FROM contacts")]
    cyrillic = sum("а" <= name[-1] <= "я" for name in names)
    assert 0.4 < cyrillic / len(names) < 0.8
    keys = [key for (key,) in rows(base, "SELECT key FROM contact_keys")]
    phones = [phonenumbers.parse(key) for key in keys if "@" not in key]
    assert all(map(phonenumbers.is_valid_number, phones))
    assert {str(phone.national_number)[:3] for phone in phones} == {"974", "207", "212", "312"}
    emails = [key for key in keys if "@" in key]
    assert all(parse_email(email) == email for email in emails)
    assert {email.partition("@")[2] for email in emails} == {"example.com", "example.org", "mail.example.net"}


def test_it_is_of_the_last_three_months_and_lives_in_office_hours(base: Path) -> None:
    moments = [datetime.fromtimestamp(at / 1_000_000, UTC) for (at,) in rows(base, "SELECT at FROM events WHERE kind <> 'founded'")]
    assert NOW - timedelta(days=91) < min(moments)
    assert max(moments) < NOW
    assert not [moment for moment in moments if moment < NOW - timedelta(days=1) and (moment.weekday() > 4 or moment.hour > 16)]


@pytest.mark.parametrize("name", ["Ольга Орлова", "Pavel Novak", "Максим Белов"])
def test_who_has_a_phone_has_a_full_day(base: Path, name: str) -> None:
    tasks = rows(
        base,
        "SELECT t.due_day, t.due_at, t.done_at FROM tasks t JOIN people p ON p.id = t.owner_id"
        f" WHERE p.name = '{name}' AND t.done_at IS NULL",
    )
    days = Counter("overdue" if day < f"{NOW:%F}" else "today" if day == f"{NOW:%F}" else "later" for day, _, _ in tasks)
    assert days["today"] >= 1
    if name != "Максим Белов":
        assert min(days["overdue"], days["later"]) >= 1
    soon = [at for _, at, _ in tasks if micros(NOW) < at <= micros(NOW + timedelta(minutes=3))]
    assert len(soon) == 1


def test_nothing_rings_for_what_was_due_before(base: Path) -> None:
    assert rows(base, f"SELECT count(*) FROM outbox WHERE state = 0 AND due_at <= {micros(NOW)}") == [(0,)]
    assert rows(base, f"SELECT count(*) FROM outbox WHERE state = 0 AND due_at > {micros(NOW)}")[0][0] > 5


def test_it_is_the_same_every_time(base: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.sqlite3"
    made(again)
    for statement in (
        "SELECT first_name, last_name, phones, emails, created_at FROM contacts ORDER BY emails",
        "SELECT title, amount, currency, entered_stage_at FROM deals ORDER BY entered_stage_at, title",
        "SELECT kind, at FROM events ORDER BY id",
    ):
        assert rows(base, statement) == rows(again, statement)


def test_an_interrupted_making_leaves_no_half_company(tmp_path: Path) -> None:
    class Interrupted(Exception): ...

    def interrupt(done: int, _total: int) -> None:
        if done == 5:
            raise Interrupted

    path = tmp_path / "demo.sqlite3"
    with pytest.raises(Interrupted):
        made(path, interrupt)
    assert not path.exists()
    made(path)
    assert [file.name for file in tmp_path.iterdir()] == ["demo.sqlite3"]


def test_it_is_kept_between_runs_until_one_wants_it_fresh(base: Path, tmp_path: Path) -> None:
    (tmp_path / "demo.sqlite3").write_bytes(base.read_bytes())
    with opened(tmp_path / "demo.sqlite3") as connection, connection:
        connection.execute("UPDATE people SET name = 'Renamed'")
        connection.execute("INSERT INTO requests (request, at) VALUES ('tg:1', 1)")
    console = Console(file=io.StringIO())
    demo = Demo(Settings(), tmp_path, 0, fresh=False, open_page=False)
    asyncio.run(demo._prepare(demo._settings("http://127.0.0.1:1"), console))
    assert rows(demo.base, "SELECT DISTINCT name FROM people") == [("Renamed",)]
    assert rows(demo.base, "SELECT count(*) FROM requests WHERE request LIKE 'tg:%'") == [(0,)]
    fresh = Demo(Settings(), tmp_path, 0, fresh=True, open_page=False)
    asyncio.run(fresh._prepare(fresh._settings("http://127.0.0.1:1"), console))
    assert ("Ольга Орлова",) in rows(fresh.base, "SELECT name FROM people")
