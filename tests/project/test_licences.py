"""Everything that is installed to run Voronka may be shipped with MIT code."""

import re
from importlib.metadata import Distribution, distribution

import pytest
from packaging.requirements import Requirement

from tests.project.house import ROOT

# MPL 2.0 binds its own files only; certifi is used as it comes.
COMPATIBLE = re.compile(
    r"^(?:mit|mit-cmu|(?:\d-clause )?bsd|0?bsd|bsd-[23]-clause|apache(?: software|[- ]2\.0| 2)?|isc"
    r"|psf(?:-2\.0)?|cnri-python|python software foundation|python-2\.0|(?:the )?unlicense"
    r"|mpl[- ]2\.0|mozilla public|zlib|cc0-1\.0)\b",
    re.IGNORECASE,
)


def licences(package: Distribution) -> list[str]:
    """The licences a package names: its SPDX expression taken apart, else its classifiers, else its free field."""
    if expressions := package.metadata.get_all("License-Expression"):
        return re.split(r"\s+(?:AND|OR)\s+", expressions[0])
    classifiers = package.metadata.get_all("Classifier") or []
    named = [line.rpartition(" :: ")[2] for line in classifiers if line.startswith("License :: OSI Approved ::")]
    return named or [(package.metadata.get_all("License") or ["none named"])[0].splitlines()[0]]


def _installed_to_run() -> list[str]:
    lines = (ROOT / "requirements" / "run.txt").read_text().splitlines()
    asked = [Requirement(line.rstrip("\\ ")) for line in lines if re.match(r"[a-z]", line, re.IGNORECASE)]
    return [asking.name for asking in asked if asking.marker is None or asking.marker.evaluate()]


def test_every_package_that_runs_is_compatible() -> None:
    found = {name: licences(distribution(name)) for name in _installed_to_run()}
    assert not {name: named for name, named in found.items() if not all(map(COMPATIBLE.match, named))}


@pytest.mark.parametrize("licence", ["GPL-3.0-only", "AGPL-3.0", "LGPL-3.0-only", "Proprietary", "none named", "SSPL-1.0"])
def test_a_licence_that_binds_the_whole_is_refused(licence: str) -> None:
    assert not COMPATIBLE.match(licence)
