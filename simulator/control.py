"""The control API: what the page and the tests use to live in the simulated world. See README.md beside this file."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any

from aiohttp import WSMsgType, web

from simulator.telegram.shapes import seen_message, user_shape
from simulator.world import WorldError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from simulator.telegram.acting import Acting
    from simulator.telegram.model import Chat
    from simulator.telegram.network import Telegram


class Control:
    def __init__(self, telegram: Telegram, acting: Acting) -> None:
        self._telegram = telegram
        self._world = telegram.world
        self._acting = acting

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/sim/people", self.people),
            web.post("/sim/people", self.add_person),
            web.post("/sim/bots", self.add_bot),
            web.post("/sim/chats", self.add_chat),
            web.get("/sim/chats", self.chats),
            web.get("/sim/chats/{chat}/messages", self.messages),
            web.get("/sim/events", self.events),
            web.post("/sim/act", self.act),
            web.get("/sim/clock", self.clock),
            web.post("/sim/clock", self.set_clock),
        ]

    async def people(self, _: web.Request) -> web.Response:
        return _json([person.card() for person in self._world.people.values()])

    async def add_person(self, request: web.Request) -> web.Response:
        about = await request.json()
        person = self._world.add_person(about.pop("id", None), **about)
        return _json(person.card())

    async def add_bot(self, request: web.Request) -> web.Response:
        about = await request.json()
        return _json(user_shape(self._telegram.add_bot(about["token"], about["username"], about["name"])))

    async def add_chat(self, request: web.Request) -> web.Response:
        about = await request.json()
        return _json(self._acting.add_group(about))

    async def chats(self, request: web.Request) -> web.Response:
        return _json(self._acting.chats(int(request.query["as"])))

    async def messages(self, request: web.Request) -> web.Response:
        person_id = int(request.query["as"])
        chat = self._acting.chat(person_id, int(request.match_info["chat"]))
        before = int(request.query.get("before", 2**53))
        limit = int(request.query.get("limit", 50))
        return _json({"messages": self._page(chat, person_id, before, limit)})

    def _page(self, chat: Chat, person_id: int, before: int, limit: int) -> list[dict[str, Any]]:
        ids = [number for number in chat.ids if number < before][-limit:]
        return [seen_message(self._telegram, chat.messages[number], person_id) for number in ids]

    async def act(self, request: web.Request) -> web.Response:
        told = await request.json()
        return _json({"ok": True, **await self._acting.act(told)})

    async def clock(self, _: web.Request) -> web.Response:
        return _json({"now": self._world.clock.now().isoformat(), "running": self._world.clock.running})

    async def set_clock(self, request: web.Request) -> web.Response:
        told, clock = await request.json(), self._world.clock
        if "run" in told:
            clock.run(bool(told["run"]))
        if "set" in told:
            clock.set(datetime.fromisoformat(told["set"]))
        if "advance" in told:
            clock.advance(float(told["advance"]))
        shown = {"now": clock.now().isoformat(), "running": clock.running}
        self._world.feed.tell_all({"type": "clock", **shown})
        return _json(shown)

    async def events(self, request: web.Request) -> web.WebSocketResponse:
        import asyncio

        person_id = int(request.query["as"])
        socket = web.WebSocketResponse(heartbeat=30)
        await socket.prepare(request)
        with self._world.feed.watch(person_id) as queue:
            async with asyncio.TaskGroup() as tasks:
                sender = tasks.create_task(_pump(queue, socket))
                async for message in socket:
                    if message.type in {WSMsgType.ERROR, WSMsgType.CLOSE}:
                        break
                sender.cancel()
        return socket


async def _pump(queue: Any, socket: web.WebSocketResponse) -> None:
    while True:
        await socket.send_str(json.dumps(await queue.get(), ensure_ascii=False))


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
    except (KeyError, TypeError, ValueError) as error:
        return _json({"error": f"{type(error).__name__}: {error}"}, status=400)


def _json(value: Any, status: int = 200) -> web.Response:
    return web.json_response(text=json.dumps(value, ensure_ascii=False), status=status)
