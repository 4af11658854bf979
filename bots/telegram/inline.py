"""Inline mode: `@bot words` in any chat finds one's cards and sends one there. Answered at once, beside the outbox."""

from contextlib import suppress

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import InlineQuery, InlineQueryResultArticle, InputTextMessageContent, LinkPreviewOptions

from bots.conversation.cards.shared import SharedCard
from bots.conversation.house import House
from bots.conversation.sharing import cards_to_share
from bots.telegram.read import MESSENGER
from bots.telegram.render import shared

MOST_PAGES = 50


async def answer_inline(house: House, bot: Bot, query: InlineQuery) -> None:
    """A personal answer that nobody caches: what one sees changes with every event and with one's role."""
    number = int(query.offset) if query.offset.isdecimal() and int(query.offset) < MOST_PAGES else 0
    found = await cards_to_share(house, MESSENGER, str(query.from_user.id), query.query, number)
    with suppress(TelegramBadRequest):  # asked over 30 s ago: the person has typed on
        await bot.answer_inline_query(
            query.id,
            [_result(card) for card in found.items],
            cache_time=0,
            is_personal=True,
            next_offset=str(number + 1) if found.more else "",
        )


def _result(card: SharedCard) -> InlineQueryResultArticle:
    return InlineQueryResultArticle(
        id=f"{card.card.ref.noun}:{card.card.ref.id}",
        title=shared.title(card),
        description=shared.description(card) or None,
        input_message_content=InputTextMessageContent(
            message_text=shared.message(card), link_preview_options=LinkPreviewOptions(is_disabled=True)
        ),
    )
