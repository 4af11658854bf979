"""A contact in one line, in any order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.crm.names import Name, split_name
from core.crm.oneline import read_line
from core.errors import Refusal


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Иван", Name("Иван")),
        ("Иван Петров", Name("Иван", last="Петров")),
        ("Иван Сергеевич", Name("Иван", middle="Сергеевич")),
        ("Иван Сергеевич Петров", Name("Иван", middle="Сергеевич", last="Петров")),
        ("Петров Иван Сергеевич", Name("Иван", middle="Сергеевич", last="Петров")),
        ("Гусейнова Лейла Рашид кызы", Name("Гусейнова", last="Лейла Рашид кызы")),
        ("Mary Jane van der Berg", Name("Mary", last="Jane van der Berg")),
    ],
)
def test_names(text: str, name: Name) -> None:
    assert split_name(text) == name


@pytest.mark.parametrize(
    "text",
    [
        "Иван Петров +7 916 123-45-67, ivan@x.ru",
        "ivan@x.ru 8(916)1234567 Иван Петров",
        "  +79161234567 ,Иван   Петров; Ivan@X.ru",
        "Иван Петров\n8 916 123 45 67\nivan@x.ru.",
    ],
)
def test_any_order(text: str) -> None:
    read = read_line(text, "RU")
    assert (read.new.first_name, read.new.last_name) == ("Иван", "Петров")
    assert (read.new.phones, read.new.emails) == (("+79161234567",), ("ivan@x.ru",))
    assert not read.rest


@pytest.mark.parametrize(("text", "company"), [("Иван, ООО «Ромашка»", "ООО «Ромашка»"), ("Jane (Acme) +442079460958", "Acme")])
def test_a_company_is_known_by_its_form_or_brackets(text: str, company: str) -> None:
    assert read_line(text, "RU").company == company


def test_what_has_no_field_is_kept() -> None:
    assert read_line("Аня, директор, любит кофе, +79161234567", "RU").rest == "директор, любит кофе"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("+7 916 123-45-67", "contact.nameless"),
        ("...", "contact.nameless"),
        ("Иван +7 916 12345", "phone.invalid"),
        ("Иван a@b", "email.invalid"),
        ("Ы" * 300, "text.long"),
    ],
)
def test_refusals(text: str, key: str) -> None:
    with pytest.raises(Refusal, match=key):
        read_line(text, "RU")


@given(st.text(max_size=200))
def test_anything_is_read_or_refused(text: str) -> None:
    try:
        read = read_line(text, "RU")
    except Refusal:
        return
    assert read.new.first_name
