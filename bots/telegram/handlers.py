"""One handler per update kind; our own tables do the rest."""

from contextlib import suppress

from aiogram import Bot, Router
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import CallbackQuery, Message, Update

from bots.conversation.deliver import deliver
from bots.conversation.desk import Answer, receive
from bots.conversation.house import House
from bots.telegram.read import read_message, read_tap

TOAST_LIMIT = 200


def make_router() -> Router:
    router = Router(name="voronka")
    router.message.register(on_message)
    router.callback_query.register(on_tap)
    return router


async def on_message(message: Message, event_update: Update, house: House) -> None:
    incoming = read_message(message, message.from_user, event_update.update_id) if message.from_user else None
    if incoming is None:
        await pass_over(house, event_update)
        return
    answer = await receive(house, incoming)
    if answer.outgoing:
        await deliver(house, answer.outgoing)


async def on_tap(query: CallbackQuery, event_update: Update, house: House, bot: Bot) -> None:
    incoming = read_tap(query, event_update.update_id, house.clock.now())
    if incoming is None:
        await pass_over(house, event_update)
        return
    answer = await receive(house, incoming)
    await _toast(bot, query, house, answer)
    if answer.outgoing:
        await deliver(house, answer.outgoing)


async def pass_over(house: House, update: Update) -> None:
    """Nothing to do: the row is only marked done."""
    async with house.store.work(f"tg:{update.update_id}"):
        pass


async def _toast(bot: Bot, query: CallbackQuery, house: House, answer: Answer) -> None:
    words = house.texts.words(answer.language, answer.time_zone)
    text = words.notice(answer.toast)[:TOAST_LIMIT] if answer.toast else None
    with suppress(TelegramBadRequest):  # older than 150 s: the card itself still answers
        await bot.answer_callback_query(query.id, text=text)
