"""Colleagues from the command line: made, listed, let go; links for those to come."""

import re

import pytest

from core.crm.access import EVERYTHING
from core.crm.contacts import Contact
from core.crm.people import Person, Role, Team
from core.paging import FIRST
from core.ports import Store
from tests.cli.conftest import Voronka, World

LINK = re.compile(r"^inv_[\w-]{16}$")


def _staff(voronka: Voronka) -> None:
    async def hire(store: Store) -> None:
        async with store.work("staff") as work:
            team = work.save(Team(id=work.new_id(), created_at=work.now, name="Продажи Юг"))
            people = [
                work.save(Person(id=work.new_id(), created_at=work.now, name=name, role=role, team_id=team.id))
                for name, role in (("Анна Крылова", Role.ADMINISTRATOR), ("Ольга Смирнова", Role.REP), ("Фёдор Орлов", Role.REP))
            ]
            contact = Contact(id=work.new_id(), created_at=work.now, first_name="Иван", owner_id=people[1].id)
            work.record("staffed", None, [work.save(contact).ref])

    voronka.base(hire)


def test_an_empty_house_says_what_comes_first(voronka: Voronka) -> None:
    assert (
        voronka.says("user", "list") == "Nobody yet. The first start of voronka run prints the link of the first administrator.\n"
    )


def test_a_colleague_is_made_with_a_link_of_their_own(voronka: Voronka) -> None:
    _staff(voronka)
    result = voronka("user", "add", "  Вера   Ёлкина ", "--role", "manager", "--team", "продажи юг", "--email", "Vera@Example.com")
    assert result.exit_code == 0
    assert LINK.match(result.stdout.strip())
    assert "Вера Ёлкина, good for 72 hours and one person" in result.stderr
    (row,) = [line for line in voronka.says("user", "list").splitlines() if "Вера" in line]
    assert row.split() == ["Вера", "Ёлкина", "manager", "Продажи", "Юг", "en", "Europe/Moscow"]

    async def look(store: Store) -> Person:
        async with store.reading() as reads:
            invite = await reads.invites.by_code(result.stdout.strip().removeprefix("inv_"))
            assert invite is not None
            assert invite.person_id is not None
            return await reads.people.get(invite.person_id)

    assert voronka.base(look).email == "vera@example.com"


@pytest.mark.parametrize(
    ("words", "word"),
    [
        (("user", "add", " \u200b "), "That is empty."),
        (("user", "add", "Вера", "--email", "nobody"), "nobody"),
        (("user", "add", "Вера", "--team", "Прода"), "There is no team 'Прода'."),
        (("invite", "--team", "продажа юг"), "Did you mean 'Продажи Юг'?"),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(voronka: Voronka, words: tuple[str, ...], word: str) -> None:
    _staff(voronka)
    told = voronka.refuses(*words)
    assert word in told
    assert "Traceback" not in told
    assert len(told.splitlines()) == 1


def test_a_role_that_is_none_is_wrong_use(voronka: Voronka) -> None:
    assert "'administrator', 'manager', 'rep'" in voronka.refuses("invite", "--role", "boss", code=2)


def test_who_leaves_hands_over_and_is_listed_as_gone(voronka: Voronka) -> None:
    _staff(voronka)
    assert voronka.says("user", "deactivate", "ольга", "--to", "федор") == (
        "Ольга Смирнова is no longer a colleague; what was theirs is now with Фёдор Орлов.\n"
    )
    assert "Ольга" not in voronka.says("user", "list")
    assert "Ольга Смирнова (left)" in voronka.says("user", "list", "--all")

    async def owner_of_ivan(store: Store) -> str:
        async with store.reading() as reads:
            (person,) = [person for person in await reads.people.all() if person.name == "Фёдор Орлов"]
            (ref,) = (await reads.search.find("Иван", EVERYTHING, FIRST)).items
            assert (await reads.contacts.get(ref.id, EVERYTHING)).owner_id == person.id
            return person.name

    assert voronka.base(owner_of_ivan) == "Фёдор Орлов"


def test_who_takes_over_is_asked_when_not_said(voronka: Voronka) -> None:
    _staff(voronka)
    assert "Who takes over" in voronka.says("user", "deactivate", "Ольга", typed="Фёдор\n")
    assert voronka("user", "deactivate", "Фёдор", typed="").exit_code == 1
    assert "Фёдор" in voronka.says("user", "list")


@pytest.mark.parametrize(
    ("who", "to", "word"),
    [
        ("Нина", "Анна", "Nobody active is called 'Нина'. There is"),
        ("ов", "Анна", "'ов' fits"),
        ("Ольга", "Ольга", "Nobody active is called 'Ольга'."),
        ("Анна", "Ольга", "There is no other active administrator"),
    ],
)
def test_nobody_is_let_go_by_mistake(voronka: Voronka, who: str, to: str, word: str) -> None:
    _staff(voronka)
    before = voronka.says("user", "list", "--all")
    assert word in voronka.refuses("user", "deactivate", who, "--to", to)
    assert voronka.says("user", "list", "--all") == before


def test_the_bots_name_is_asked_once_and_kept(voronka: Voronka, world: World) -> None:
    token = "771:" + "T" * 35
    world.post("/sim/bots", token=token, username="sales_bot", name="Sales")
    (voronka.folder / "settings.toml").write_text(f'telegram.api = "{world.url}"')
    voronka.environ["VORONKA_TELEGRAM_TOKEN"] = token
    assert re.match(r"https://t\.me/sales_bot\?start=inv_[\w-]{16}\n", voronka.says("invite"))
    (voronka.folder / "settings.toml").write_text('telegram.api = "http://127.0.0.1:1"')
    assert voronka.says("invite").startswith("https://t.me/sales_bot?start=inv_")
    assert voronka.says("invite", VORONKA_TELEGRAM_TOKEN="").startswith("https://t.me/sales_bot?start=inv_")
    assert LINK.match(voronka.says("invite", VORONKA_TELEGRAM_TOKEN="772:other").strip())
