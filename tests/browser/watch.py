"""What must never happen on the page, whatever a test does: an error in the console, a request to somewhere else."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from playwright.async_api import BrowserContext, ConsoleMessage, Request, WebError


@dataclass
class Watch:
    """`allowed` holds patterns of console errors that a test provokes on purpose. No slots: the driver adds to what it calls."""

    wrongs: list[str] = field(default_factory=list)
    allowed: list[str] = field(default_factory=list)

    def over(self, context: BrowserContext) -> None:
        context.on("console", self._console)
        context.on("weberror", self._error)
        context.on("request", self._request)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.wrongs.append(f"console {message.type}: {message.text}")

    def _error(self, error: WebError) -> None:
        self.wrongs.append(f"not caught: {error.error}")

    def _request(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme in {"http", "https", "ws", "wss"} and address.hostname != "127.0.0.1":
            self.wrongs.append(f"left the machine: {request.url}")

    def found(self) -> list[str]:
        return [wrong for wrong in self.wrongs if not any(re.search(pattern, wrong) for pattern in self.allowed)]
