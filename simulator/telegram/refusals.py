"""Every sentence with which the simulated Telegram says no. Tests hold this table against the words of the real server."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from simulator.telegram.errors import refuse

if TYPE_CHECKING:
    from simulator.telegram.errors import ApiError


class Refusal(Enum):
    """Call a member to get the error to raise; `{…}` in its words are filled from the arguments."""

    # the request itself
    JSON_EXPECTED = 400, "JSON object expected"
    # who and where
    UNAUTHORIZED = 401, ""
    NOT_FOUND = 404, ""
    CHAT_ID_EMPTY = 400, "chat_id is empty"
    CHAT_NOT_FOUND = 400, "chat not found"
    USER_NOT_FOUND = 400, "user not found"
    UPGRADED = 400, "group chat was upgraded to a supergroup chat"
    BLOCKED = 403, "bot was blocked by the user"
    NEVER_STARTED = 403, "bot can't initiate conversation with a user"
    BOT_TO_BOT = 403, "bot can't send messages to bots"
    NO_GROUP_MEMBER = 403, "bot is not a member of the group chat"
    NO_SUPERGROUP_MEMBER = 403, "bot is not a member of the supergroup chat"
    NO_CHANNEL_MEMBER = 403, "bot is not a member of the channel chat"
    KICKED_FROM_GROUP = 403, "bot was kicked from the group chat"
    KICKED_FROM_SUPERGROUP = 403, "bot was kicked from the supergroup chat"
    KICKED_FROM_CHANNEL = 403, "bot was kicked from the channel chat"
    # text and entities
    TEXT_EMPTY = 400, "message text is empty"
    TEXT_NON_EMPTY = 400, "text must be non-empty"
    TEXT_TOO_LONG = 400, "message is too long"
    CAPTION_TOO_LONG = 400, "message caption is too long"
    # messages
    NOT_MODIFIED = (
        400,
        "message is not modified: specified new message content and reply markup are exactly the same as a current "
        "content and reply markup of the message",
    )
    EDIT_NOT_FOUND = 400, "message to edit not found"
    CANT_EDIT = 400, "message can't be edited"
    MESSAGE_ID_MISSING = 400, "message identifier is not specified"
    # keyboards and queries
    BAD_KEYBOARD_JSON = 400, "can't parse reply keyboard markup JSON object"
    BUTTON_DATA_INVALID = 400, "BUTTON_DATA_INVALID"
    QUERY_TOO_OLD = 400, "query is too old and response timeout expired or query ID is invalid"
    # updates
    WEBHOOK_ACTIVE = (
        409,
        "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
    )
    OTHER_POLLER = (
        409,
        "terminated by other getUpdates request; make sure that only one bot instance is running",
    )
    WEBHOOK_SET = 409, "terminated by setWebhook request"
    BAD_ALLOWED_UPDATES = 400, "can't parse allowed_updates JSON object"
    # profile
    BAD_COMMANDS_JSON = 400, "can't parse commands JSON object"

    def __call__(self, *, parameters: dict[str, int] | None = None, **parts: object) -> ApiError:
        code, words = self.value
        return refuse(code, words.format(**parts) if parts else words, parameters)
