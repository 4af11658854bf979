"""What all sending methods share: where the message goes, what it answers, which buttons it carries, whether it may."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.telegram.calls import chat_to_read, chat_to_write, message_in
from simulator.telegram.keyboards import take_markup
from simulator.telegram.network import GENERAL_TOPIC_ID
from simulator.telegram.posting import post
from simulator.telegram.refusals import Refusal, refused
from simulator.telegram.shapes import chat_shape, message_shape, origin_shape
from simulator.telegram.text.formatting import format_text

if TYPE_CHECKING:
    from simulator.telegram.calls import Call
    from simulator.telegram.model import Chat, Message, Shape, Topic

_QUOTABLE = ("text", "caption")


@dataclass(slots=True)
class Destination:
    chat: Chat
    topic: Topic | None
    reply_to: Message | None
    extra: Shape
    markup: Shape | None
    protected: bool


def destination(call: Call) -> Destination:
    """Where a message of this call goes. Spends nothing yet."""
    chat = chat_to_write(call)
    markup = take_markup(call.params, private=chat.type == "private")
    topic = _topic(call, chat)
    reply_to, extra = _reply(call, chat, topic)
    if topic is None and reply_to is not None and reply_to.thread_id is not None:
        topic = chat.topics.get(reply_to.thread_id)
    _check_open(call, chat, topic)
    return Destination(chat, topic, reply_to, extra, markup, call.params.flag("protect_content"))


def deliver(call: Call, to: Destination, content: Shape) -> Message:
    call.telegram.budgets.spend(call.bot, to.chat, call.telegram.clock.now().timestamp())
    return put(call, to, content)


def put(call: Call, to: Destination, content: Shape) -> Message:
    return post(
        call.telegram, to.chat, call.bot.id, {**to.extra, **content},
        reply_to=to.reply_to, topic=to.topic, markup=to.markup, protected=to.protected,
    )  # fmt: skip


def answer_with(call: Call, message: Message) -> Shape:
    return message_shape(call.telegram, message, call.bot.id)


def _topic(call: Call, chat: Chat) -> Topic | None:
    thread_id = call.params.integer("message_thread_id")
    if thread_id == 0 or not chat.is_forum:
        return None
    topic = chat.topics.get(thread_id)
    if topic is None or thread_id == GENERAL_TOPIC_ID:
        raise refused(Refusal.THREAD_NOT_FOUND)
    return topic


def _check_open(call: Call, chat: Chat, topic: Topic | None) -> None:
    if not chat.is_forum:
        return
    place = topic or chat.topics[GENERAL_TOPIC_ID]
    if place.closed and not chat.administers(call.bot.id):
        raise refused(Refusal.TOPIC_CLOSED)


def _reply(call: Call, chat: Chat, topic: Topic | None) -> tuple[Message | None, Shape]:
    """The answered message of this chat, and what is shown of one in another chat or of a quote."""
    wanted = _reply_parameters(call)
    message_id = wanted["message_id"]
    if message_id <= 0:
        return None, {}
    source = chat
    if wanted.get("chat_id") and str(wanted["chat_id"]) != str(chat.id_for(call.bot.id)):
        call.params.values["chat_id"] = str(wanted["chat_id"])
        source = chat_to_read(call)
    message = message_in(source, message_id)
    if message is None:
        if wanted.get("allow_sending_without_reply") is True:
            return None, {}
        raise refused(Refusal.REPLY_NOT_FOUND)
    extra = _quote(message, wanted)
    elsewhere = source is not chat or (topic is not None and message.thread_id != topic.id)
    if elsewhere:
        return None, {"external_reply": _external(call, message), **extra}
    return message, extra


def _reply_parameters(call: Call) -> Shape:
    params = call.params
    if "reply_parameters" not in params.values:
        without = params.flag("allow_sending_without_reply")
        return {"message_id": params.integer("reply_to_message_id"), "allow_sending_without_reply": without}
    wanted = params.json("reply_parameters", Refusal.BAD_REPLY_JSON)
    if wanted is None or wanted == {}:
        return {"message_id": 0}
    if not isinstance(wanted, dict):
        raise refused(Refusal.REPLY_NO_OBJECT)
    if "message_id" not in wanted:
        raise refused(Refusal.FIELD_MISSING, field="message_id")
    return {**wanted, "message_id": int(wanted["message_id"])}


def _quote(message: Message, wanted: Shape) -> Shape:
    if not wanted.get("quote"):
        return {}
    text, entities = format_text(str(wanted["quote"]), wanted.get("quote_parse_mode", ""), wanted.get("quote_entities"))
    whole = next((message.content[name] for name in _QUOTABLE if name in message.content), "")
    position = whole.find(text)
    if position < 0:
        raise refused(Refusal.QUOTE_INVALID)
    quote: Shape = {"text": text, "position": len(whole[:position].encode("utf-16-le")) // 2, "is_manual": True}
    styled = [entity.shape() for entity in entities if entity.type in {"bold", "italic", "underline", "strikethrough"}]
    return {"quote": {**quote, "entities": styled} if styled else quote}


def _external(call: Call, message: Message) -> Shape:
    chat = message.chat
    shape: Shape = {"origin": origin_shape(call.telegram, message)}
    if chat.type in {"supergroup", "channel"}:
        shape["chat"] = chat_shape(call.telegram, chat, call.bot.id)
        shape["message_id"] = message.id
    media = ("photo", "document", "voice", "video", "audio", "sticker", "animation", "video_note", "contact", "location")
    shape.update({name: message.content[name] for name in media if name in message.content})
    return shape
