"""Telegram's messages as the house understands them: what a phone can send, whoever sent it first."""

from typing import Any

import pytest
from aiogram import Bot
from aiogram.types import Message

from bots.conversation.said import Attachment, Forwarded, Location, Said, SharedContact
from bots.telegram.read import read_message

OLGA = {"id": 101, "is_bot": False, "first_name": "Olga", "last_name": "S"}
CLARA = {"id": 105, "is_bot": False, "first_name": "Clara", "last_name": "C"}
BOT = {"id": 42, "is_bot": True, "first_name": "Voronka"}
CHANNEL = {"id": -1001, "type": "channel", "title": "News"}
MESSAGE = {"message_id": 7, "date": 1795293869, "chat": {"id": 101, "type": "private", "first_name": "Olga"}, "from": OLGA}
FILE = {"file_id": "f", "file_unique_id": "u", "file_size": 5}


def said(**what: Any) -> Said | None:
    bot = Bot("42:TOKEN")
    message = Message.model_validate({**MESSAGE, **what}, context={"bot": bot})
    assert message.from_user is not None
    incoming = read_message(message, message.from_user, 1)
    return incoming.said if incoming else None


@pytest.mark.parametrize(
    ("origin", "sender"),
    [
        ({"type": "user", "sender_user": CLARA}, "Clara C"),
        ({"type": "hidden_user", "sender_user_name": "Somebody"}, "Somebody"),
        ({"type": "chat", "sender_chat": {"id": -5, "type": "group", "title": "Us"}}, "Us"),
        ({"type": "channel", "chat": CHANNEL, "message_id": 3}, "News"),
    ],
)
def test_a_forwarded_message_keeps_its_sender_and_words(origin: dict[str, Any], sender: str) -> None:
    assert said(text="hi", forward_origin={**origin, "date": 1}) == Forwarded(sender, "hi", None)


def test_a_forwarded_photo_keeps_its_caption() -> None:
    photo = {**FILE, "width": 1, "height": 1}
    forwarded = said(photo=[photo], caption="look", forward_origin={"type": "user", "sender_user": CLARA, "date": 1})
    assert isinstance(forwarded, Forwarded)
    assert forwarded.text == "look"
    assert forwarded.attachment is not None
    assert forwarded.attachment.kind == "photo"


def test_a_forwarded_contact_or_place_is_one() -> None:
    origin = {"type": "user", "sender_user": CLARA, "date": 1}
    assert isinstance(said(contact={"phone_number": "79161234567", "first_name": "I"}, forward_origin=origin), SharedContact)
    assert said(location={"latitude": 1.0, "longitude": 2.0}, forward_origin=origin) == Location(1.0, 2.0)


@pytest.mark.parametrize(
    ("kind", "media"),
    [
        ("document", {"file_name": "a.pdf", "mime_type": "application/pdf"}),
        ("voice", {"duration": 1, "mime_type": "audio/ogg"}),
        ("video", {"duration": 1, "width": 1, "height": 1}),
        ("audio", {"duration": 1}),
        ("video_note", {"duration": 1, "length": 1}),
    ],
)
def test_every_kind_of_file(kind: str, media: dict[str, Any]) -> None:
    attached = said(**{kind: {**FILE, **media}, "caption": "c", "media_group_id": "9"})
    assert attached == Attachment(kind, "f", media.get("file_name", kind), media.get("mime_type"), 5, "c", "9")


def test_an_animation_is_not_taken_for_the_document_that_comes_with_it() -> None:
    animation = {**FILE, "duration": 1, "width": 1, "height": 1}
    attached = said(animation=animation, document=FILE)
    assert isinstance(attached, Attachment)
    assert attached.kind == "animation"


def test_what_says_nothing_is_passed_over() -> None:
    assert said(new_chat_title="x") is None


def test_one_s_own_shared_card_is_passed_over() -> None:
    """A card that inline mode sent into the bot's own chat; another bot's is words like any."""
    assert said(text="👤 Ivan", via_bot=BOT) is None
    assert said(text="joke", via_bot={**BOT, "id": 43}) is not None
