"""The control API: what the page and the tests use to live in the simulated world. README.md beside this file tells all."""

from __future__ import annotations

import asyncio
import json
from datetime import datetime
from typing import TYPE_CHECKING, Any

from aiohttp import BodyPartReader, WSMsgType, web

from simulator.telegram import acting, groups
from simulator.telegram.acting.acts import chat_of
from simulator.telegram.limits import Rates
from simulator.telegram.screens import chat_list, page_of
from simulator.telegram.shapes import chat_shape, message_shape, user_shape
from simulator.world import WorldError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from simulator.feed import Event
    from simulator.telegram.api import BotApi
    from simulator.telegram.model import Chat
    from simulator.telegram.network import Telegram

_PAGE = 50


class Control:
    def __init__(self, telegram: Telegram, api: BotApi) -> None:
        self._telegram = telegram
        self._world = telegram.world
        self._api = api

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/sim/people", self.people),
            web.post("/sim/people", self.add_person),
            web.get("/sim/bots", self.bots),
            web.post("/sim/bots", self.add_bot),
            web.get("/sim/chats", self.chats),
            web.post("/sim/chats", self.add_chat),
            web.get("/sim/chats/{chat}/messages", self.messages),
            web.get("/sim/messages", self.all_messages),
            web.get("/sim/events", self.events),
            web.post("/sim/act", self.act),
            web.post("/sim/upload", self.upload),
            web.get("/sim/files/{unique_id}", self.file),
            web.get("/sim/clock", self.clock),
            web.post("/sim/clock", self.set_clock),
            web.get("/sim/faults", self.faults),
            web.post("/sim/faults", self.plan_fault),
            web.delete("/sim/faults", self.clear_faults),
            web.get("/sim/limits", self.limits),
            web.post("/sim/limits", self.set_limits),
            web.get("/sim/calls", self.calls),
            web.post("/sim/calls/forget", self.forget_calls),
            web.get("/sim/queue", self.queue),
            web.post("/sim/migrate", self.migrate),
        ]

    async def people(self, _: web.Request) -> web.Response:
        return _json([person.card() for person in self._world.people.values()])

    async def add_person(self, request: web.Request) -> web.Response:
        about = await request.json()
        about.pop("is_bot", None)
        return _json(self._world.add_person(about.pop("id", None), **about).card())

    async def bots(self, _: web.Request) -> web.Response:
        return _json([user_shape(bot) for bot in self._telegram.bots.values()])

    async def add_bot(self, request: web.Request) -> web.Response:
        about = await request.json()
        bot = self._telegram.add_bot(**about)
        return _json(user_shape(bot))

    async def add_chat(self, request: web.Request) -> web.Response:
        about = await request.json()
        return _json(chat_shape(self._telegram, groups.found(self._telegram, about), 0))

    async def chats(self, request: web.Request) -> web.Response:
        return _json(chat_list(self._telegram, self._world.person(int(request.query["as"]))))

    async def messages(self, request: web.Request) -> web.Response:
        query, person_id = request.query, int(request.query["as"])
        chat = chat_of(self._telegram, person_id, int(request.match_info["chat"]))
        before, limit = int(query.get("before") or 2**53), int(query.get("limit") or _PAGE)
        thread = int(query["thread"]) if query.get("thread") else None
        page = page_of(self._telegram, chat, person_id, before=before, limit=limit, thread=thread)
        return _json({"messages": page})

    async def all_messages(self, request: web.Request) -> web.Response:
        """Of a group, or of the private chat of `as` and `chat`; deleted ones are marked."""
        query = request.query
        chat = self._telegram.find_chat(int(query["chat"]), int(query.get("as", 0)))
        if chat is None:
            raise WorldError(f"no chat {query['chat']}")
        viewer = int(query.get("as", 0))
        shapes = [
            {**message_shape(self._telegram, message, viewer), **({"deleted": True} if message.deleted else {})}
            for message in chat.messages.values()
        ]
        return _json({"messages": shapes})

    async def act(self, request: web.Request) -> web.Response:
        told = await request.json()
        seq = self._world.feed.seq
        return _json({"ok": True, "seq": seq, **await acting.carry_out(self._telegram, told)})

    async def upload(self, request: web.Request) -> web.Response:
        """One multipart file; ?kind= and, to claim a size without the bytes, ?size=."""
        kind, size = request.query.get("kind", "document"), request.query.get("size")
        if kind not in acting.contents.KINDS:
            raise WorldError(f"kind is one of {', '.join(acting.contents.KINDS)}")
        data, name, mime_type = await _uploaded(request)
        about = {key: int(request.query[key]) for key in ("duration", "width", "height") if key in request.query}
        name = request.query.get("name", name)
        claimed = int(size) if size else None
        file = self._telegram.files.add(kind, data, name=name, mime_type=mime_type, size=claimed, **about)
        return _json({"upload": file.unique_id})

    async def file(self, request: web.Request) -> web.Response:
        file = self._telegram.files.by_unique_id(request.match_info["unique_id"])
        if file is None:
            raise web.HTTPNotFound
        return web.Response(body=file.data, content_type=file.mime_type or _sniffed(file.data))

    async def clock(self, _: web.Request) -> web.Response:
        return _json(self._clock_shape())

    async def set_clock(self, request: web.Request) -> web.Response:
        told, clock = await request.json(), self._world.clock
        if "run" in told:
            clock.run(bool(told["run"]))
        if "set" in told:
            clock.set(datetime.fromisoformat(told["set"]))
        if "advance" in told:
            clock.advance(float(told["advance"]))
        self._world.feed.tell_all({"type": "clock", **self._clock_shape()})
        return _json(self._clock_shape())

    def _clock_shape(self) -> dict[str, Any]:
        return {"now": self._world.clock.now().isoformat(), "running": self._world.clock.running}

    async def faults(self, _: web.Request) -> web.Response:
        return _json(self._world.faults.shown())

    async def plan_fault(self, request: web.Request) -> web.Response:
        self._world.faults.plan(**await request.json())
        return _json(self._world.faults.shown())

    async def clear_faults(self, _: web.Request) -> web.Response:
        self._world.faults.planned.clear()
        return _json([])

    async def limits(self, _: web.Request) -> web.Response:
        return _json({"on": self._telegram.budgets.rates is not None})

    async def set_limits(self, request: web.Request) -> web.Response:
        """{"on": bool, and any of all_per_second, group_per_minute, person_per_second, person_burst}"""
        told = await request.json()
        on = told.pop("on", True)
        self._telegram.budgets.rates = Rates(**told) if on else None
        return _json({"on": on})

    async def calls(self, request: web.Request) -> web.Response:
        after = int(request.query.get("after", 0))
        return _json([call for call in self._api.calls if call["n"] > after])

    async def forget_calls(self, _: web.Request) -> web.Response:
        self._api.calls.clear()
        return _json({"ok": True})

    async def queue(self, request: web.Request) -> web.Response:
        bot = self._telegram.bot_named(request.query["bot"])
        return _json({"pending": len(bot.updates), "unconfirmed": len(bot.updates)})

    async def migrate(self, request: web.Request) -> web.Response:
        chat: Chat | None = self._telegram.groups.get(int((await request.json())["chat"]))
        if chat is None or chat.type != "group":
            raise WorldError("only a basic group becomes a supergroup")
        return _json({"chat": groups.migrate(self._telegram, chat).id})

    async def events(self, request: web.Request) -> web.WebSocketResponse:
        person_id = self._world.person(int(request.query["as"])).id
        socket = web.WebSocketResponse(heartbeat=30)
        await socket.prepare(request)
        with self._world.feed.watch(person_id) as queue:
            pump = asyncio.get_running_loop().create_task(_pump(queue, socket))
            try:
                async for message in socket:
                    if message.type is WSMsgType.TEXT:
                        queue.put_nowait({"type": "pong"})
            finally:
                pump.cancel()
                await asyncio.gather(pump, return_exceptions=True)
        return socket


async def _pump(queue: asyncio.Queue[Event], socket: web.WebSocketResponse) -> None:
    while not socket.closed:
        await socket.send_str(json.dumps(await queue.get(), ensure_ascii=False))


async def _uploaded(request: web.Request) -> tuple[bytes, str, str]:
    if request.content_type == "multipart/form-data":
        async for part in await request.multipart():
            if isinstance(part, BodyPartReader) and part.filename is not None:
                mime_type = part.headers.get("Content-Type", "").partition(";")[0]
                return bytes(await part.read()), part.filename, mime_type
    return b"", "", ""


def _sniffed(data: bytes) -> str:
    for start, kind in ((b"\x89PNG", "image/png"), (b"\xff\xd8", "image/jpeg"), (b"GIF8", "image/gif")):
        if data.startswith(start):
            return kind
    return "application/octet-stream"


@web.middleware
async def say_what_is_wrong(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """Answers 400 with a sentence to what the world cannot do."""
    if not request.path.startswith("/sim/"):
        return await handler(request)
    try:
        return await handler(request)
    except WorldError as error:
        return _json({"error": str(error)}, status=400)
    except KeyError as error:
        return _json({"error": f"missing: {error.args[0]}"}, status=400)
    except (TypeError, ValueError) as error:
        return _json({"error": str(error)}, status=400)


def _json(value: Any, status: int = 200) -> web.Response:
    return web.json_response(text=json.dumps(value, ensure_ascii=False), status=status)
