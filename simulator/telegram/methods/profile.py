"""What a bot is called and what it offers: name, descriptions, commands, menu button, wished rights."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from simulator.telegram.refusals import Refusal, refused
from simulator.telegram.shapes import user_shape

if TYPE_CHECKING:
    from collections.abc import Callable

    from simulator.telegram.calls import Call
    from simulator.telegram.model import Shape

_COMMAND = re.compile(r"[a-z0-9_]+")
_LANGUAGE = re.compile(r"(?:[a-z]{2})?")
_PLAIN_SCOPES = frozenset({"default", "all_private_chats", "all_group_chats", "all_chat_administrators"})
_CHAT_SCOPES = frozenset({"chat", "chat_administrators", "chat_member"})
_RIGHTS = (
    "is_anonymous", "can_manage_chat", "can_delete_messages", "can_manage_video_chats", "can_restrict_members",
    "can_promote_members", "can_change_info", "can_invite_users", "can_post_stories", "can_edit_stories",
    "can_delete_stories",
    "can_send_welcome_messages",
)  # fmt: skip


def get_me(call: Call) -> Shape:
    return {
        **user_shape(call.bot),
        "can_join_groups": True,
        "can_read_all_group_messages": call.bot.reads_all,
        "supports_inline_queries": call.bot.supports_inline,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def set_my_commands(call: Call) -> bool:
    commands = call.params.json("commands", Refusal.BAD_COMMANDS_JSON)
    if commands is not None and not isinstance(commands, list):
        raise refused(Refusal.COMMANDS_NO_ARRAY)
    checked = [_command(command) for command in commands or []]
    if len(checked) > 100:
        raise refused(Refusal.TOO_MANY_COMMANDS)
    call.bot.commands[_scope(call), _language(call)] = checked
    call.telegram.commands_changed(call.bot)
    return True


def get_my_commands(call: Call) -> list[Shape]:
    return call.bot.commands.get((_scope(call), _language(call)), [])


def delete_my_commands(call: Call) -> bool:
    call.bot.commands.pop((_scope(call), _language(call)), None)
    call.telegram.commands_changed(call.bot)
    return True


def _command(given: Any) -> Shape:
    if not isinstance(given, dict):
        raise refused(Refusal.BAD_COMMAND, why="expected an Object")
    command = str(given.get("command", "")).strip().removeprefix("/")
    description = str(given.get("description", "")).strip()
    for wrong, refusal in (
        (not command, Refusal.COMMAND_EMPTY),
        (len(command) > 32, Refusal.COMMAND_TOO_LONG),
        (not description, Refusal.COMMAND_DESCRIPTION_EMPTY),
        (len(description) > 256, Refusal.COMMAND_DESCRIPTION_TOO_LONG),
        (not _COMMAND.fullmatch(command), Refusal.COMMAND_INVALID),
    ):
        if wrong:
            raise refused(refusal)
    return {"command": command, "description": description}


def _scope(call: Call) -> str:
    """The scope as a key: its type, the chat and the member where it has them."""
    given = call.params.json("scope", Refusal.BAD_SCOPE_JSON)
    if given is None:
        return "default"
    if not isinstance(given, dict):
        raise refused(Refusal.SCOPE_NO_OBJECT)
    kind = given.get("type")
    if kind in _PLAIN_SCOPES:
        return str(kind)
    if kind not in _CHAT_SCOPES:
        raise refused(Refusal.SCOPE_UNSUPPORTED)
    if not given.get("chat_id"):
        raise refused(Refusal.SCOPE_CHAT_EMPTY)
    if call.telegram.find_chat(int(given["chat_id"]), call.bot.id) is None:
        raise refused(Refusal.CHAT_NOT_FOUND)
    parts = [str(kind), str(given["chat_id"]), *([str(given["user_id"])] if kind == "chat_member" else [])]
    return ":".join(parts)


def _language(call: Call) -> str:
    code = call.params.text("language_code")
    if not _LANGUAGE.fullmatch(code):
        raise refused(Refusal.BAD_LANGUAGE)
    return code


def words_methods(field: str, stored: str, longest: int, too_long: Refusal) -> dict[str, Callable[[Call], Any]]:
    """The getter and the setter of one text about the bot, kept by language; a missing one falls back on the default."""

    def get(call: Call) -> Shape:
        texts = getattr(call.bot, stored)
        default = texts.get("", call.bot.name if field == "name" else "")
        return {field: texts.get(_language(call), default)}

    def put(call: Call) -> bool:
        text = call.params.text(field).strip()
        texts, language = getattr(call.bot, stored), _language(call)
        if len(text) > longest or (field == "name" and not text and not language):
            raise refused(too_long)
        if text:
            texts[language] = text
        else:
            texts.pop(language, None)
        call.telegram.commands_changed(call.bot)
        return True

    suffix = "".join(part.capitalize() for part in field.split("_"))
    return {f"getMy{suffix}": get, f"setMy{suffix}": put}


def set_chat_menu_button(call: Call) -> bool:
    given = call.params.json("menu_button", Refusal.BAD_MENU_JSON)
    button: Shape = {"type": "default"}
    if given is not None:
        if not isinstance(given, dict):
            raise refused(Refusal.MENU_NO_OBJECT)
        if given.get("type") not in {"default", "commands", "web_app"}:
            raise refused(Refusal.MENU_UNSUPPORTED)
        names = ("type", "text", "web_app") if given["type"] == "web_app" else ("type",)
        button = {name: given[name] for name in names}
    call.bot.menu_buttons[_menu_chat(call)] = button
    return True


def get_chat_menu_button(call: Call) -> Shape:
    buttons = call.bot.menu_buttons
    return buttons.get(_menu_chat(call)) or buttons.get(0) or {"type": "default"}


def _menu_chat(call: Call) -> int:
    if "chat_id" not in call.params.values:
        return 0
    user_id = call.params.integer("chat_id", low=-(2**63), high=2**63 - 1)
    if user_id <= 0:
        raise refused(Refusal.USER_ID_INVALID)
    if call.telegram.find_user(user_id) is None:
        raise refused(Refusal.CHAT_NOT_FOUND)
    return user_id


def set_rights(call: Call) -> bool:
    given = call.params.json("rights", Refusal.BAD_RIGHTS_JSON)
    if given is not None and not isinstance(given, dict):
        raise refused(Refusal.RIGHTS_NO_OBJECT)
    rights = {name: bool((given or {}).get(name)) for name in _RIGHTS}
    optional = ("can_pin_messages", "can_manage_topics", "can_post_messages", "can_edit_messages")
    rights.update({name: True for name in optional if (given or {}).get(name)})
    call.bot.rights[call.params.flag("for_channels")] = rights
    return True


def get_rights(call: Call) -> Shape:
    return call.bot.rights.get(call.params.flag("for_channels")) or dict.fromkeys(_RIGHTS, False)


METHODS: dict[str, Callable[[Call], Any]] = {
    "getMe": get_me,
    "setMyCommands": set_my_commands,
    "getMyCommands": get_my_commands,
    "deleteMyCommands": delete_my_commands,
    **words_methods("name", "names", 64, Refusal.NAME_TOO_LONG),
    **words_methods("description", "descriptions", 512, Refusal.DESCRIPTION_TOO_LONG),
    **words_methods("short_description", "short_descriptions", 120, Refusal.SHORT_DESCRIPTION_TOO_LONG),
    "setChatMenuButton": set_chat_menu_button,
    "getChatMenuButton": get_chat_menu_button,
    "setMyDefaultAdministratorRights": set_rights,
    "getMyDefaultAdministratorRights": get_rights,
}
