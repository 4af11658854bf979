"""A call's parameters, read as leniently as Telegram reads them: every value is a string, objects are JSON in it."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from aiohttp import BodyPartReader

from simulator.telegram.refusals import Refusal, refused

if TYPE_CHECKING:
    from aiohttp import web

_LEADING_INTEGER = re.compile(r"-?\d+")
_TRUE = frozenset({"true", "yes", "1"})
_PART = "attach://"


@dataclass(slots=True, frozen=True)
class Upload:
    name: str
    mime_type: str
    data: bytes


@dataclass(slots=True)
class Params:
    values: dict[str, str]
    files: dict[str, Upload] = field(default_factory=dict)

    def text(self, name: str) -> str:
        return self.values.get(name, "")

    def flag(self, name: str) -> bool:
        return self.values.get(name, "").lower() in _TRUE

    def integer(self, name: str, default: int = 0, low: int = -(2**31), high: int = 2**31 - 1) -> int:
        value = self.values.get(name, "")
        if not value:
            return default
        found = _LEADING_INTEGER.match(value)
        return min(max(int(found.group()) if found else 0, low), high)

    def number(self, name: str, missing: Refusal) -> float:
        value = self.values.get(name, "")
        if not value:
            raise refused(missing)
        try:
            return float(value)
        except ValueError:
            return 0.0

    def json(self, name: str, refusal: Refusal) -> Any:
        """The decoded value, None when absent; `refusal` is said of what is no JSON."""
        value = self.values.get(name, "")
        if not value:
            return None
        try:
            return json.loads(value)
        except ValueError:
            raise refused(refusal) from None

    def upload(self, name: str) -> Upload | None:
        """The file sent as `name`, or as the part that `attach://part` in it points to."""
        return self.upload_of(self.values.get(name, ""), name)

    def upload_of(self, value: str, name: str) -> Upload | None:
        return self.files.get(value.removeprefix(_PART)) if value.startswith(_PART) else self.files.get(name)


async def read_params(request: web.Request) -> Params:
    values = dict(request.query)
    files: dict[str, Upload] = {}
    kind = request.content_type
    if kind == "multipart/form-data":
        await _read_multipart(request, values, files)
    elif kind == "application/json" and request.can_read_body:
        values.update(_from_json(await request.read()))
    elif request.can_read_body and kind == "application/x-www-form-urlencoded":
        values.update({name: str(value) for name, value in (await request.post()).items()})
    return Params(values, files)


async def _read_multipart(request: web.Request, values: dict[str, str], files: dict[str, Upload]) -> None:
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader) or part.name is None:
            continue
        data = bytes(await part.read(decode=True))
        if part.filename is None:
            values[part.name] = data.decode()
        else:
            mime_type = part.headers.get("Content-Type", "application/octet-stream").partition(";")[0]
            files[part.name] = Upload(part.filename, mime_type, data)


def params_from(fields: dict[str, Any]) -> Params:
    return Params({name: _as_string(value) for name, value in fields.items() if value is not None})


def _from_json(body: bytes) -> dict[str, str]:
    try:
        fields = json.loads(body)
    except ValueError:
        fields = None
    if not isinstance(fields, dict):
        raise refused(Refusal.JSON_EXPECTED)
    return params_from(fields).values


def _as_string(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
