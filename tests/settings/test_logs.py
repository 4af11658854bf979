"""The log is readable, and holds no secret whichever way one gets into it."""

import io
import json
import logging
from collections.abc import Iterator

import pytest
import structlog
from pydantic import SecretStr

from bots import logs
from bots.settings import Secrets
from bots.settings.model import Log
from bots.settings.secrets import mask

TOKEN = "12345678:" + "Ab-_9" * 7
SHORT = "42:OWN"


@pytest.fixture(autouse=True)
def _logging_as_before() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers, root.level = handlers, level
    for name in logs.FOREIGN_QUIET:
        logging.getLogger(name).setLevel(logging.NOTSET)
    structlog.reset_defaults()


def written(log: Log, secrets: Secrets | None = None) -> io.StringIO:
    stream = io.StringIO()
    logs.configure(log, secrets, stream)
    return stream


def _fail() -> None:
    raise RuntimeError(f"cannot reach https://api.telegram.org/bot{TOKEN}/getMe")


@pytest.mark.parametrize("form", ["text", "json"])
def test_no_secret_is_written(form: str) -> None:
    stream = written(Log.model_validate({"format": form}), Secrets(telegram_token=SecretStr(SHORT)))
    log = structlog.get_logger()
    log.info("asked", url=f"https://x/bot{TOKEN}/getMe", inside={"deep": [f"bot{TOKEN}"], "password": "hunter2"})
    log.info("own", value=SHORT, token="anything at all", database="postgresql://crm:hunter2@host/crm")
    log.info("held", secrets=Secrets(telegram_token=SecretStr(TOKEN)), error=RuntimeError(TOKEN))
    logging.getLogger("aiohttp.access").warning("GET /bot%s/getMe", TOKEN)
    try:
        _fail()
    except RuntimeError:
        log.exception("failed")
    told = stream.getvalue()
    assert TOKEN not in told
    assert TOKEN.partition(":")[2] not in told
    assert SHORT not in told
    assert "hunter2" not in told
    assert "anything at all" not in told
    assert "RuntimeError" in told
    assert "postgresql://crm:***@host/crm" in told


def test_json_is_one_object_a_line_with_time_level_and_event() -> None:
    stream = written(Log(format="json"))
    structlog.get_logger().info("приход", n=3)
    logging.getLogger("other").error("two\nlines")
    first, second = map(json.loads, stream.getvalue().splitlines())
    assert (first["event"], first["n"], first["level"]) == ("приход", 3, "info")
    assert first["timestamp"].endswith("Z")
    assert second["event"] == "two\nlines"


def test_the_level_holds_for_all() -> None:
    stream = written(Log(level="warning"))
    structlog.get_logger().info("quiet")
    logging.getLogger("other").info("quiet")
    logging.getLogger("aiogram").warning("loud")
    assert "quiet" not in stream.getvalue()
    assert "loud" in stream.getvalue()


@pytest.mark.parametrize("text", ["12:30 on 2026-11-21", "ratio 4:3", "10.0.0.1:5432", "user:1234567", "postgresql://crm@host/crm"])
def test_what_is_no_secret_stays(text: str) -> None:
    assert mask(text) == text
