"""Sending and editing text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from simulator.telegram.calls import chat_to_write, message_in
from simulator.telegram.posting import edit, post
from simulator.telegram.refusals import Refusal
from simulator.telegram.shapes import message_shape

if TYPE_CHECKING:
    from simulator.telegram.calls import Call


def send_message(call: Call) -> dict[str, Any]:
    chat = chat_to_write(call)
    text = call.params.text("text").strip()
    if not text:
        raise Refusal.TEXT_EMPTY()
    markup = call.params.json("reply_markup", Refusal.BAD_KEYBOARD_JSON)
    message = post(call.telegram, chat, call.bot.id, {"text": text}, markup=markup)
    return message_shape(call.telegram, message, call.bot.id)


def edit_message_text(call: Call) -> dict[str, Any]:
    chat = chat_to_write(call)
    message = message_in(chat, call.params.integer("message_id"))
    if message is None:
        raise Refusal.EDIT_NOT_FOUND()
    text = call.params.text("text").strip()
    markup = call.params.json("reply_markup", Refusal.BAD_KEYBOARD_JSON)
    if text == message.content.get("text") and markup == message.markup:
        raise Refusal.NOT_MODIFIED()
    message.content = {"text": text}
    message.markup = markup
    edit(call.telegram, message)
    return message_shape(call.telegram, message, call.bot.id)


METHODS = {"sendMessage": send_message, "editMessageText": edit_message_text}
