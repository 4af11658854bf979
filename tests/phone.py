"""A person's phone in story tests: `await olga.says("/start")`, `await olga.taps("Won")`, `await olga.sees("Deal won")`.

Everything goes over the simulator's control API (HTTP and WebSocket), as the page does, and waits for events, never for time.

    async with Phones(simulator.url, bot="voronka_bot") as phones:
        olga = await phones.of("Olga", language_code="ru", phone="+79161234567")
        await olga.starts()
        await olga.sees("Добро пожаловать")
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any, Self, TypeVar

import aiohttp

PATIENCE = 5.0
_TRANSCRIPT = 8
_NARROW_SPACES = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2009": " "})
_ATTACHED = (
    "photo", "document", "voice", "video_note", "video", "audio", "animation", "sticker", "contact", "location", "venue",
    "new_chat_members", "left_chat_member", "pinned_message", "forum_topic_created", "forum_topic_closed",
    "forum_topic_reopened", "forum_topic_edited",
)  # fmt: skip

Fragment = str | re.Pattern[str]
Found = TypeVar("Found")
Quiet = Callable[[], Awaitable[None]]


@dataclass(slots=True)
class Message:
    """A message as the person's app shows it. `seen_at` numbers its last change among all events of the world."""

    raw: dict[str, Any]
    seen_at: int

    @property
    def id(self) -> int:
        return int(self.raw["message_id"])

    @property
    def text(self) -> str:
        return str(self.raw.get("text") or self.raw.get("caption") or "")

    @property
    def mine(self) -> bool:
        return bool(self.raw.get("out"))

    @property
    def thread(self) -> int | None:
        return self.raw.get("message_thread_id")

    @property
    def buttons(self) -> list[list[str]]:
        """The texts of the inline buttons, row by row."""
        rows = self.raw.get("reply_markup", {}).get("inline_keyboard", [])
        return [[button["text"] for button in row] for row in rows]

    def has(self, fragments: tuple[Fragment, ...]) -> bool:
        text = self.text.translate(_NARROW_SPACES)
        return all(_found(fragment, text) for fragment in fragments)

    def __str__(self) -> str:
        attached = "".join(f"<{name}> " for name in _ATTACHED if name in self.raw)
        name = self.raw.get("from", {}).get("first_name", "channel")
        lines = [f"{name}: {attached}{self.text}"]
        lines += ["    " + " ".join(f"[{text}]" for text in row) for row in self.buttons]
        return "\n".join(lines)


@dataclass(slots=True)
class _Line:
    """What one person's app knows: filled by the person's events, which come in their order."""

    person: dict[str, Any]
    socket: aiohttp.ClientWebSocketResponse
    messages: dict[int, dict[int, Message]] = field(default_factory=dict)
    acted_at: int = 0
    toasts: list[dict[str, Any]] = field(default_factory=list)
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    pongs: int = 0

    async def listen(self) -> None:
        async for packet in self.socket:
            if packet.type is aiohttp.WSMsgType.TEXT:
                self._take(json.loads(packet.data))
                self.changed.set()

    def _take(self, event: dict[str, Any]) -> None:
        kind = event["type"]
        if kind in {"message", "edited"}:
            message = Message(event["message"], event["seq"])
            self.messages.setdefault(event["chat"], {})[message.id] = message
        elif kind == "deleted":
            self.messages.get(event["chat"], {}).pop(event["message_id"], None)
        elif kind == "callback_answer":
            self.toasts.append(event)
        elif kind == "pong":
            self.pongs += 1

    async def until(self, find: Callable[[], Found | None], patience: float) -> Found | None:
        """What `find` finds, as soon as it finds something; None when patience ends."""
        try:
            async with asyncio.timeout(patience):
                while (found := find()) is None:
                    self.changed.clear()
                    await self.changed.wait()
        except TimeoutError:
            return None
        return found

    async def sync(self) -> None:
        """All events that happened before now have arrived."""
        wanted = self.pongs + 1
        await self.socket.send_str("ping")
        if await self.until(lambda: self.pongs >= wanted or None, PATIENCE) is None:
            raise AssertionError("the simulator's events have stopped")


class Phones:
    """The phones of one simulated world. `quiet` is awaited before a test claims that something did not happen."""

    def __init__(self, url: str, bot: str, quiet: Quiet | None = None) -> None:
        self._url, self.bot = url, bot
        self.quiet: Quiet = quiet or self._idle
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> Self:
        self.session = await self._stack.enter_async_context(aiohttp.ClientSession(self._url))
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._stack.aclose()

    async def of(self, first_name: str, **about: Any) -> Phone:
        """A person with a phone: language_code, last_name, username, phone, id."""
        person = await self.post("/sim/people", {"first_name": first_name, **about})
        socket = await self._stack.enter_async_context(self.session.ws_connect(f"/sim/events?as={person['id']}"))
        line = _Line(person, socket)
        listening = asyncio.get_running_loop().create_task(line.listen())
        self._stack.push_async_callback(_end, listening)
        bots = await self.get("/sim/bots")
        chat = next(bot["id"] for bot in bots if bot["username"] == self.bot)
        await line.sync()
        return Phone(self, line, chat)

    async def group(self, title: str, members: list[Phone], **about: Any) -> int:
        """A group with the bot in it; `type` supergroup unless told, `is_forum`, `admins`; its id."""
        people = [phone.id for phone in members]
        chat = await self.post("/sim/chats", {"type": "supergroup", "title": title, "members": [*people, self.bot], **about})
        return int(chat["id"])

    async def post(self, path: str, told: dict[str, Any]) -> Any:
        async with self.session.post(path, json=told) as response:
            return await _answer(response)

    async def get(self, path: str, **query: Any) -> Any:
        async with self.session.get(path, params=query) as response:
            return await _answer(response)

    async def upload(self, kind: str, data: bytes, name: str, size: int | None) -> str:
        form = aiohttp.FormData()
        form.add_field("file", BytesIO(data), filename=name)
        query = {"kind": kind, **({"size": str(size)} if size else {})}
        async with self.session.post("/sim/upload", params=query, data=form) as response:
            return str((await _answer(response))["upload"])

    async def _idle(self) -> None:
        """Without a hook of the bot's fixture: the bot has taken all updates, or does not within a second."""
        for _ in range(50):
            if not (await self.get("/sim/queue", bot=self.bot))["pending"]:
                break
            await asyncio.sleep(0.02)
        await asyncio.sleep(0.05)


@dataclass(slots=True)
class Phone:
    """One person in one chat, at first the bot's; `in_chat` turns to another."""

    phones: Phones
    _line: _Line
    chat: int

    @property
    def id(self) -> int:
        return int(self._line.person["id"])

    @property
    def person(self) -> dict[str, Any]:
        return self._line.person

    def in_chat(self, chat: int) -> Phone:
        return Phone(self.phones, self._line, chat)

    # what the person does

    async def starts(self, payload: str = "") -> Message:
        return await self._did("start", bot=self.phones.bot, payload=payload)

    async def says(self, text: str, reply_to: Message | None = None, thread: int | None = None, **how: Any) -> Message:
        return await self._sends(reply_to, text=text, thread=thread, **how)

    async def taps(self, button: str, on: Message | None = None, wait: float = PATIENCE) -> str:
        """Tap the inline button whose text is or holds `button`, on the newest message that has one.

        Waits until there is such a button, then for the bot's answer; returns its toast or alert ("" if it has no
        text), or the link of a button that opens one.
        """
        await self._line.sync()
        place = await self._line.until(lambda: self._place(button, on), PATIENCE)
        if place is None:
            raise AssertionError(f"{self.person['first_name']} has no button {button!r}\n{self.transcript()}")
        message, row, col = place
        answer = await self._act("tap", chat=self.chat, message=message, row=row, col=col, wait=wait)
        if "open" in answer:
            return str(next(iter(answer["open"].values())))
        if answer["answer"] is None:
            raise AssertionError(f"nobody answered the tap on {button!r}\n{self.transcript()}")
        return str(answer["answer"].get("text", ""))

    async def presses(self, text: str) -> Message:
        """A button of the reply keyboard."""
        return await self._did("press", chat=self.chat, text=text)

    async def shares_contact(self, of: Phone | None = None, reply_to: Message | None = None, **card: Any) -> Message:
        """One's own card, somebody's, or one given as phone_number, first_name, last_name, vcard."""
        if of is None and not card:
            return await self._did("share_contact", chat=self.chat)
        if of is not None:
            names = {name: of.person[name] for name in ("first_name", "last_name") if of.person.get(name)}
            card = {"phone_number": of.person.get("phone", ""), "user_id": of.id, **names, **card}
        return await self._sends(reply_to, contact=card)

    async def sends_vcard(self, vcard: str, phone_number: str, first_name: str, **how: Any) -> Message:
        card = {"phone_number": phone_number, "first_name": first_name, "vcard": vcard}
        return await self._sends(how.get("reply_to"), contact=card)

    async def sends_photo(self, data: bytes = b"", caption: str = "", reply_to: Message | None = None) -> Message:
        return await self._sends_file("photo", data, "photo.jpg", caption, reply_to)

    async def sends_document(
        self, data: bytes = b"", name: str = "file.bin", caption: str = "", reply_to: Message | None = None,
        size: int | None = None,
    ) -> Message:  # fmt: skip
        """`size` claims a size without the bytes."""
        return await self._sends_file("document", data, name, caption, reply_to, size)

    async def sends_voice(self, data: bytes = b"", reply_to: Message | None = None) -> Message:
        return await self._sends_file("voice", data, "voice.oga", "", reply_to)

    async def sends_album(self, *captions: str) -> list[Message]:
        """Photos with these captions."""
        media = [{"photo": await self.phones.upload("photo", b"", "p.jpg", None), "caption": text} for text in captions]
        answer = await self._act("send", chat=self.chat, media=media)
        return [Message(raw, answer["seq"]) for raw in answer["messages"]]

    async def sends_location(self, latitude: float, longitude: float, reply_to: Message | None = None) -> Message:
        return await self._sends(reply_to, location={"latitude": latitude, "longitude": longitude})

    async def forwards(self, message: Message, chat: int | None = None) -> Message:
        """A message of `chat` (else of this one) into this one."""
        source = self.chat if chat is None else chat
        return await self._did("forward", **{"from": source, "message": message.id, "chat": self.chat})

    async def asks_inline(self, query: str, chat: int | None = None, offset: str = "") -> list[dict[str, Any]]:
        """The bot's results, each with the `query_id` that `chooses` needs."""
        told = {"bot": self.phones.bot, "query": query, "offset": offset, "chat": chat or self.chat, "wait": PATIENCE}
        answer = await self._act("inline", **told)
        if not answer["answered"]:
            raise AssertionError(f"nobody answered the inline query {query!r}")
        return [{**result, "query_id": answer["query_id"]} for result in answer["results"]]

    async def chooses(self, result: dict[str, Any]) -> Message:
        """Send an inline result into this chat."""
        return await self._did("choose", chat=self.chat, query_id=result["query_id"], result_id=result["id"])

    async def edits(self, message: Message, text: str) -> Message:
        return await self._did("edit", chat=self.chat, message=message.id, text=text)

    async def deletes(self, message: Message) -> None:
        await self._act("delete", chat=self.chat, message=message.id)

    async def reacts(self, message: Message, emoji: str | None) -> None:
        await self._act("react", chat=self.chat, message=message.id, emoji=emoji)

    async def blocks(self) -> None:
        await self._act("block", bot=self.phones.bot)

    async def unblocks(self) -> None:
        await self._act("unblock", bot=self.phones.bot)

    async def does(self, verb: str, **details: Any) -> dict[str, Any]:
        """Anything else of the control API's verbs, in this chat."""
        return await self._act(verb, chat=self.chat, **details)

    # what the person sees

    async def sees(self, *fragments: Fragment, patience: float = PATIENCE) -> Message:
        """The newest message with all fragments among those new or changed since this person last did something."""
        found = await self._line.until(lambda: self._fresh(fragments), patience)
        if found is None:
            wanted = ", ".join(repr(f if isinstance(f, str) else f.pattern) for f in fragments) or "anything new"
            raise AssertionError(f"{self.person['first_name']} does not see {wanted}\n{self.transcript()}")
        return found

    async def does_not_see(self, *fragments: Fragment) -> None:
        await self.phones.quiet()
        await self._line.sync()
        found = self._fresh(fragments)
        if found is not None:
            raise AssertionError(f"{self.person['first_name']} sees\n{found}\n\n{self.transcript()}")

    def buttons(self, message: Message | None = None) -> list[str]:
        """The texts of a message's inline buttons, else of the newest message's that has any."""
        shown = message or next((one for one in reversed(self.messages()) if one.buttons), None)
        current = self._line.messages.get(self.chat, {}).get(shown.id, shown) if shown else None
        return [text for row in current.buttons for text in row] if current else []

    def last(self) -> Message:
        """The newest message that is not this person's own."""
        return next(message for message in reversed(self.messages()) if not message.mine)

    def messages(self) -> list[Message]:
        known = self._line.messages.get(self.chat, {})
        return [known[number] for number in sorted(known)]

    def toasts(self) -> list[str]:
        """What popped up at taps, oldest first."""
        return [str(toast.get("text", "")) for toast in self._line.toasts]

    async def in_list(self) -> dict[str, Any]:
        """This chat's entry in the list of chats: unread, keyboard, the bot's commands."""
        chats = await self.phones.get("/sim/chats", **{"as": self.id})
        return next((entry for entry in chats if entry["id"] == self.chat), {})

    def transcript(self) -> str:
        lines = "\n".join(str(message) for message in self.messages()[-_TRANSCRIPT:])
        return f"--- the chat ---\n{lines or '(empty)'}\n----------------"

    def _fresh(self, fragments: tuple[Fragment, ...]) -> Message | None:
        fresh = [one for one in self.messages() if one.seen_at > self._line.acted_at and not one.mine]
        fitting = [message for message in fresh if message.has(fragments)]
        return max(fitting, key=lambda message: message.seen_at) if fitting else None

    def _place(self, button: str, on: Message | None) -> tuple[int, int, int] | None:
        """Message, row and column; a button of exactly this text goes before one that only holds it."""
        button = button.translate(_NARROW_SPACES)
        candidates = [one for one in reversed(self.messages()) if on is None or one.id == on.id]
        for fits in (str.__eq__, str.__contains__):
            for message in candidates:
                for row, texts in enumerate(message.buttons):
                    for col, text in enumerate(texts):
                        if fits(text, button):
                            return message.id, row, col
        return None

    async def _sends(self, reply_to: Message | None, **content: Any) -> Message:
        told = {name: value for name, value in content.items() if value is not None}
        return await self._did("send", chat=self.chat, reply_to=reply_to.id if reply_to else None, **told)

    async def _sends_file(
        self, kind: str, data: bytes, name: str, caption: str, reply_to: Message | None, size: int | None = None
    ) -> Message:
        upload = await self.phones.upload(kind, data, name, size)
        return await self._sends(reply_to, **{kind: upload}, caption=caption or None)

    async def _did(self, verb: str, **details: Any) -> Message:
        answer = await self._act(verb, **details)
        return Message(answer["message"], answer["seq"])

    async def _act(self, verb: str, **details: Any) -> dict[str, Any]:
        answer: dict[str, Any] = await self.phones.post("/sim/act", {"as": self.id, "do": verb, **details})
        self._line.acted_at = answer["seq"]
        return answer


def _found(fragment: Fragment, text: str) -> bool:
    if isinstance(fragment, str):
        return fragment.translate(_NARROW_SPACES) in text
    return fragment.search(text) is not None


async def _answer(response: aiohttp.ClientResponse) -> Any:
    told = await response.json()
    if response.status != 200:
        raise AssertionError(f"the simulator refuses: {told['error']}")
    return told


async def _end(task: asyncio.Task[None]) -> None:
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
