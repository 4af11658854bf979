"""What a task is: its words without "remind me to", and its kind guessed from them."""

import re
from functools import cache

from core.capture.grammar import fold, language_file, shipped
from core.tasks.tasks import TaskKind


def task_text(text: str) -> str:
    """«мне, что надо позвонить Ивану» -> «Позвонить Ивану»: without what only asks for the reminder, with a capital."""
    kept = text.strip(" ,;:-—–")
    while found := _lead().match(fold(kept)):
        kept = kept[found.end() :].strip(" ,;:-—–")
    return kept[:1].upper() + kept[1:]


def guess_kind(text: str) -> TaskKind:
    """By the first word that tells."""
    found = [(match.start(), kind) for kind, pattern in _kinds() if (match := pattern.search(fold(text)))]
    return min(found)[1] if found else TaskKind.OTHER


@cache
def _lead() -> re.Pattern[str]:
    phrases = [fold(phrase.strip()) for file in map(language_file, shipped()) for phrase in file["tasks"]["lead"].split(",")]
    return re.compile(rf"(?:{'|'.join(map(re.escape, sorted(phrases, key=len, reverse=True)))})(?:[\s,:]+)(?=\S)")


@cache
def _kinds() -> tuple[tuple[TaskKind, re.Pattern[str]], ...]:
    """Beginnings of words."""
    stems: dict[TaskKind, list[str]] = {}
    for file in map(language_file, shipped()):
        for kind, words in file["tasks"]["kinds"].items():
            stems.setdefault(TaskKind(kind), []).extend(re.escape(fold(word.strip())) for word in words.split(","))
    return tuple((kind, re.compile(rf"(?<!\w)(?:{'|'.join(known)})")) for kind, known in stems.items())
