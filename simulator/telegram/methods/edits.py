"""Changing what was sent: text, caption, media, buttons; deleting it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from simulator.telegram.calls import chat_to_write, message_in
from simulator.telegram.keyboards import take_markup
from simulator.telegram.methods.media import input_media
from simulator.telegram.methods.texts import caption_content, text_content
from simulator.telegram.methods.things import location_of
from simulator.telegram.posting import delete, edit
from simulator.telegram.refusals import Refusal, refused
from simulator.telegram.sending import answer_with

if TYPE_CHECKING:
    from simulator.telegram.calls import Call
    from simulator.telegram.model import Message, Shape

DELETABLE_SECONDS = 48 * 60 * 60
_TEXT_FIELDS = ("text", "entities", "link_preview_options")
_CAPTION_FIELDS = ("caption", "caption_entities", "show_caption_above_media")
_MEDIA_FIELDS = ("photo", "video", "audio", "document", "animation", "has_media_spoiler")
_CAPTIONED = frozenset({"photo", "video", "audio", "document", "animation", "voice"})


def edit_message_text(call: Call) -> Shape | bool:
    content = text_content(call)
    message, inline = _to_edit(call)
    if "text" not in message.content:
        raise refused(Refusal.NO_TEXT_TO_EDIT)
    return _changed(call, message, _replaced(message, _TEXT_FIELDS, content), inline)


def edit_message_caption(call: Call) -> Shape | bool:
    content = caption_content(call)
    message, inline = _to_edit(call)
    if not _CAPTIONED & message.content.keys():
        raise refused(Refusal.NO_CAPTION_TO_EDIT)
    return _changed(call, message, _replaced(message, _CAPTION_FIELDS, content), inline)


def edit_message_media(call: Call) -> Shape | bool:
    given = call.params.json("media", Refusal.BAD_MEDIA_JSON)
    content = input_media(call, given)
    message, inline = _to_edit(call)
    replaced = _replaced(message, (*_MEDIA_FIELDS, *_CAPTION_FIELDS, *_TEXT_FIELDS), content)
    return _changed(call, message, replaced, inline)


def edit_message_reply_markup(call: Call) -> Shape | bool:
    message, inline = _to_edit(call)
    return _changed(call, message, message.content, inline)


def edit_message_live_location(call: Call) -> Shape | bool:
    location = location_of(call)
    message, inline = _to_edit(call)
    if "live_period" not in message.content.get("location", {}):
        raise refused(Refusal.CANT_EDIT)
    location.setdefault("live_period", message.content["location"]["live_period"])
    return _changed(call, message, _replaced(message, ("location",), {"location": location}), inline)


def _replaced(message: Message, fields: tuple[str, ...], content: Shape) -> Shape:
    kept = {name: value for name, value in message.content.items() if name not in fields}
    return {**kept, **content}


def _to_edit(call: Call) -> tuple[Message, bool]:
    """The message that the call means, and whether it is one sent via the bot (answered with True only)."""
    params = call.params
    if not params.text("chat_id") and not params.integer("message_id"):
        inline_id = params.text("inline_message_id")
        if not inline_id:
            raise refused(Refusal.MESSAGE_ID_MISSING)
        message = call.telegram.inline.sent.get(inline_id)
        if message is None or message.deleted:
            raise refused(Refusal.MESSAGE_ID_INVALID)
        return message, True
    message = message_in(chat_to_write(call), params.integer("message_id"))
    if message is None:
        raise refused(Refusal.EDIT_NOT_FOUND)
    return _editable(call, message), False


def _editable(call: Call, message: Message) -> Message:
    plain = message.markup is None or "inline_keyboard" in message.markup
    own = message.sender_id == call.bot.id or (message.sender_id is None and message.chat.administers(call.bot.id))
    if not own or message.service or not plain or "forward_origin" in message.content:
        raise refused(Refusal.CANT_EDIT)
    return message


def _changed(call: Call, message: Message, content: Shape, inline: bool) -> Shape | bool:
    """Without reply_markup a message loses its buttons, whatever else of it is edited."""
    markup = take_markup(call.params, private=message.chat.type == "private", inline_only=True)
    if markup is not None and "inline_keyboard" not in markup:
        markup = None
    if content == message.content and markup == message.markup:
        raise refused(Refusal.NOT_MODIFIED)
    call.telegram.budgets.spend(call.bot, message.chat, call.telegram.clock.now().timestamp())
    message.content, message.markup = content, markup
    edit(call.telegram, message)
    return True if inline else answer_with(call, message)


def delete_message(call: Call) -> bool:
    params = call.params
    if not params.text("chat_id"):
        raise refused(Refusal.CHAT_NOT_SPECIFIED)
    if not params.integer("message_id"):
        raise refused(Refusal.MESSAGE_ID_MISSING)
    message = message_in(chat_to_write(call), params.integer("message_id"))
    if message is None:
        raise refused(Refusal.DELETE_NOT_FOUND)
    _check_deletable(call, message)
    delete(call.telegram, message)
    return True


def delete_messages(call: Call) -> bool:
    """Those that are not there are passed over; one that may not be deleted stops all."""
    numbers = message_numbers(call)
    chat = chat_to_write(call)
    messages = [message for number in numbers if (message := message_in(chat, number)) is not None]
    for message in messages:
        _check_deletable(call, message)
    for message in messages:
        delete(call.telegram, message)
    return True


def message_numbers(call: Call) -> list[int]:
    """`message_ids`: 1 to 100 positive numbers."""
    given: Any = call.params.json("message_ids", Refusal.BAD_MESSAGE_IDS)
    if given is None or given == []:
        raise refused(Refusal.MESSAGE_IDS_MISSING)
    if not isinstance(given, list):
        raise refused(Refusal.MESSAGE_IDS_NO_ARRAY)
    if len(given) > 100:
        raise refused(Refusal.TOO_MANY_MESSAGE_IDS)
    numbers = []
    for one in given:
        if not isinstance(one, int | str) or not str(one).lstrip("-").isdigit():
            raise refused(Refusal.MESSAGE_ID_NO_NUMBER)
        if int(one) <= 0:
            raise refused(Refusal.MESSAGE_ID_WRONG)
        numbers.append(int(one))
    return numbers


def _check_deletable(call: Call, message: Message) -> None:
    """Own and private messages for 48 hours; in groups an administrator may delete any."""
    chat, bot_id = message.chat, call.bot.id
    if chat.peers is None and message.sender_id != bot_id and not chat.administers(bot_id):
        raise refused(Refusal.CANT_DELETE)
    age = call.telegram.clock.unix() - message.date
    if age >= DELETABLE_SECONDS and not (chat.peers is None and chat.administers(bot_id)):
        raise refused(Refusal.CANT_DELETE_FOR_EVERYONE)


METHODS = {
    "editMessageText": edit_message_text,
    "editMessageCaption": edit_message_caption,
    "editMessageMedia": edit_message_media,
    "editMessageReplyMarkup": edit_message_reply_markup,
    "editMessageLiveLocation": edit_message_live_location,
    "deleteMessage": delete_message,
    "deleteMessages": delete_messages,
}
