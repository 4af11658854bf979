"""The same day in the life of a bot, lived by two clients that know nothing of each other, by polling and by webhook.

Both read what they get into their own types; whatever the simulator says too much stands out as leftovers.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import aiogram
import pytest
import telegram as ptb
from aiogram import types
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError, TelegramRetryAfter
from aiohttp import web
from pydantic import BaseModel
from telegram.error import BadRequest, Forbidden, RetryAfter
from telegram.request import HTTPXRequest

from tests.protocols.telegram.validate import newer_fields
from tests.simulator.conftest import BOT, TOKEN
from tests.simulator.test_media import png

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from simulator.server import Simulator
    from tests.phone import Phone, Phones

HTML = "<b>Иван</b> <a href='https://example.com'>сайт</a>"


@dataclass
class Aiogram:
    """The client that the bots use."""

    base: str
    bot: aiogram.Bot = field(init=False)

    def __post_init__(self) -> None:
        server = TelegramAPIServer.from_base(self.base)
        self.bot = aiogram.Bot(TOKEN, session=AiohttpSession(api=server))

    async def close(self) -> None:
        await self.bot.session.close()

    def read(self, raw: dict[str, Any]) -> Any:
        return types.Update.model_validate(raw, context={"bot": self.bot})

    async def updates(self, offset: int) -> list[Any]:
        return list(await self.bot.get_updates(offset=offset, timeout=5))

    async def set_webhook(self, url: str) -> None:
        await self.bot.set_webhook(url, secret_token="s")

    async def say(self, chat: int, text: str) -> Any:
        keys = types.InlineKeyboardMarkup(inline_keyboard=[[types.InlineKeyboardButton(text="Да", callback_data="yes")]])
        return await self.bot.send_message(chat, text, parse_mode="HTML", reply_markup=keys)

    async def edit(self, chat: int, number: int, text: str) -> Any:
        return await self.bot.edit_message_text(text, chat_id=chat, message_id=number)

    async def answer(self, query_id: str, text: str) -> None:
        await self.bot.answer_callback_query(query_id, text=text)

    async def send_files(self, chat: int) -> list[Any]:
        photo = types.BufferedInputFile(png(), "p.png")
        document = types.BufferedInputFile(b"text", "договор.txt")
        album = [types.InputMediaPhoto(media=types.BufferedInputFile(png(), f"{n}.png")) for n in range(2)]
        return [
            await self.bot.send_photo(chat, photo, caption="вид"),
            await self.bot.send_document(chat, document),
            *await self.bot.send_media_group(chat, list(album)),
        ]

    async def download(self, file_id: str) -> bytes:
        stream = await self.bot.download(file_id)
        assert stream is not None
        return stream.read()

    async def others(self, chat: int, number: int) -> list[Any]:
        await self.bot.set_my_commands([types.BotCommand(command="help", description="Help")])
        await self.bot.send_chat_action(chat, "typing")
        await self.bot.pin_chat_message(chat, number)
        await self.bot.set_message_reaction(chat, number, [types.ReactionTypeEmoji(emoji="👍")])
        return [
            await self.bot.get_me(), await self.bot.get_chat(chat), await self.bot.get_chat_member(chat, chat),
            await self.bot.send_contact(chat, "+7", "Иван"), await self.bot.send_location(chat, 1.5, 2.5),
            await self.bot.forward_message(chat, chat, number), await self.bot.copy_message(chat, chat, number),
            await self.bot.get_webhook_info(), *await self.bot.get_my_commands(),
        ]  # fmt: skip

    bad_request, forbidden, retry_after = TelegramBadRequest, TelegramForbiddenError, TelegramRetryAfter

    def leftovers(self, value: Any) -> list[str]:
        """Fields that the client's types do not know."""
        if isinstance(value, list | tuple):
            return [left for one in value for left in self.leftovers(one)]
        if not isinstance(value, BaseModel):
            return []
        extra = [f"{type(value).__name__}.{name}" for name in value.model_extra or ()]
        return extra + [left for name in type(value).model_fields for left in self.leftovers(getattr(value, name))]


@dataclass
class Ptb:
    """python-telegram-bot, the independent one."""

    base: str
    bot: ptb.Bot = field(init=False)

    def __post_init__(self) -> None:
        self.bot = ptb.Bot(
            TOKEN,
            base_url=f"{self.base}/bot",
            base_file_url=f"{self.base}/file/bot",
            request=HTTPXRequest(),
            get_updates_request=HTTPXRequest(read_timeout=20),
        )

    async def close(self) -> None:
        await self.bot.shutdown()
        for request in self.bot._request:
            await request.shutdown()

    def read(self, raw: dict[str, Any]) -> Any:
        return ptb.Update.de_json(raw, self.bot)

    async def updates(self, offset: int) -> list[Any]:
        return list(await self.bot.get_updates(offset=offset, timeout=5))

    async def set_webhook(self, url: str) -> None:
        await self.bot.set_webhook(url, secret_token="s")

    async def say(self, chat: int, text: str) -> Any:
        keys = ptb.InlineKeyboardMarkup([[ptb.InlineKeyboardButton("Да", callback_data="yes")]])
        return await self.bot.send_message(chat, text, parse_mode="HTML", reply_markup=keys)

    async def edit(self, chat: int, number: int, text: str) -> Any:
        return await self.bot.edit_message_text(text, chat_id=chat, message_id=number)

    async def answer(self, query_id: str, text: str) -> None:
        await self.bot.answer_callback_query(query_id, text=text)

    async def send_files(self, chat: int) -> list[Any]:
        return [
            await self.bot.send_photo(chat, png(), caption="вид"),
            await self.bot.send_document(chat, b"text", filename="договор.txt"),
            *await self.bot.send_media_group(chat, [ptb.InputMediaPhoto(png()), ptb.InputMediaPhoto(png())]),
        ]

    async def download(self, file_id: str) -> bytes:
        file = await self.bot.get_file(file_id)
        return bytes(await file.download_as_bytearray())

    async def others(self, chat: int, number: int) -> list[Any]:
        await self.bot.set_my_commands([ptb.BotCommand("help", "Help")])
        await self.bot.send_chat_action(chat, "typing")
        await self.bot.pin_chat_message(chat, number)
        await self.bot.set_message_reaction(chat, number, "👍")
        return [
            await self.bot.get_me(), await self.bot.get_chat(chat), await self.bot.get_chat_member(chat, chat),
            await self.bot.send_contact(chat, "+7", "Иван"), await self.bot.send_location(chat, 1.5, 2.5),
            await self.bot.forward_message(chat, chat, number), await self.bot.copy_message(chat, chat, number),
            await self.bot.get_webhook_info(), *await self.bot.get_my_commands(),
        ]  # fmt: skip

    bad_request, forbidden, retry_after = BadRequest, Forbidden, RetryAfter

    def leftovers(self, value: Any) -> list[str]:
        if isinstance(value, list | tuple):
            return [left for one in value for left in self.leftovers(one)]
        if not isinstance(value, ptb.TelegramObject):
            return []
        newer = newer_fields().get(type(value).__name__, {})
        extra = [f"{type(value).__name__}.{name}" for name in value.api_kwargs if name not in newer]
        names = [name for name in value._get_attrs_names(include_private=False) if name != "api_kwargs"]
        return extra + [left for name in names for left in self.leftovers(getattr(value, name, None))]


@pytest.fixture(params=[Aiogram, Ptb], ids=["aiogram", "python-telegram-bot"])
async def client(
    request: pytest.FixtureRequest, simulator: Simulator, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Aiogram | Ptb]:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    made = request.param(simulator.url)
    yield made
    await made.close()


@dataclass
class Inbox:
    """Updates one by one, however they come."""

    client: Aiogram | Ptb
    queue: asyncio.Queue[Any] = field(default_factory=asyncio.Queue)
    offset: int = 0
    polling: bool = True

    async def next(self) -> Any:
        async with asyncio.timeout(10):
            while self.polling and self.queue.empty():
                for update in await self.client.updates(self.offset):
                    self.offset = update.update_id + 1
                    self.queue.put_nowait(update)
            update = await self.queue.get()
        assert self.client.leftovers(update) == []
        return update

    async def take(self, request: web.Request) -> web.Response:
        assert request.headers["X-Telegram-Bot-Api-Secret-Token"] == "s"
        self.queue.put_nowait(self.client.read(await request.json()))
        return web.Response()


@pytest.fixture(params=["polling", "webhook"])
async def inbox(request: pytest.FixtureRequest, client: Aiogram | Ptb) -> AsyncIterator[Inbox]:
    made = Inbox(client, polling=request.param == "polling")
    app = web.Application()
    app.router.add_post("/hook", made.take)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    if not made.polling:
        await client.set_webhook(f"http://127.0.0.1:{runner.addresses[0][1]}/hook")
    yield made
    await runner.cleanup()


async def test_a_day(client: Aiogram | Ptb, inbox: Inbox, olga: Phone) -> None:
    started = await inbox.next()
    assert started.message.text == "/start"
    assert started.message.from_user.first_name == "Ольга"
    assert started.message.entities[0].type == "bot_command"

    sent = await client.say(olga.id, HTML)
    assert [entity.type for entity in sent.entities] == ["bold", "text_link"]
    tapping = asyncio.ensure_future(olga.taps("Да"))
    tapped = await inbox.next()
    assert tapped.callback_query.data == "yes"
    assert tapped.callback_query.message.message_id == sent.message_id
    await client.answer(tapped.callback_query.id, "Принято")
    assert await tapping == "Принято"
    edited = await client.edit(olga.id, sent.message_id, "готово")
    assert edited.reply_markup is None
    await olga.sees("готово")

    files = await client.send_files(olga.id)
    assert files[1].document.file_name == "договор.txt"
    assert files[2].media_group_id == files[3].media_group_id
    assert await client.download(files[1].document.file_id) == b"text"
    others = await client.others(olga.id, sent.message_id)
    assert client.leftovers([sent, edited, *files, *others]) == []


async def test_everything_a_person_sends_is_understood(inbox: Inbox, olga: Phone) -> None:
    await inbox.next()
    first = await olga.says("раз")
    await olga.sends_photo(caption="вид", reply_to=first)
    await olga.sends_document(b"x")
    await olga.sends_voice()
    await olga.sends_location(1, 2)
    await olga.shares_contact()
    await olga.forwards(first)
    await olga.sends_album("а", "б")
    await olga.edits(first, "два")
    await olga.blocks()
    seen = [await inbox.next() for _ in range(11)]
    assert seen[1].message.reply_to_message.text == "раз"
    assert seen[6].message.forward_origin.type == "user"
    assert seen[9].edited_message.text == "два"
    assert seen[10].my_chat_member.new_chat_member.status in {"kicked", "banned"}


async def test_groups_and_topics_are_understood(inbox: Inbox, olga: Phone) -> None:
    await inbox.next()
    group = await olga.phones.group("Клиенты", [olga], is_forum=True, admins=[BOT])
    made = await olga.in_chat(group).does("topic", action="create", name="Иван")
    await olga.in_chat(group).says("внутри", thread=made["thread"])
    await olga.in_chat(group).does("topic", action="close", thread=made["thread"])
    member, came, created, said, closed = [await inbox.next() for _ in range(5)]
    assert member.my_chat_member.new_chat_member.status == "administrator"
    assert came.message.new_chat_members[0].username == BOT
    assert created.message.forum_topic_created.name == "Иван"
    assert said.message.reply_to_message.message_id == said.message.message_thread_id == made["thread"]
    assert closed.message.forum_topic_closed is not None


async def test_inline_queries_are_understood(client: Aiogram | Ptb, inbox: Inbox, olga: Phone) -> None:
    await inbox.next()
    asking = asyncio.ensure_future(olga.asks_inline("иван"))
    asked = await inbox.next()
    assert asked.inline_query.query == "иван"
    if isinstance(client, Aiogram):
        content = types.InputTextMessageContent(message_text="Иван")
        article = types.InlineQueryResultArticle(id="1", title="Иван", input_message_content=content)
        await client.bot.answer_inline_query(asked.inline_query.id, [article])
    else:
        text = ptb.InputTextMessageContent("Иван")
        await client.bot.answer_inline_query(asked.inline_query.id, [ptb.InlineQueryResultArticle("1", "Иван", text)])
    await olga.chooses((await asking)[0])
    sent, chosen = [await inbox.next() for _ in range(2)]
    assert sent.message.via_bot.username == BOT
    assert chosen.chosen_inline_result.result_id == "1"


async def test_refusals_are_told_apart(client: Aiogram | Ptb, olga: Phone, phones: Phones) -> None:
    with pytest.raises(client.bad_request, match=r"(?i)chat not found"):
        await client.say(404, "x")
    with pytest.raises(client.bad_request, match=r"(?i)can't parse entities"):
        await client.say(olga.id, "<b>")
    sent = await client.edit(olga.id, (await client.say(olga.id, "x")).message_id, "y")
    with pytest.raises(client.bad_request, match=r"(?i)message is not modified"):
        await client.edit(olga.id, sent.message_id, "y")
    await phones.post("/sim/faults", {"on": "sendMessage", "kind": "429", "times": 1, "retry_after": 3})
    with pytest.raises(client.retry_after) as flood:
        await client.say(olga.id, "x")
    assert isinstance(flood.value, TelegramRetryAfter | RetryAfter)
    assert flood.value.retry_after in {3, timedelta(seconds=3)}
    await olga.blocks()
    with pytest.raises(client.forbidden, match=r"(?i)bot was blocked by the user"):
        await client.say(olga.id, "x")
