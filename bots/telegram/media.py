"""Files in Telegram: sent again by their file_id, and their bytes fetched."""

from collections.abc import AsyncIterator
from typing import Any

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest, TelegramRetryAfter
from aiogram.types import InlineKeyboardMarkup
from aiohttp import ClientError

from bots.conversation.delivery.sending import Permanent, Temporary
from bots.telegram.away import AWAY
from bots.telegram.drawn import Drawn, Media
from core.tasks.delivery import Address

UNCAPTIONED = frozenset({"video_note", "sticker"})
CHUNK = 256 * 1024
FETCH_SECONDS = 60


async def send_media(bot: Bot, address: Address, drawn: Drawn, media: Media, keyboard: InlineKeyboardMarkup | None) -> str:
    """The file with the card as its caption; answers the message's id."""
    senders: dict[str, Any] = {
        "photo": bot.send_photo,
        "voice": bot.send_voice,
        "video": bot.send_video,
        "audio": bot.send_audio,
        "animation": bot.send_animation,
        "video_note": bot.send_video_note,
        "sticker": bot.send_sticker,
    }
    send = senders.get(media.kind, bot.send_document)
    caption = {} if media.kind in UNCAPTIONED else {"caption": drawn.html}
    thread = int(address.thread) if address.thread else None
    sent = await send(address.chat, media.reference, message_thread_id=thread, reply_markup=keyboard, **caption)
    return str(sent.message_id)


async def fetch(bot: Bot, reference: str) -> AsyncIterator[bytes]:
    """The bytes of a file, in chunks; up to 20 MB, which is the Bot API's limit. Raises Temporary or Permanent.

    The address holds the bot's token, so it stays inside this function.
    """
    try:
        file = await bot.get_file(reference)
        if file.file_path is None:
            raise Permanent("the file has no bytes to fetch")
        url = bot.session.api.file_url(bot.token, file.file_path)
        async for chunk in bot.session.stream_content(url, timeout=FETCH_SECONDS, chunk_size=CHUNK, raise_for_status=True):
            yield chunk
    except TelegramBadRequest as error:
        raise Permanent(error.message) from error
    except (TelegramRetryAfter, *AWAY, ClientError, OSError) as error:
        raise Temporary(type(error).__name__) from error
