"""Inline mode: what a person asks a bot in any chat, what is offered, and what is sent via the bot."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from simulator.telegram.keyboards import markup_from
from simulator.telegram.posting import post
from simulator.telegram.refusals import Refusal, refused
from simulator.telegram.shapes import user_shape
from simulator.world import WorldError

if TYPE_CHECKING:
    from simulator.telegram.calls import Call
    from simulator.telegram.model import Bot, Chat, Message, Shape
    from simulator.telegram.network import Telegram

LIFETIME_SECONDS = 30
MOST_RESULTS = 50
_FIRST_ID = 5_382_000_000_000_000_000
_CACHED = {
    "photo": "photo_file_id", "document": "document_file_id", "sticker": "sticker_file_id", "voice": "voice_file_id",
    "video": "video_file_id", "audio": "audio_file_id", "gif": "gif_file_id", "mpeg4_gif": "mpeg4_file_id",
}  # fmt: skip
_ANIMATED = frozenset({"gif", "mpeg4_gif"})


@dataclass(slots=True, eq=False)
class InlineQuery:
    id: str
    bot: Bot
    person_id: int
    query: str
    made_at: float
    answered: asyncio.Future[Shape]


class Inline:
    def __init__(self, telegram: Telegram) -> None:
        self._telegram = telegram
        self._queries: dict[str, InlineQuery] = {}
        self.sent: dict[str, Message] = {}

    def ask(self, person_id: int, bot: Bot, text: str, offset: str, chat: Chat | None) -> InlineQuery:
        telegram = self._telegram
        number = str(_FIRST_ID + telegram.number())
        answered: asyncio.Future[Shape] = asyncio.get_running_loop().create_future()
        query = InlineQuery(number, bot, person_id, text, telegram.clock.now().timestamp(), answered)
        self._queries[number] = query
        shape: Shape = {"id": number, "from": user_shape(telegram.user(person_id)), "query": text, "offset": offset}
        if chat is not None:
            with_bot = chat.peers is not None and bot.id in chat.peers
            shape["chat_type"] = "sender" if with_bot else chat.type
        bot.updates.push("inline_query", shape)
        return query

    def open(self, query_id: str, bot: Bot) -> InlineQuery | None:
        """The query, while it can be answered: by its bot, once, for half a minute."""
        query = self._queries.get(query_id)
        if query is None or query.bot is not bot or query.answered.done():
            return None
        age = self._telegram.clock.now().timestamp() - query.made_at
        return query if age <= LIFETIME_SECONDS else None

    def answer(self, query: InlineQuery, answer: Shape) -> None:
        query.answered.set_result(answer)

    def choose(self, person_id: int, query_id: str, result_id: str, chat: Chat) -> Message:
        """Send a result of an answered query into the chat, via the bot; the bot hears which one it was."""
        telegram = self._telegram
        query = self._queries.get(query_id)
        if query is None or not query.answered.done():
            raise WorldError(f"inline query {query_id} has no answer")
        result = next((one for one in query.answered.result()["results"] if one["id"] == result_id), None)
        if result is None:
            raise WorldError(f"no result {result_id}")
        content = {**result["content"], "via_bot": user_shape(query.bot)}
        message = post(telegram, chat, person_id, content, markup=result.get("reply_markup"))
        chosen: Shape = {"result_id": result_id, "from": user_shape(telegram.user(person_id)), "query": query.query}
        if message.markup is not None:
            message.inline_id = chosen["inline_message_id"] = f"AgAAA{_FIRST_ID + telegram.number():x}"
            self.sent[message.inline_id] = message
        query.bot.updates.push("chosen_inline_result", chosen)
        return message


def check_results(call: Call, given: Any) -> list[Shape]:
    """The results as a person sees them, each with the content that choosing it would send."""
    if given is None:
        return []
    if not isinstance(given, list):
        raise refused(Refusal.RESULTS_NO_ARRAY)
    if len(given) > MOST_RESULTS:
        raise refused(Refusal.TOO_MANY_RESULTS)
    results = [_result(call, one) for one in given]
    if len({result["id"] for result in results}) < len(results):
        raise refused(Refusal.RESULT_ID_DUPLICATE)
    return results


def _result(call: Call, given: Any) -> Shape:
    if not isinstance(given, dict):
        raise refused(Refusal.BAD_RESULT, why="Inline query result must be an object")
    if not isinstance(given.get("type"), str):
        raise refused(Refusal.BAD_RESULT, why='Can\'t find field "type"')
    number = str(given.get("id", ""))
    if not 1 <= len(number.encode()) <= 64:
        raise refused(Refusal.RESULT_ID_INVALID)
    shown = {name: value for name, value in given.items() if name not in {"input_message_content", "reply_markup"}}
    result: Shape = {**shown, "id": number, "content": _content(call, given)}
    if given.get("reply_markup") is not None:
        markup = markup_from(given["reply_markup"], private=False, inline_only=True)
        if markup is not None:
            result["reply_markup"] = markup
    return result


def _content(call: Call, given: Shape) -> Shape:
    kind, message = given["type"].lower(), given.get("input_message_content")
    if kind == "article" and not given.get("title"):
        raise refused(Refusal.ARTICLE_TITLE_EMPTY)
    if isinstance(message, dict):
        return _written(call, message)
    if kind == "article":
        raise refused(Refusal.BAD_RESULT, why="Input message content is not specified")
    if kind in {"contact", "location", "venue"}:
        return _written(call, given)
    if kind not in _CACHED:
        raise refused(Refusal.RESULT_TYPE_INVALID)
    return _cached(call, kind, given)


def _written(call: Call, message: Shape) -> Shape:
    from simulator.telegram.methods.texts import text_shape  # noqa: PLC0415 - the methods import this module

    if "message_text" in message:
        if not str(message["message_text"]):
            raise refused(Refusal.TEXT_EMPTY)
        mode, entities = message.get("parse_mode") or "", message.get("entities") or []
        return text_shape(call.telegram, str(message["message_text"]), mode, entities)
    if "phone_number" in message:
        names = ("phone_number", "first_name", "last_name", "vcard")
        return {"contact": {name: str(message[name]) for name in names if message.get(name)}}
    if "latitude" in message:
        location = {"latitude": float(message["latitude"]), "longitude": float(message.get("longitude", 0))}
        if "address" not in message:
            return {"location": location}
        venue = {"location": location, "title": str(message.get("title", "")), "address": str(message["address"])}
        return {"venue": venue, "location": location}
    raise refused(Refusal.BAD_RESULT, why="Input message content is not specified")


def _cached(call: Call, kind: str, given: Shape) -> Shape:
    from simulator.telegram.methods.media import file_for, media_content  # noqa: PLC0415 - as above
    from simulator.telegram.methods.texts import caption_shape  # noqa: PLC0415

    wanted = "animation" if kind in _ANIMATED else kind
    file = file_for(call, wanted, str(given.get(_CACHED[kind]) or given.get(f"{kind}_url") or ""), "", {})
    mode, entities = given.get("parse_mode") or "", given.get("caption_entities") or []
    return {**media_content(file), **caption_shape(call.telegram, str(given.get("caption") or ""), mode, entities)}
