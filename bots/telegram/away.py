"""When Telegram does not answer as it should."""

from aiogram.exceptions import ClientDecodeError, TelegramNetworkError, TelegramServerError

AWAY = (TelegramNetworkError, TelegramServerError, ClientDecodeError)
"""No connection, a trouble of Telegram's, or a page of some gateway's in place of an answer: asking again is right."""
