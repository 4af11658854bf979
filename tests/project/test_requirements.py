"""The hashed files hold what pyproject.toml asks for, and the code imports nothing that it does not ask for."""

import ast
import re
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from tests.project.house import ROOMS, ROOT, pyproject, sources, text_of

RUN = ROOT / "requirements" / "run.txt"
TEST = ROOT / "requirements" / "test.txt"
OURS = {*ROOMS, "tests", "benchmarks"}


def pins(path: Path) -> dict[str, Version]:
    """Package -> the one version the file pins."""
    found = re.findall(r"^([\w.-]+)(?:\[[\w,-]+\])?==([^\s;\\]+)", path.read_text(), re.MULTILINE)
    return {canonicalize_name(name): Version(version) for name, version in found}


def asked(*groups: str) -> list[Requirement]:
    listed = pyproject()["project"]["dependencies"] + [line for group in groups for line in pyproject()["dependency-groups"][group]]
    return [Requirement(line) for line in listed]


def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(text_of(path))):
        match node:
            case ast.Import():
                names |= {alias.name.partition(".")[0] for alias in node.names}
            case ast.ImportFrom(module=str(module), level=0):
                names.add(module.partition(".")[0])
    return names - OURS - sys.stdlib_module_names


@pytest.mark.parametrize(("path", "groups"), [(RUN, ("build",)), (TEST, ("build", "dev"))], ids=["run", "test"])
def test_every_dependency_is_pinned_within_its_bounds(path: Path, groups: tuple[str, ...]) -> None:
    pinned = pins(path)
    wrong = [
        f"{asking} (pinned: {pinned.get(canonicalize_name(asking.name))})"
        for asking in asked(*groups)
        if (version := pinned.get(canonicalize_name(asking.name))) is None or version not in asking.specifier
    ]
    assert not wrong, "run `make requirements`: " + ", ".join(wrong)


def test_every_dependency_has_a_lower_bound() -> None:
    assert not [str(asking) for asking in asked("build", "dev") if ">=" not in str(asking.specifier)]


def test_tests_run_on_the_versions_that_run() -> None:
    assert pins(RUN).items() <= pins(TEST).items()


@pytest.mark.parametrize("path", [RUN, TEST], ids=["run", "test"])
def test_every_pin_is_hashed(path: Path) -> None:
    entries = re.split(r"\n(?=\S)", re.sub(r"(?m)^#.*\n", "", path.read_text()))
    assert len(entries) == len(pins(path))
    assert not [entry.splitlines()[0] for entry in entries if "--hash=sha256:" not in entry]


@pytest.mark.parametrize(("rooms", "groups"), [(ROOMS, ()), (("tests", "benchmarks"), ("build", "dev"))], ids=["product", "tests"])
def test_every_import_is_a_declared_dependency(rooms: tuple[str, ...], groups: tuple[str, ...]) -> None:
    declared = {canonicalize_name(asking.name) for asking in asked(*groups)}
    providers = packages_distributions()
    undeclared = {
        f"{path}: {name}"
        for path in sources(*rooms)
        for name in imported(path)
        if not declared & {canonicalize_name(provider) for provider in providers.get(name, ())}
    }
    assert not undeclared
