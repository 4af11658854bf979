import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.crash.lives import Nursery
from tests.project.house import ROOT


@pytest.fixture(scope="session")
def nursery() -> Iterator[Nursery]:
    """One for all tests: it takes seconds to come up."""
    command = [sys.executable, "-m", "tests.crash.nursery"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT) as nursery:
        assert nursery.stdout
        nursery.stdout.readline()
        yield nursery
        nursery.kill()
