"""The doctor finds what is wrong, says how to mend it, and ends with 1 when something fails."""

import os
import re
from pathlib import Path
from typing import Any

import pytest

from bots.doctor.database import _postgres_findings
from bots.doctor.finding import Level
from tests.cli.conftest import Voronka, World

TOKEN = "881:" + "D" * 35


def findings(told: str) -> dict[str, str]:
    """What was looked at -> level and word."""
    return {what: f"{level}: {word}" for level, what, word in re.findall(r"^(ok|warn|fail) +([\w ]+): (.*)$", told, re.MULTILINE)}


@pytest.fixture
def patient(voronka: Voronka, world: World) -> Voronka:
    world.post("/sim/bots", token=TOKEN, username="doctored_bot", name="Doctored")
    (voronka.folder / "settings.toml").write_text(f'telegram.api = "{world.url}"\nfiles.folder = "files"')
    voronka.environ["VORONKA_TELEGRAM_TOKEN"] = TOKEN
    return voronka


def test_a_healthy_house(patient: Voronka) -> None:
    found = findings(patient.says("doctor"))
    assert not [word for word in found.values() if not word.startswith("ok")]
    assert found["telegram token"] == "ok: is that of @doctored_bot"
    assert found["telegram updates"] == "ok: come by polling, 0 waiting"
    assert found["clock"] == "ok: agrees with Telegram's"
    assert "can be written" in found["database"]
    assert "as this Voronka wants it" in found["database version"]


def test_inline_mode_is_switched_on_at_botfather(patient: Voronka, world: World) -> None:
    assert (
        findings(patient.says("doctor"))["telegram inline mode"] == "ok: finds cards in any chat: @doctored_bot and a few letters"
    )
    plain = "883:" + "P" * 35
    world.post("/sim/bots", token=plain, username="plain_bot", name="Plain", supports_inline=False)
    told = patient.says("doctor", VORONKA_TELEGRAM_TOKEN=plain)
    assert findings(told)["telegram inline mode"].startswith("warn: is off")
    assert "/setinline" in told


def test_a_token_that_is_missing_or_wrong(patient: Voronka) -> None:
    assert findings(patient.says("doctor", VORONKA_TELEGRAM_TOKEN=""))["telegram token"].startswith("warn: VORONKA_TELEGRAM_TOKEN")
    wrong = "882:" + "W" * 35
    result = patient("doctor", VORONKA_TELEGRAM_TOKEN=wrong)
    assert result.exit_code == 1
    assert findings(result.stdout)["telegram token"] == "fail: Telegram does not know it (Unauthorized)"
    assert "W" * 35 not in result.output


@pytest.mark.parametrize("api", ["http://127.0.0.1:1", "http://localhost:1/base"])
def test_no_network(patient: Voronka, api: str) -> None:
    (patient.folder / "settings.toml").write_text(f'telegram.api = "{api}"')
    result = patient("doctor")
    assert result.exit_code == 1
    assert findings(result.stdout)["telegram"].startswith(f"fail: {api} does not answer")
    assert TOKEN not in result.output


def test_what_answers_is_no_bot_api(patient: Voronka, world: World) -> None:
    (patient.folder / "settings.toml").write_text(f'telegram.api = "{world.url}/page"')
    assert findings(patient("doctor").stdout)["telegram"].startswith("fail: ")


def test_a_webhook_while_polling_and_the_other_way_round(patient: Voronka, world: World) -> None:
    world.post(f"/bot{TOKEN}/setWebhook", url="https://crm.example.com/telegram")
    try:
        assert findings(patient.says("doctor"))["telegram updates"].startswith("warn: a webhook is set")
        (patient.folder / "settings.toml").write_text(
            f'telegram.api = "{world.url}"\ntelegram.mode = "webhook"\ntelegram.webhook.url = "https://other.example.com"'
        )
        told = findings(patient.says("doctor"))["telegram updates"]
        assert told == "warn: the webhook is https://crm.example.com/telegram, not https://other.example.com/telegram"
    finally:
        world.post(f"/bot{TOKEN}/deleteWebhook")


def test_knobs_that_name_nothing(patient: Voronka) -> None:
    file = patient.folder / "settings.toml"
    file.write_text(file.read_text() + '\n[company]\ncurrency = "XYZ"\nphone_region = "QQ"')
    result = patient("doctor")
    assert result.exit_code == 1
    assert "company.phone_region QQ is no country" in result.stdout
    assert "company.currency XYZ is no currency" in result.stdout


def test_a_folder_that_is_none(patient: Voronka) -> None:
    (patient.folder / "files").write_text("in the way")
    assert findings(patient("doctor").stdout)["files folder"].endswith("is no folder")


def test_a_folder_that_cannot_be_written(patient: Voronka, monkeypatch: pytest.MonkeyPatch) -> None:
    """Asked of the system, since the tests' own user may be one who may write everywhere."""
    monkeypatch.setattr("bots.doctor.folders.os.access", lambda _path, mode, **_how: not mode & os.W_OK)
    result = patient("doctor")
    assert result.exit_code == 1
    assert "cannot be written" in findings(result.stdout)["files folder"]
    assert "chown or chmod" in result.stdout


def test_a_full_disk(patient: Voronka, monkeypatch: pytest.MonkeyPatch) -> None:
    def nearly_full(_path: Path) -> Any:
        return type("Usage", (), {"free": 3 << 20})

    monkeypatch.setattr("bots.doctor.folders.shutil.disk_usage", nearly_full)
    assert findings(patient("doctor").stdout)["files folder"].startswith("fail: 3 MB left")


def test_a_base_that_is_damaged(patient: Voronka) -> None:
    broken = patient.folder / "broken.sqlite3"
    broken.write_bytes(b"x" * 9000)
    result = patient("doctor", VORONKA_DATABASE_URL=f"sqlite:///{broken}")
    assert result.exit_code == 1
    assert findings(result.stdout)["database"].startswith("fail: ")


def test_a_server_that_is_not_there(patient: Voronka) -> None:
    result = patient("doctor", VORONKA_DATABASE_URL="postgresql://crm:hunter2@127.0.0.1:1/crm")
    assert result.exit_code == 1
    assert findings(result.stdout)["database"].startswith("fail: ")
    assert "hunter2" not in result.output


@pytest.mark.parametrize(
    ("number", "ctype", "read_only", "trigrams", "word"),
    [
        (120005, "C.UTF-8", False, True, "PostgreSQL 12 is too old"),
        (150004, "C", False, True, "LC_CTYPE is C"),
        (150004, "ru_RU.UTF-8", True, True, "takes no writes"),
        (150004, "ru_RU.UTF-8", False, False, "pg_trgm is missing"),
    ],
)
def test_a_server_that_does_not_serve(number: int, ctype: str, read_only: bool, trigrams: bool, word: str) -> None:
    (found,) = _postgres_findings("postgresql://host/crm", number, ctype, read_only=read_only, trigrams=trigrams)
    assert found.level is Level.FAIL
    assert word in found.word
    assert found.mend
