"""Both languages say the same things, and everything the code says has a text."""

import ast
import re
from datetime import UTC, date, datetime
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

import bots.conversation.flows  # noqa: F401  # fills the tables
from bots.conversation.actions import registry
from bots.conversation.routes import commands
from bots.conversation.texts import LANGUAGES, Texts

ROOT = Path(__file__).parents[2]
SPEAKERS = {"Notice", "Refusal", "Term", "say"}
SAID_BY = {"ask", "label", "key", "title"}
KEY = re.compile(r"[a-z_]+(\.[A-Za-z_/]+)+")


def catalogue(language: str) -> dict[str, Message]:
    found: dict[str, Message] = {}
    for source in sorted((ROOT / "bots/conversation/texts" / language).glob("*.po")):
        with source.open("rb") as file:
            whole: Catalog = read_po(file, locale=language, abort_invalid=True)
        for message in whole:
            if message.id:
                found[message.id if isinstance(message.id, str) else message.id[0]] = message
    return found


def forms(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def said_in_code() -> dict[str, str]:
    """Key -> where. A key is a dotted constant given to whatever words it."""
    found: dict[str, str] = {}
    for room in ("core", "bots", "storage"):
        for path in (ROOT / room).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call):
                    for key in _keys(node):
                        found[key] = f"{path.relative_to(ROOT)}:{node.lineno}"
    return found


def _keys(call: ast.Call) -> list[str]:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    given = [call.args[0]] if name in SPEAKERS and call.args else []
    given += [keyword.value for keyword in call.keywords if keyword.arg in SAID_BY]
    return [
        node.value for node in given if isinstance(node, ast.Constant) and isinstance(node.value, str) and KEY.fullmatch(node.value)
    ]


def _whole_kind(node: ast.AST) -> str | None:
    """Not the pieces of a composed one."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and re.fullmatch(r"[a-z_]+(\.[a-z_]+)?", node.value):
        return node.value
    return None


def test_every_key_in_the_code_has_a_text() -> None:
    known = catalogue("en")
    missing = {key: place for key, place in said_in_code().items() if key not in known}
    assert not missing


def test_every_action_has_a_label() -> None:
    known = catalogue("en")
    assert not [action.__name__ for action in registry().values() if action.label not in known]


def test_every_command_has_a_line_of_help() -> None:
    known = catalogue("en")
    assert not [name for name in commands if f"command.{name}" not in known]


def test_every_event_has_a_line_and_a_name() -> None:
    kinds = set()
    for path in (ROOT / "core").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "record" and node.args:
                kinds |= {kind for part in ast.walk(node.args[0]) if (kind := _whole_kind(part))}
    assert kinds
    known = catalogue("en")
    assert not [f"{room}.{kind}" for kind in sorted(kinds) for room in ("event", "event_name") if f"{room}.{kind}" not in known]


def test_the_languages_have_the_same_keys() -> None:
    assert catalogue("ru").keys() == catalogue("en").keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_empty_and_all_plural_forms_are_there(language: str) -> None:
    wanted = {"ru": 3, "en": 2}[language]
    for key, message in catalogue(language).items():
        assert all(forms(message)), key
        assert len(forms(message)) in {1, wanted}, key


def test_a_text_asks_for_the_same_facts_in_both_languages() -> None:
    english = catalogue("en")
    differ = []
    for key, message in catalogue("ru").items():
        theirs = set().union(*(placeholders(form) for form in forms(english[key])))
        ours = set().union(*(placeholders(form) for form in forms(message)))
        if ours - {"n"} != theirs - {"n"}:
            differ.append(key)
    assert not differ


def test_russian_plurals() -> None:
    words = Texts().words("ru")
    assert words.language == "ru"
    with pytest.raises(KeyError):
        words.say("no.such.key")


@pytest.mark.parametrize(("language", "said"), [("ru", "пт, 1 янв. 2027"), ("en", "Fri, Jan 1, 2027")])
def test_a_day_of_another_year_has_its_year(language: str, said: str) -> None:
    words = Texts().words(language, "Europe/Moscow", datetime(2026, 12, 31, 20, 59, tzinfo=UTC))
    assert words.day(date(2027, 1, 1)) == said
    assert "2026" not in words.day(date(2026, 12, 31))
    newyear = Texts().words(language, "Europe/Moscow", datetime(2026, 12, 31, 21, 0, tzinfo=UTC))
    assert "2027" not in newyear.day(date(2027, 1, 1))
