"""Every sentence with which the simulated Telegram says no. Tests hold this table against the words of the real server."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from simulator.telegram.errors import refuse

if TYPE_CHECKING:
    from simulator.telegram.errors import ApiError


class Refusal(Enum):
    """Code and words as TDLib and the server have them; `refuse` adds the prefix."""

    # the request itself
    UNAUTHORIZED = 401, ""
    NOT_FOUND = 404, "Not Found: method not found"
    FILE_NOT_FOUND = 404, "Not Found"
    JSON_EXPECTED = 400, "JSON object expected"
    PARAMETER_REQUIRED = 400, 'Parameter "{name}" is required'
    FIELD_MISSING = 400, 'Can\'t find field "{field}"'
    FIELD_TYPE = 400, 'Field "{field}" must be of type {type}'
    # who and where
    CHAT_ID_EMPTY = 400, "chat_id is empty"
    CHAT_NOT_SPECIFIED = 400, "Chat identifier is not specified"
    CHAT_NOT_FOUND = 400, "chat not found"
    USER_NOT_FOUND = 400, "User not found"
    USER_ID_INVALID = 400, "Invalid user_id specified"
    MEMBER_NOT_FOUND = 400, "Member not found"
    UPGRADED = 400, "group chat was upgraded to a supergroup chat"
    BLOCKED = 403, "bot was blocked by the user"
    NEVER_STARTED = 403, "Bot can't initiate conversation with a user"
    BOT_TO_BOT = 403, "The bot can't send messages to the bot"
    NO_GROUP_MEMBER = 403, "bot is not a member of the group chat"
    NO_SUPERGROUP_MEMBER = 403, "bot is not a member of the supergroup chat"
    NO_CHANNEL_MEMBER = 403, "bot is not a member of the channel chat"
    KICKED_FROM_GROUP = 403, "bot was kicked from the group chat"
    KICKED_FROM_SUPERGROUP = 403, "bot was kicked from the supergroup chat"
    KICKED_FROM_CHANNEL = 403, "bot was kicked from the channel chat"
    NO_PRIVATE_ADMINISTRATORS = 400, "there are no administrators in the private chat"
    CANT_LEAVE_PRIVATE = 400, "Can't leave private chats"
    NO_CHANNEL_RIGHTS = 400, "Need administrator rights in the channel chat"
    # text and entities
    TEXT_EMPTY = 400, "Message text is empty"
    TEXT_NON_EMPTY = 400, "Text must be non-empty"
    TEXT_TOO_LONG = 400, "Message is too long"
    CAPTION_TOO_LONG = 400, "Message caption is too long"
    SOURCE_TOO_LONG = 400, "Text is too long"
    BAD_PARSE_MODE = 400, "Unsupported parse_mode"
    CANT_PARSE_ENTITIES = 400, "Can't parse entities: {why}"
    BAD_ENTITY = 400, "Can't parse MessageEntity: {why}"
    ENTITY_AFTER_END = 400, "Entity begins after the end of the text at UTF-16 offset {offset}"
    ENTITY_TOO_LONG = (
        400,
        "Entity beginning at UTF-16 offset {offset} ends after the end of the text at UTF-16 offset {end}",
    )
    ENTITY_BEGINS_INSIDE = 400, "Entity begins in a middle of a UTF-16 symbol at byte offset {at}"
    ENTITY_ENDS_INSIDE = (
        400,
        "Entity beginning at UTF-16 offset {offset} ends in a middle of a UTF-16 symbol at byte offset {at}",
    )
    BAD_PREVIEW_JSON = 400, "Can't parse link preview options JSON object"
    PREVIEW_NO_OBJECT = 400, "Object expected as link preview options"
    # replies
    BAD_REPLY_JSON = 400, "Can't parse reply parameters JSON object"
    REPLY_NO_OBJECT = 400, "Object expected as reply parameters"
    REPLY_NOT_FOUND = 400, "message to be replied not found"
    QUOTE_INVALID = 400, "QUOTE_TEXT_INVALID"
    # edits
    NOT_MODIFIED = (
        400,
        (
            "message is not modified: specified new message content and reply markup are exactly the same as a current "
            "content and reply markup of the message"
        ),
    )
    EDIT_NOT_FOUND = 400, "message to edit not found"
    CANT_EDIT = 400, "Message can't be edited"
    NO_TEXT_TO_EDIT = 400, "There is no text in the message to edit"
    NO_CAPTION_TO_EDIT = 400, "There is no caption in the message to edit"
    MESSAGE_ID_MISSING = 400, "Message identifier is not specified"
    MESSAGE_ID_INVALID = 400, "MESSAGE_ID_INVALID"
    DELETE_NOT_FOUND = 400, "message to delete not found"
    CANT_DELETE = 400, "Message can't be deleted"
    CANT_DELETE_FOR_EVERYONE = 400, "Message can't be deleted for everyone"
    BAD_MESSAGE_IDS = 400, "Can't parse message_ids JSON object"
    MESSAGE_IDS_MISSING = 400, "Message identifiers are not specified"
    MESSAGE_IDS_NO_ARRAY = 400, "Expected an Array of message identifiers"
    TOO_MANY_MESSAGE_IDS = 400, "Too many message identifiers specified"
    MESSAGE_ID_NO_NUMBER = 400, "Can't parse message identifier as a Number"
    MESSAGE_ID_WRONG = 400, "Invalid message identifier specified"
    # forwards and copies
    FORWARD_NOT_FOUND = 400, "message to forward not found"
    COPY_NOT_FOUND = 400, "message to copy not found"
    CANT_FORWARD = 400, "The message can't be forwarded"
    CANT_COPY = 400, "The message can't be copied"
    PROTECTED = 400, "Message has protected content and can't be forwarded"
    NOTHING_TO_FORWARD = 400, "There are no messages to forward"
    # pins and reactions
    PIN_NOT_FOUND = 400, "message to pin not found"
    UNPIN_NOT_FOUND = 400, "message to unpin not found"
    SERVICE_NOT_PINNED = 400, "Service messages can't be pinned"
    NO_PIN_RIGHTS = 400, "Not enough rights to manage pinned messages in the chat"
    REACT_NOT_FOUND = 400, "message to react not found"
    BAD_REACTION_JSON = 400, "Can't parse reaction types JSON object"
    REACTIONS_NO_ARRAY = 400, "Expected an Array of ReactionType"
    BAD_REACTION = 400, "Can't parse ReactionType: {why}"
    REACTION_INVALID = 400, "REACTION_INVALID"
    TOO_MANY_REACTIONS = 400, "REACTIONS_TOO_MANY"
    # keyboards
    BAD_KEYBOARD_JSON = 400, "Can't parse reply keyboard markup JSON object"
    KEYBOARD_NO_OBJECT = 400, "Object expected as reply markup"
    KEYBOARD_ROWS = 400, 'Field "keyboard" must be an Array of Arrays'
    INLINE_ROWS = 400, 'Field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays'
    BAD_KEYBOARD_BUTTON = 400, "Can't parse keyboard button: {why}"
    BAD_INLINE_BUTTON = 400, "Can't parse inline keyboard button: {why}"
    INLINE_EXPECTED = 400, "Inline keyboard expected"
    MARKUP_TOO_LONG = 400, "reply markup is too long"
    BUTTON_DATA_INVALID = 400, "BUTTON_DATA_INVALID"
    BUTTON_COPY_INVALID = 400, "BUTTON_COPY_TEXT_INVALID"
    BUTTON_URL_INVALID = 400, "Inline keyboard button URL '{url}' is invalid: Wrong HTTP URL"
    LOGIN_URL_INVALID = 400, "Inline keyboard button login URL '{url}' is invalid: Wrong HTTP URL"
    WEB_APP_URL_INVALID = 400, "Inline keyboard button Web App URL '{url}' is invalid: Only HTTPS links are allowed"
    CONTACT_BUTTON_PLACE = 400, "Phone number can be requested in private chats only"
    LOCATION_BUTTON_PLACE = 400, "Location can be requested in private chats only"
    POLL_BUTTON_PLACE = 400, "Poll can be requested in private chats only"
    USERS_BUTTON_PLACE = 400, "Users can be requested in private chats only"
    CHAT_BUTTON_PLACE = 400, "Chats can be requested in private chats only"
    WEB_APP_BUTTON_PLACE = 400, "Web App buttons can be used in private chats only"
    # queries
    QUERY_TOO_OLD = 400, "query is too old and response timeout expired or query ID is invalid"
    MESSAGE_TOO_LONG = 400, "MESSAGE_TOO_LONG"
    URL_INVALID = 400, "URL_INVALID"
    BAD_RESULTS_JSON = 400, "Can't parse JSON encoded inline query results: Expected value"
    RESULTS_NO_ARRAY = 400, "Expected an Array of inline query results"
    TOO_MANY_RESULTS = 400, "Too many inline query results specified"
    BAD_RESULT = 400, "Can't parse inline query result: {why}"
    RESULT_ID_INVALID = 400, "RESULT_ID_INVALID"
    RESULT_ID_DUPLICATE = 400, "RESULT_ID_DUPLICATE"
    RESULT_TYPE_INVALID = 400, "RESULT_TYPE_INVALID"
    ARTICLE_TITLE_EMPTY = 400, "ARTICLE_TITLE_EMPTY"
    BAD_RESULTS_BUTTON_JSON = 400, "Can't parse inline query results button JSON object"
    RESULTS_BUTTON_NO_OBJECT = 400, "InlineQueryResultsButton must be an Object"
    RESULTS_BUTTON_FIELDS = 400, "InlineQueryResultsButton must have exactly one optional field"
    # media and files
    NO_PHOTO = 400, "There is no photo in the request"
    NO_DOCUMENT = 400, "There is no document in the request"
    NO_VOICE = 400, "There is no voice in the request"
    NO_VIDEO = 400, "There is no video in the request"
    NO_VIDEO_NOTE = 400, "There is no video note in the request"
    NO_AUDIO = 400, "There is no audio in the request"
    NO_ANIMATION = 400, "There is no animation in the request"
    NO_STICKER = 400, "There is no sticker in the request"
    URL_NOT_FETCHED = 400, "Failed to get HTTP URL content"
    WRONG_FILE_ID = 400, "Wrong remote file identifier specified: can't unserialize it"
    FILE_OF_OTHER_TYPE = 400, "Can't use file of type {real} as {wanted}"
    FILE_EMPTY = 400, "File must be non-empty"
    UPLOAD_TOO_LARGE = 413, "Request Entity Too Large"
    PHOTO_TOO_BIG = 400, "File of size {size} bytes is too big for a photo; the maximum size is {limit} bytes"
    IMAGE_PROCESS_FAILED = 400, "IMAGE_PROCESS_FAILED"
    PHOTO_DIMENSIONS = 400, "PHOTO_INVALID_DIMENSIONS"
    BAD_INPUT_MEDIA = 400, "Can't parse InputMedia: {why}"
    BAD_MEDIA_JSON = 400, "Can't parse media JSON object"
    MEDIA_NO_ARRAY = 400, "Expected an Array of InputMedia"
    ALBUM_EMPTY = 400, "There are no messages to send"
    ALBUM_TOO_LONG = 400, "Too many messages to send as an album"
    ALBUM_MIXED = 400, "Can't use the media of the specified type in the album"
    FILE_ID_MISSING = 400, "file_id not specified"
    FILE_ID_INVALID = 400, "invalid file_id"
    FILE_TOO_BIG = 400, "file is too big"
    # places, dice, actions
    LATITUDE_EMPTY = 400, "latitude is empty"
    LONGITUDE_EMPTY = 400, "longitude is empty"
    WRONG_LOCATION = 400, "Invalid location specified"
    WRONG_DICE = 400, "EMOTICON_INVALID"
    WRONG_ACTION = 400, "Wrong parameter action in request"
    # topics
    NO_FORUM = 400, "The chat is not a forum"
    THREAD_NOT_FOUND = 400, "message thread not found"
    TOPIC_ID_INVALID = 400, "TOPIC_ID_INVALID"
    TOPIC_CLOSED = 400, "TOPIC_CLOSED"
    TOPIC_NOT_MODIFIED = 400, "TOPIC_NOT_MODIFIED"
    TOPIC_NAME_EMPTY = 400, "Name must be non-empty"
    BAD_ICON_COLOR = 400, "Invalid icon color specified"
    NO_RIGHTS_TO_CREATE_TOPIC = 400, "Not enough rights to create a topic"
    NO_RIGHTS_TO_EDIT_TOPIC = 400, "Not enough rights to edit the topic"
    NO_RIGHTS_TO_CLOSE_TOPIC = 400, "Not enough rights to close or open the topic"
    NO_RIGHTS_TO_DELETE_TOPIC = 400, "Not enough rights to delete the topic"
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
    WEBHOOK_URL_INVALID = 400, "invalid webhook URL specified"
    WEBHOOK_NOT_HTTPS = 400, "bad webhook: An HTTPS URL must be provided for webhook"
    SECRET_TOO_LONG = 400, "secret token is too long"
    SECRET_CHARACTERS = 400, "secret token contains unallowed characters"
    # profile
    BAD_COMMANDS_JSON = 400, "Can't parse commands JSON object"
    COMMANDS_NO_ARRAY = 400, "Expected an Array of BotCommand"
    BAD_COMMAND = 400, "Can't parse BotCommand: {why}"
    TOO_MANY_COMMANDS = 400, "BOT_COMMANDS_TOO_MUCH"
    COMMAND_INVALID = 400, "BOT_COMMAND_INVALID"
    COMMAND_EMPTY = 400, "Command must be non-empty"
    COMMAND_TOO_LONG = 400, "Command length must not exceed 32"
    COMMAND_DESCRIPTION_EMPTY = 400, "Command description must be non-empty"
    COMMAND_DESCRIPTION_TOO_LONG = 400, "Command description length must not exceed 256"
    BAD_SCOPE_JSON = 400, "Can't parse BotCommandScope JSON object"
    SCOPE_NO_OBJECT = 400, "BotCommandScope must be an Object"
    SCOPE_UNSUPPORTED = 400, "Can't parse BotCommandScope: Unsupported type specified"
    SCOPE_CHAT_EMPTY = 400, "Can't parse BotCommandScope: Empty chat_id specified"
    BAD_LANGUAGE = 400, "Invalid language code specified"
    NAME_TOO_LONG = 400, "BOT_TITLE_INVALID"
    DESCRIPTION_TOO_LONG = 400, "BOT_DESC_INVALID"
    SHORT_DESCRIPTION_TOO_LONG = 400, "BOT_SHARETEXT_INVALID"
    BAD_MENU_JSON = 400, "Can't parse menu button JSON object"
    MENU_NO_OBJECT = 400, "MenuButton must be an Object"
    MENU_UNSUPPORTED = 400, "MenuButton has unsupported type"
    BAD_RIGHTS_JSON = 400, "Can't parse ChatAdministratorRights JSON object"
    RIGHTS_NO_OBJECT = 400, "ChatAdministratorRights must be an Object"


def refused(refusal: Refusal, *, parameters: dict[str, int] | None = None, **parts: object) -> ApiError:
    """The error to raise; `{…}` in the refusal's words are filled from `parts`."""
    code, words = refusal.value
    return refuse(code, words.format(**parts) if parts else words, parameters)
