"""The Bot API over HTTP: finds the bot and the method, lets faults strike, answers as Telegram does."""

from __future__ import annotations

import asyncio
import inspect
import json
from collections import deque
from typing import TYPE_CHECKING, Any

from aiohttp import web

from simulator.telegram.calls import Call
from simulator.telegram.errors import ApiError
from simulator.telegram.methods import METHODS
from simulator.telegram.params import read_params
from simulator.telegram.refusals import Refusal

if TYPE_CHECKING:
    from simulator.faults import Fault
    from simulator.telegram.network import Telegram

_CALLS_KEPT = 20_000
_LARGEST_REQUEST = 60 * 1024 * 1024


class BotApi:
    def __init__(self, telegram: Telegram) -> None:
        self._telegram = telegram
        self.calls: deque[dict[str, Any]] = deque(maxlen=_CALLS_KEPT)
        self._count = 0

    async def handle(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["method"].lower()
        fault = self._telegram.world.faults.striking(name)
        if fault is not None and fault.kind == "slow":
            await asyncio.sleep(fault.seconds)
        if fault is not None and fault.kind in {"drop_before", "disconnect"}:
            return _cut(request)
        answer = await self._answer(request, name, fault)
        if fault is not None and fault.kind == "drop_after":
            return _cut(request)
        return _response(answer)

    async def _answer(self, request: web.Request, name: str, fault: Fault | None) -> dict[str, Any]:
        try:
            call = await self._read(request, name)
            result = await self._run(call, fault)
        except ApiError as error:
            answer = error.answer()
        else:
            answer = {"ok": True, "result": result}
        return answer

    async def _read(self, request: web.Request, name: str) -> Call:
        bot = self._telegram.bots_by_token.get(request.match_info["token"])
        if bot is None:
            raise Refusal.UNAUTHORIZED()
        return Call(self._telegram, bot, name, await read_params(request))

    async def _run(self, call: Call, fault: Fault | None) -> Any:
        handler = METHODS.get(call.method)
        if handler is None:
            raise Refusal.NOT_FOUND()
        if fault is not None:
            _strike(fault)
        result: Any = None
        for _ in range(2 if fault is not None and fault.kind == "duplicate" and call.method != "getupdates" else 1):
            result = handler(call)
            if inspect.isawaitable(result):
                result = await result
        return result


def _strike(fault: Fault) -> None:
    if fault.kind == "429":
        words = f"Too Many Requests: retry after {fault.retry_after}"
        raise ApiError(429, words, {"retry_after": fault.retry_after})
    if fault.kind == "5xx":
        raise ApiError(502, "Bad Gateway")


def _cut(request: web.Request) -> web.Response:
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


def _response(answer: dict[str, Any]) -> web.Response:
    body = json.dumps(answer, ensure_ascii=False, separators=(",", ":")).encode()
    return web.Response(body=body, status=answer.get("error_code", 200), content_type="application/json")
