"""The pages are true: links lead somewhere, commands and variables exist, pages have their form."""

import importlib
import re
from itertools import takewhile
from pathlib import Path

import pytest
import typer

from tests.project.house import ROOT, code_in, files, pages, text_of

PAGES = pytest.mark.parametrize("page", pages(), ids=str)
DECISIONS = [page for page in pages() if page.parts[:2] == ("docs", "decisions") and page.name != "README.md"]


def anchors(page: str) -> set[str]:
    """The fragments a hosting site makes of a page's headings."""
    headings = re.findall(r"^#+ (.+?)\s*$", re.sub(r"^```.*?^```", "", page, flags=re.MULTILINE | re.DOTALL), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def dead_links(page: Path) -> list[str]:
    links = re.findall(r"\]\(([^)\s]+)", re.sub(r"`[^`\n]*`", "", text_of(page)))
    return [link for link in links if not re.match(r"[a-z]+:", link) and not _leads(page, link)]


def _leads(page: Path, link: str) -> bool:
    path, _, fragment = link.partition("#")
    target = (ROOT / page.parent / path).resolve() if path else ROOT / page
    return target.exists() and (not fragment or fragment in anchors(target.read_text(encoding="utf-8")))


@PAGES
def test_links_lead_somewhere(page: Path) -> None:
    assert not dead_links(page)


@PAGES
def test_make_targets_exist(page: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):", text_of(Path("Makefile")), re.MULTILINE))
    named = {target for line in code_in(text_of(page)) for target in re.findall(r"\bmake ([a-z-]+)", line)}
    assert named <= targets


@PAGES
def test_variables_exist(page: Path) -> None:
    known = {name for path in files() if path.suffix != ".md" for name in re.findall(r"VORONKA_[A-Z_]+", text_of(path))}
    assert set(re.findall(r"VORONKA_[A-Z_]+", text_of(page))) <= known


def commands(page: str) -> set[str]:
    """What follows `voronka` in the page's code, up to the first placeholder; `add|list` names two commands."""
    found = set()
    for line in code_in(page):
        for words in re.findall(r"(?:^|[\s/(])voronka((?: [\w.|-]+)+)", line):
            first, *rest = ([*word.split("|")] for word in words.split())
            found |= {" ".join([name, *more]) for name in first for more in ([[two] for two in rest[0]] if rest else [[]])}
    return found


def exists(words: str, app: typer.Typer) -> bool:
    """Whether the words, up to the first option, name a command of the app; a command's own arguments are not looked at."""
    command = typer.main.get_command(app)
    for word in takewhile(lambda word: not word.startswith("-"), words.split()):
        inner = getattr(command, "commands", None)
        if inner is None:
            return True
        if word not in inner:
            return False
        command = inner[word]
    return True


@PAGES
def test_voronka_commands_exist(page: Path) -> None:
    named = commands(text_of(page))
    if not named:
        return
    app = importlib.import_module("bots.cli").app
    assert not {words for words in named if not exists(words, app)}


@pytest.mark.skipif(not DECISIONS, reason="no decision is written down yet")
@pytest.mark.parametrize("page", DECISIONS, ids=str)
def test_decisions_have_their_form(page: Path) -> None:
    assert re.findall(r"^## (.+)$", text_of(page), re.MULTILINE) == ["Context", "Decision", "Consequences"]


def test_the_changelog_has_room_for_the_next_change() -> None:
    assert "## Unreleased" in text_of(Path("CHANGELOG.md"))


def test_the_checks_of_pages_can_fail(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("# A page\n[gone](no/such.md) [here](#a-page) [nowhere](#b) `voronka user add|drop NAME`\n")
    assert dead_links(page) == ["no/such.md", "#b"]
    assert commands(page.read_text()) == {"user add", "user drop"}
    app, user = typer.Typer(), typer.Typer()
    app.add_typer(user, name="user")
    user.command("add")(lambda: None)
    user.command("list")(lambda: None)
    assert exists("user add", app)
    assert not exists("user drop", app)
