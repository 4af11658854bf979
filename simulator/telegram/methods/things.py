"""Sending what is neither text nor file: contacts, places, dice, and the sign that someone types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.telegram.calls import chat_to_write
from simulator.telegram.posting import act
from simulator.telegram.refusals import Refusal, refused
from simulator.telegram.sending import answer_with, deliver, destination

if TYPE_CHECKING:
    from simulator.telegram.calls import Call
    from simulator.telegram.model import Shape

_ACTIONS = frozenset(
    [
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "record_audio",
        "upload_audio",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
        "pick_up_location",
        "cancel",
    ]
)
_DICE = {"🎲": 6, "🎯": 6, "🎳": 6, "🏀": 5, "⚽": 5, "🎰": 64}


def send_contact(call: Call) -> Shape:
    params = call.params
    for name in ("phone_number", "first_name"):
        if not params.text(name):
            raise refused(Refusal.PARAMETER_REQUIRED, name=name)
    contact: Shape = {"phone_number": params.text("phone_number"), "first_name": params.text("first_name")}
    contact.update({name: params.text(name) for name in ("last_name", "vcard") if params.text(name)})
    return answer_with(call, deliver(call, destination(call), {"contact": contact}))


def location_of(call: Call) -> Shape:
    params = call.params
    latitude = params.number("latitude", Refusal.LATITUDE_EMPTY)
    longitude = params.number("longitude", Refusal.LONGITUDE_EMPTY)
    if abs(latitude) > 90 or abs(longitude) > 180:
        raise refused(Refusal.WRONG_LOCATION)
    location: Shape = {"latitude": latitude, "longitude": longitude}
    if params.text("horizontal_accuracy"):
        location["horizontal_accuracy"] = params.number("horizontal_accuracy", Refusal.LATITUDE_EMPTY)
    for name in ("live_period", "heading", "proximity_alert_radius"):
        if params.integer(name) > 0:
            location[name] = params.integer(name)
    return location


def send_location(call: Call) -> Shape:
    return answer_with(call, deliver(call, destination(call), {"location": location_of(call)}))


def send_venue(call: Call) -> Shape:
    params = call.params
    venue: Shape = {"location": location_of(call)}
    for name in ("title", "address"):
        if not params.text(name):
            raise refused(Refusal.PARAMETER_REQUIRED, name=name)
        venue[name] = params.text(name)
    for name in ("foursquare_id", "foursquare_type", "google_place_id", "google_place_type"):
        if params.text(name):
            venue[name] = params.text(name)
    return answer_with(call, deliver(call, destination(call), {"venue": venue, "location": venue["location"]}))


def send_dice(call: Call) -> Shape:
    """Falls in turn, not by chance: the world is deterministic."""
    emoji = call.params.text("emoji") or "🎲"
    if emoji not in _DICE:
        raise refused(Refusal.WRONG_DICE)
    value = call.telegram.number() % _DICE[emoji] + 1
    return answer_with(call, deliver(call, destination(call), {"dice": {"emoji": emoji, "value": value}}))


def send_chat_action(call: Call) -> bool:
    chat = chat_to_write(call)
    action = call.params.text("action").lower()
    if action not in _ACTIONS:
        raise refused(Refusal.WRONG_ACTION)
    act(call.telegram, chat, call.bot.id, action)
    return True


METHODS = {
    "sendContact": send_contact,
    "sendLocation": send_location,
    "sendVenue": send_venue,
    "sendDice": send_dice,
    "sendChatAction": send_chat_action,
}
