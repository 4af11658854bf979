"""A file past 400 lines, a handler past 25 or a function past 60 is a missing room."""

from pathlib import Path

from tests.project.house import ROOMS, functions, length, sources, text_of

FILE_LINES = 400
HANDLER_LINES = 25
FUNCTION_LINES = 60

# What may be longer, each with its reason. What no longer needs its place here fails the last test.
LONGER_FILES: dict[str, str] = {}
LONGER_FUNCTIONS: dict[str, str] = {}


def _long_files() -> set[str]:
    return {
        str(path)
        for path in sources(*ROOMS, endings=(".py", ".js", ".css", ".html"))
        if len(text_of(path).splitlines()) > FILE_LINES
    }


def _limit(path: Path) -> int:
    return HANDLER_LINES if any("handlers" in part for part in path.parts) else FUNCTION_LINES


def _long_functions() -> set[str]:
    return {
        f"{path}:{function.name}" for path in sources(*ROOMS) for function in functions(path) if length(function) > _limit(path)
    }


def test_files_fit_their_room() -> None:
    assert not _long_files() - LONGER_FILES.keys()


def test_functions_read_on_one_screen() -> None:
    assert not _long_functions() - LONGER_FUNCTIONS.keys()


def test_exceptions_are_still_needed() -> None:
    assert LONGER_FILES.keys() <= _long_files()
    assert LONGER_FUNCTIONS.keys() <= _long_functions()
