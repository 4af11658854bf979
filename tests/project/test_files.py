"""What must never be committed: a registry's host, a path of somebody's machine, a secret."""

import re

import pytest

from tests.project.house import files, text_of

FORBIDDEN = {
    "a registry's host": r"pypi[.]org|pythonhosted[.]org|registry[.](?:npmjs|yarnpkg)[.]|proxy[.]golang[.]org|crates[.]io",
    "an index option": r"(?m)^\s*--(?:extra-)?(?:index-url|find-links)",
    "a path of one machine": r"(?<![\w.~*/])/(?:home|root|Users|work)/\w|[A-Z]:\\Users\\",
    "a Telegram token": r"\b\d{8,10}:[A-Za-z0-9_-]{35}\b",
    "a Slack token": r"\bx(?:ox[abeprs]|app)-\d+-\w{8,}",
    "a private key": r"-----BEGIN [A-Z ]*PRIVATE KEY-----",
    "a cloud or hosting key": r"\b(?:AKIA[0-9A-Z]{16}|gh[pousr]_\w{36}|github_pat_\w{22})",
}

# Rule and file, where the match is the published sample of somebody else's documentation.
ALLOWED: set[tuple[str, str]] = set()


@pytest.mark.parametrize("rule", FORBIDDEN)
def test_no_file_holds(rule: str) -> None:
    pattern = re.compile(FORBIDDEN[rule])
    found = [
        f"{path}: {match.group()}"
        for path in files()
        for match in [pattern.search(text_of(path))]
        if match and (rule, str(path)) not in ALLOWED
    ]
    assert not found, f"{rule} in:\n" + "\n".join(found)


@pytest.mark.parametrize(
    ("rule", "pieces"),
    [
        ("a registry's host", ("https://pypi", ".org/simple")),
        ("an index option", ("--index", "-url https://example.com")),
        ("a path of one machine", (" /ho", "me/olga/crm")),
        ("a Telegram token", ("1234567890:", "A" * 35)),
        ("a Slack token", ("xox", "b-123456-abcdefgh")),
        ("a private key", ("-----BEGIN RSA ", "PRIVATE KEY-----")),
        ("a cloud or hosting key", ("gh", "p_", "a" * 36)),
    ],
)
def test_each_rule_recognises_its_case(rule: str, pieces: tuple[str, ...]) -> None:
    assert re.search(FORBIDDEN[rule], "".join(pieces))
