"""From a file to checked settings. Every error names the file, the key, what is allowed and what was given."""

import json
import os
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from bots.settings.model import Settings
from bots.settings.secrets import DATABASE_URL, TELEGRAM_TOKEN, TELEGRAM_WEBHOOK_SECRET, TOKEN, URL_PASSWORD

SETTINGS = "VORONKA_SETTINGS"
DEFAULT_PATH = Path("settings.toml")
SECRET_KEYS = {"token": TELEGRAM_TOKEN, "secret": TELEGRAM_WEBHOOK_SECRET, "password": DATABASE_URL}
"""Part of a key's name -> the environment variable that holds such a thing."""

SQLITE = "sqlite:///"


class SettingsError(Exception):
    """Sentences for whoever runs the installation, one a line."""


def load_settings(path: Path | None = None, environ: Mapping[str, str] = os.environ) -> Settings:
    """From `path`, else $VORONKA_SETTINGS, else ./settings.toml, else the defaults. Paths in a file are relative to its folder."""
    named = path or (Path(environ[SETTINGS]) if environ.get(SETTINGS) else None)
    source = named or DEFAULT_PATH
    settings = _of_file(source) if named or source.exists() else Settings()
    url = environ.get(DATABASE_URL)
    return _with_database(settings, url) if url else settings


def _of_file(source: Path) -> Settings:
    return _beside(_checked(_read(source), str(source)), source.parent)


def _read(source: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(source.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise SettingsError(f"{source} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"{source} is not UTF-8 text (byte {error.start})") from error
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{source} is not TOML: {error}") from error


def _checked(table: dict[str, Any], source: str) -> Settings:
    if secrets := [f"{source}: {refusal}" for refusal in _secrets_in(table)]:
        raise SettingsError("\n".join(secrets))
    try:
        # Of JSON, strict types still take what TOML cannot say otherwise: a right as its name, a time of day as text.
        return Settings.model_validate_json(json.dumps(table, default=str))
    except ValidationError as error:
        from bots.settings.explain import explain  # noqa: PLC0415  # needed only when something is wrong

        raise SettingsError("\n".join(f"{source}: {sentence}" for sentence in explain(error))) from error


def _secrets_in(table: Mapping[str, Any], prefix: str = "") -> Iterator[str]:
    for name, value in table.items():
        key = prefix + name
        if isinstance(value, Mapping):
            yield from _secrets_in(value, f"{key}.")
            continue
        variable = next((variable for part, variable in SECRET_KEYS.items() if part in name.lower()), None)
        if variable is None and isinstance(value, str):
            variable = TELEGRAM_TOKEN if TOKEN.search(value) else DATABASE_URL if URL_PASSWORD.search(value) else None
        if variable:
            yield f"{key} holds a secret, and a file is no place for one. Take it out and set {variable} in the environment."


def _beside(settings: Settings, folder: Path) -> Settings:
    """With relative paths counted from `folder`, so that a command finds the same base from anywhere."""
    url = settings.database.url
    if url.startswith(SQLITE):
        settings = settings.changed("database", url=SQLITE + str(folder / url.removeprefix(SQLITE)))
    return settings.changed("files", folder=str(folder / settings.files.folder))


def _with_database(settings: Settings, url: str) -> Settings:
    try:
        return settings.changed("database", url=url)
    except ValidationError as error:
        allowed = error.errors()[0]["msg"].removeprefix("Value error, ")
        raise SettingsError(f"{DATABASE_URL} in the environment must be {allowed}") from None
