"""Every card has an example, and every example is drawn in every messenger and language, whatever names it holds."""

import html
import importlib
import pkgutil
import re
from datetime import UTC, datetime
from typing import get_args

import pytest

from bots.conversation.cards import Card
from bots.conversation.shown import Shown
from bots.conversation.texts import LANGUAGES, Texts
from bots.telegram.drawn import TEXT_LIMIT, Drawn
from bots.telegram.render import render
from tests.cards import examples

TEXTS = Texts()
TAG = re.compile(r"</?(?:b|i|u|s|code|pre|a|blockquote|tg-spoiler)(?: [a-z]+(?:=\"[^\"<>]*\")?)*>")


def all_examples() -> list[tuple[str, Card]]:
    found: list[tuple[str, Card]] = []
    for module in pkgutil.iter_modules(examples.__path__):
        found += importlib.import_module(f"{examples.__name__}.{module.name}").EXAMPLES
    return found


EXAMPLES = all_examples()


def test_every_card_has_an_example() -> None:
    shown = {type(card) for _, card in EXAMPLES}
    assert not [kind.__name__ for kind in get_args(Card) if kind not in shown]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("name", "card"), EXAMPLES, ids=[name for name, _ in EXAMPLES])
def test_telegram_draws_it(name: str, card: Card, language: str) -> None:
    drawn = draw(card, language)
    plain = html.unescape(TAG.sub("", drawn.html))
    assert plain.strip(), name
    assert "<" not in TAG.sub("", drawn.html), f"{name}: unescaped"
    assert len(plain.encode("utf-16-le")) // 2 <= TEXT_LIMIT
    for row in drawn.rows:
        assert 1 <= len(row) <= 8
        for button in row:
            assert button.text.strip(), f"{name}: a button without a word"
            assert button.data is None or len(button.data.encode()) <= 64
    assert sum(len(row) for row in drawn.rows) <= 100


def draw(card: Card, language: str) -> Drawn:
    shown = Shown(card=card, language=language, time_zone="Europe/Moscow", now=datetime(2026, 11, 21, 12, tzinfo=UTC))
    return render(shown, TEXTS.words(language, "Europe/Moscow"))
