"""The log: readable on a terminal, one JSON object a line for a collector; never a secret in it."""

import logging
import re
import sys
from collections.abc import Mapping, MutableMapping
from typing import Any, TextIO

import structlog
from pydantic import SecretStr

from bots.settings.model import Log
from bots.settings.secrets import Secrets, mask

HIDDEN = "***"
SECRET_NAMES = re.compile(r"token|secret|password|authorization", re.IGNORECASE)
FOREIGN_QUIET = ("aiogram", "aiohttp", "apscheduler", "asyncio", "alembic", "sqlalchemy")


def configure(log: Log, secrets: Secrets | None = None, stream: TextIO = sys.stderr) -> None:
    """For the whole process, libraries' own logging included."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    drawn: list[Any] = (
        [structlog.processors.dict_tracebacks, Masking(secrets), structlog.processors.JSONRenderer(ensure_ascii=False)]
        if log.format == "json"
        else [
            structlog.processors.format_exc_info,
            Masking(secrets),
            structlog.dev.ConsoleRenderer(
                pad_event_to=0, colors=stream.isatty(), exception_formatter=structlog.dev.plain_traceback
            ),
        ]
    )
    handler = logging.StreamHandler(stream)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared, processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *drawn]
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(log.level.upper())
    for name in FOREIGN_QUIET:
        logging.getLogger(name).setLevel("DEBUG" if log.level == "debug" else "WARNING")
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, *shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )


class Masking:
    """Hides this process's own secrets, whatever looks like a bot token or a URL's password, and the values of telling names."""

    def __init__(self, secrets: Secrets | None) -> None:
        values = (secrets.telegram_token, secrets.telegram_webhook_secret) if secrets else ()
        self._own = [value.get_secret_value() for value in values if value]

    def __call__(self, _logger: object, _method: str, entry: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
        return {name: HIDDEN if SECRET_NAMES.search(name) and value else self._masked(value) for name, value in entry.items()}

    def _masked(self, value: Any) -> Any:
        match value:
            case str():
                return self._text(value)
            case Mapping():
                return {
                    name: HIDDEN if SECRET_NAMES.search(str(name)) and inner else self._masked(inner)
                    for name, inner in value.items()
                }
            case list() | tuple() | set() | frozenset():
                return [self._masked(inner) for inner in value]
            case bool() | int() | float() | None:
                return value
            case SecretStr():
                return HIDDEN
        return self._text(str(value) if isinstance(value, Exception) else repr(value))

    def _text(self, text: str) -> str:
        for own in self._own:
            text = text.replace(own, HIDDEN)
        return mask(text)
