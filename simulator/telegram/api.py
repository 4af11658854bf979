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
from simulator.telegram.params import params_from, read_params
from simulator.telegram.refusals import Refusal, refused

if TYPE_CHECKING:
    from simulator.faults import Fault
    from simulator.telegram.model import Bot
    from simulator.telegram.network import Telegram

_CALLS_KEPT = 20_000
_POLL = "getupdates"


class BotApi:
    """`calls` is what bots asked, newest last; a poll is kept only when it brought updates."""

    def __init__(self, telegram: Telegram) -> None:
        self._telegram = telegram
        self.calls: deque[dict[str, Any]] = deque(maxlen=_CALLS_KEPT)
        self._count = 0
        self._cut_until = 0.0
        telegram.webhooks.answered = self.called_by_answer

    async def handle(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["method"].lower()
        fault = self._telegram.world.faults.striking(name)
        if fault is not None and fault.kind == "slow":
            await asyncio.sleep(fault.seconds)
        if self._is_cut(fault):
            return _cut(request)
        answer = await self._answer(request, name, fault)
        if self._is_down() or (fault is not None and fault.kind == "drop_after"):
            return _cut(request)
        return _response(answer)

    async def download(self, request: web.Request) -> web.Response:
        bot = self._telegram.bots_by_token.get(request.match_info["token"])
        if bot is None:
            return _response(refused(Refusal.UNAUTHORIZED).answer())
        file = self._telegram.files.by_path(request.match_info["path"])
        if file is None:
            return _response(refused(Refusal.FILE_NOT_FOUND).answer())
        body = file.data or bytes(file.size)
        return web.Response(body=body, content_type="application/octet-stream")

    async def called_by_answer(self, bot: Bot, asked: dict[str, Any]) -> None:
        """What a bot asked in its answer to a webhook; nobody waits for the result."""
        name = str(asked.pop("method")).lower()
        call = Call(self._telegram, bot, name, params_from(asked))
        await self._carried_out(call, None)

    def _is_cut(self, fault: Fault | None) -> bool:
        if fault is not None and fault.kind == "disconnect":
            self._cut_until = asyncio.get_running_loop().time() + fault.seconds
            self._telegram.hang_up()
        return self._is_down() or (fault is not None and fault.kind == "drop_before")

    def _is_down(self) -> bool:
        return asyncio.get_running_loop().time() < self._cut_until

    async def _answer(self, request: web.Request, name: str, fault: Fault | None) -> dict[str, Any]:
        bot = self._telegram.bots_by_token.get(request.match_info["token"])
        try:
            if bot is None:
                raise refused(Refusal.UNAUTHORIZED)
            params = await read_params(request)
        except ApiError as error:
            return error.answer()
        return await self._carried_out(Call(self._telegram, bot, name, params), fault)

    async def _carried_out(self, call: Call, fault: Fault | None) -> dict[str, Any]:
        try:
            answer = {"ok": True, "result": await self._run(call, fault)}
        except ApiError as error:
            answer = error.answer()
        self._note(call, answer)
        return answer

    async def _run(self, call: Call, fault: Fault | None) -> Any:
        handler = METHODS.get(call.method)
        if handler is None:
            raise refused(Refusal.NOT_FOUND)
        kind = fault.kind if fault is not None else ""
        if fault is not None:
            _strike(fault)
        result = await _result(handler(call))
        if kind == "duplicate":
            result = [*result, *result] if call.method == _POLL else await _result(handler(call))
        if kind == "reorder" and call.method == _POLL:
            result = result[::-1]
        return result

    def _note(self, call: Call, answer: dict[str, Any]) -> None:
        self._telegram.show(call.method, answer)
        if call.method == _POLL and answer.get("result") == []:
            return
        self._count += 1
        params = {**call.params.values, **{name: f"<{upload.name}>" for name, upload in call.params.files.items()}}
        self.calls.append(
            {
                "n": self._count,
                "bot": call.bot.username,
                "method": call.method,
                "params": params,
                "answer": answer,
                "at": self._telegram.clock.now().timestamp(),
            }
        )


async def _result(result: Any) -> Any:
    return await result if inspect.isawaitable(result) else result


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
    body = json.dumps(answer, ensure_ascii=False, separators=(",", ":")).encode(errors="replace")
    response = web.Response(body=body, status=answer.get("error_code", 200), content_type="application/json")
    if "retry_after" in answer.get("parameters", {}):
        response.headers["Retry-After"] = str(answer["parameters"]["retry_after"])
    return response
