"""Reply markup as bots send it: checked as Telegram checks it, and kept in the shape in which it is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from simulator.telegram.refusals import Refusal, refused
from simulator.telegram.text.links import checked_link

if TYPE_CHECKING:
    from collections.abc import Callable

    from simulator.telegram.errors import ApiError
    from simulator.telegram.model import Shape
    from simulator.telegram.params import Params

_ROW_BUTTONS, _ALL_BUTTONS = 12, 300
_DATA_BYTES = 64
_MARKUP_BYTES = 10 * 1024
_STYLES = frozenset({"", "default", "primary", "danger", "success"})
_SWITCHES = ("switch_inline_query", "switch_inline_query_current_chat")
_PRIVATE_ONLY = {
    "request_contact": Refusal.CONTACT_BUTTON_PLACE,
    "request_location": Refusal.LOCATION_BUTTON_PLACE,
    "request_poll": Refusal.POLL_BUTTON_PLACE,
    "request_users": Refusal.USERS_BUTTON_PLACE,
    "request_chat": Refusal.CHAT_BUTTON_PLACE,
    "web_app": Refusal.WEB_APP_BUTTON_PLACE,
}


def take_markup(params: Params, *, private: bool, inline_only: bool = False) -> Shape | None:
    """The markup of a call, None when it asks for none."""
    given = params.json("reply_markup", Refusal.BAD_KEYBOARD_JSON)
    return None if given is None else markup_from(given, private=private, inline_only=inline_only)


def markup_from(given: Any, *, private: bool, inline_only: bool = False) -> Shape | None:
    if not isinstance(given, dict):
        raise refused(Refusal.KEYBOARD_NO_OBJECT)
    keyboard = _rows(given, "keyboard", Refusal.KEYBOARD_ROWS, lambda button: _reply_button(button, private))
    inline = _rows(given, "inline_keyboard", Refusal.INLINE_ROWS, _inline_button)
    if inline_only and keyboard:
        raise refused(Refusal.INLINE_EXPECTED)
    if keyboard:
        return {"keyboard": keyboard, **_options(given, "is_persistent", "resize_keyboard", "one_time_keyboard")}
    if inline:
        if len(str(inline)) > _MARKUP_BYTES * 4:
            raise refused(Refusal.MARKUP_TOO_LONG)
        return {"inline_keyboard": inline}
    if given.get("remove_keyboard") is True:
        return {"remove_keyboard": True, **_options(given)}
    if given.get("force_reply") is True:
        return {"force_reply": True, **_options(given)}
    return None


def _options(given: Shape, *flags: str) -> Shape:
    shown: Shape = {name: True for name in (*flags, "selective") if given.get(name) is True}
    if given.get("input_field_placeholder"):
        shown["input_field_placeholder"] = str(given["input_field_placeholder"])
    return shown


def _rows(given: Shape, name: str, refusal: Refusal, button: Callable[[Any], Shape | None]) -> list[list[Shape]]:
    """Rows of at most 12 buttons, 300 in all; empty texts and empty rows fall out."""
    rows = given.get(name)
    if rows is None:
        return []
    if not isinstance(rows, list):
        raise refused(Refusal.FIELD_TYPE, field=name, type="Array")
    kept: list[list[Shape]] = []
    left = _ALL_BUTTONS
    for row in rows:
        if not isinstance(row, list):
            raise refused(refusal)
        buttons = [made for made in map(button, row) if made is not None][: min(_ROW_BUTTONS, left)]
        left -= len(buttons)
        if buttons:
            kept.append(buttons)
    return kept


def _reply_button(button: Any, private: bool) -> Shape | None:
    if isinstance(button, str):
        return {"text": button} if button else None
    if not isinstance(button, dict):
        raise refused(Refusal.BAD_KEYBOARD_BUTTON, why="KeyboardButton must be a String or an Object")
    shape = _face(button, Refusal.BAD_KEYBOARD_BUTTON)
    if not shape["text"]:
        return None
    for name, refusal in _PRIVATE_ONLY.items():
        if button.get(name):
            if not private:
                raise refused(refusal)
            shape[name] = button[name]
            break
    return shape


def _inline_button(button: Any) -> Shape | None:
    if not isinstance(button, dict):
        raise _bad_inline("InlineKeyboardButton must be an Object")
    shape = _face(button, Refusal.BAD_INLINE_BUTTON)
    action = _inline_action(button)
    return {**shape, **action} if shape["text"] else None


def _face(button: Shape, refusal: Refusal) -> Shape:
    text = button.get("text")
    if text is None:
        raise refused(refusal, why='Can\'t find field "text"')
    if not isinstance(text, str | int | float):
        raise refused(refusal, why='Field "text" must be of type String')
    shape: Shape = {"text": " ".join(str(text).split())}
    style = str(button.get("style") or "")
    if style.lower() not in _STYLES:
        raise refused(refusal, why="invalid button style specified")
    if style and style.lower() != "default":
        shape["style"] = style.lower()
    if button.get("icon_custom_emoji_id"):
        shape["icon_custom_emoji_id"] = str(button["icon_custom_emoji_id"])
    return shape


def _inline_action(button: Shape) -> Shape:
    """The first thing that the button can do, in the server's order."""
    for name, checked in _ACTIONS.items():
        if button.get(name) or (name in button and name in _SWITCHES):
            return {name: checked(button[name])}
    raise _bad_inline("Text buttons are unallowed in the inline keyboard")


def _data(data: Any) -> str:
    if len(str(data).encode()) > _DATA_BYTES:
        raise refused(Refusal.BUTTON_DATA_INVALID)
    return str(data)


def _opening(refusal: Refusal) -> Callable[[Any], Shape]:
    return lambda target: {**_object(target), "url": _checked(str(_object(target).get("url", "")), refusal)}


def _object(value: Any) -> Shape:
    if not isinstance(value, dict):
        raise _bad_inline("expected an Object")
    return value


def _copied(copy_text: Any) -> Shape:
    text = _object(copy_text).get("text")
    if not isinstance(text, str):
        raise _bad_inline('Can\'t find field "text"')
    if not 1 <= len(text) <= 256:
        raise refused(Refusal.BUTTON_COPY_INVALID)
    return {"text": text}


def _checked(url: str, refusal: Refusal) -> str:
    checked = checked_link(url)
    if checked is None:
        raise refused(refusal, url=url)
    return checked


def _bad_inline(why: str) -> ApiError:
    return refused(Refusal.BAD_INLINE_BUTTON, why=why)


_ACTIONS: dict[str, Callable[[Any], Any]] = {
    "url": lambda url: _checked(str(url), Refusal.BUTTON_URL_INVALID),
    "callback_data": _data,
    "pay": bool,
    "switch_inline_query": str,
    "switch_inline_query_chosen_chat": _object,
    "switch_inline_query_current_chat": str,
    "login_url": _opening(Refusal.LOGIN_URL_INVALID),
    "web_app": _opening(Refusal.WEB_APP_URL_INVALID),
    "copy_text": _copied,
}
