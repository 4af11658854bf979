"""How a call fails: a code, Telegram's sentence, and at times parameters the caller must act on."""

from __future__ import annotations

from typing import Any

_PREFIXES = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    409: "Conflict",
    413: "Request Entity Too Large",
}


class ApiError(Exception):
    def __init__(self, code: int, description: str, parameters: dict[str, int] | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def answer(self) -> dict[str, Any]:
        answer: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            answer["parameters"] = self.parameters
        return answer


def refuse(code: int, words: str, parameters: dict[str, int] | None = None) -> ApiError:
    """The error as Telegram writes it: its class, then the words, the first letter small unless it begins a NAME_LIKE_THIS."""
    second = words[1:2]
    told = words if second == "_" or second.isupper() else words[:1].lower() + words[1:]
    prefix = _PREFIXES[code]
    if words.startswith(prefix):
        return ApiError(code, words, parameters)
    return ApiError(code, f"{prefix}: {told}" if told else prefix, parameters)
