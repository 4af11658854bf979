"""Forwarding and copying, one or many."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.telegram.calls import chat_to_read, message_in
from simulator.telegram.methods.edits import message_numbers
from simulator.telegram.methods.texts import caption_content
from simulator.telegram.refusals import Refusal, refused
from simulator.telegram.sending import answer_with, deliver, destination
from simulator.telegram.shapes import forwarded_content

if TYPE_CHECKING:
    from simulator.telegram.calls import Call
    from simulator.telegram.model import Chat, Message, Shape

_CAPTION_FIELDS = ("caption", "caption_entities", "show_caption_above_media")
_NOT_COPIED = frozenset({"forward_origin", "via_bot", "media_group_id", "quote", "external_reply"})


def forward_message(call: Call) -> Shape:
    message = _source(call, Refusal.FORWARD_NOT_FOUND)
    _check_free(message, Refusal.CANT_FORWARD)
    return answer_with(call, deliver(call, destination(call), forwarded_content(call.telegram, message)))


def copy_message(call: Call) -> Shape:
    message = _source(call, Refusal.COPY_NOT_FOUND)
    _check_free(message, Refusal.CANT_COPY)
    content = _copied(message)
    if "caption" in call.params.values and "text" not in content:
        content = {name: value for name, value in content.items() if name not in _CAPTION_FIELDS}
        content.update(caption_content(call))
    return {"message_id": deliver(call, destination(call), content).id}


def forward_messages(call: Call) -> list[Shape]:
    messages = _sources(call)
    to = destination(call)
    albums = _albums(call, messages)
    return [
        {"message_id": deliver(call, to, {**forwarded_content(call.telegram, message), **albums[message.id]}).id}
        for message in messages
    ]


def copy_messages(call: Call) -> list[Shape]:
    messages = _sources(call)
    to = destination(call)
    dropped = _CAPTION_FIELDS if call.params.flag("remove_caption") else ()
    albums = _albums(call, messages)
    return [{"message_id": deliver(call, to, {**_copied(message, dropped), **albums[message.id]}).id} for message in messages]


def _copied(message: Message, dropped: tuple[str, ...] = ()) -> Shape:
    return {name: value for name, value in message.content.items() if name not in _NOT_COPIED and name not in dropped}


def _albums(call: Call, messages: list[Message]) -> dict[int, Shape]:
    """What was an album stays one, under a new number."""
    numbers: dict[str, str] = {}
    shapes: dict[int, Shape] = {}
    for message in messages:
        album = message.content.get("media_group_id")
        if album and album not in numbers:
            numbers[album] = str(14_000_000_000_000_000 + call.telegram.number())
        shapes[message.id] = {"media_group_id": numbers[album]} if album else {}
    return shapes


def _source_chat(call: Call) -> Chat:
    if not call.params.text("from_chat_id"):
        raise refused(Refusal.PARAMETER_REQUIRED, name="from_chat_id")
    return chat_to_read(call, "from_chat_id")


def _source(call: Call, missing: Refusal) -> Message:
    message = message_in(_source_chat(call), call.params.integer("message_id"))
    if message is None:
        raise refused(missing)
    return message


def _sources(call: Call) -> list[Message]:
    numbers = message_numbers(call)
    chat = _source_chat(call)
    messages = [
        message
        for number in numbers
        if (message := message_in(chat, number)) is not None and not (message.service or message.protected)
    ]
    if not messages:
        raise refused(Refusal.NOTHING_TO_FORWARD)
    return messages


def _check_free(message: Message, refusal: Refusal) -> None:
    if message.service:
        raise refused(refusal)
    if message.protected:
        raise refused(Refusal.PROTECTED)


METHODS = {
    "forwardMessage": forward_message,
    "forwardMessages": forward_messages,
    "copyMessage": copy_message,
    "copyMessages": copy_messages,
}
