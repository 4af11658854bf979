"""What a bot is called and what it offers: name, descriptions, commands, menu button."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from simulator.telegram.refusals import Refusal
from simulator.telegram.shapes import user_shape

if TYPE_CHECKING:
    from simulator.telegram.calls import Call


def get_me(call: Call) -> dict[str, Any]:
    return {
        **user_shape(call.bot),
        "can_join_groups": True,
        "can_read_all_group_messages": call.bot.reads_all,
        "supports_inline_queries": call.bot.supports_inline,
    }


def set_my_commands(call: Call) -> bool:
    commands = call.params.json("commands", Refusal.BAD_COMMANDS_JSON)
    call.bot.commands["default", call.params.text("language_code")] = commands or []
    return True


METHODS = {"getMe": get_me, "setMyCommands": set_my_commands}
