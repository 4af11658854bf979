"""One handler per update kind; our own tables do the rest."""

import asyncio

import structlog
from aiogram import Bot, Router
from aiogram.exceptions import AiogramError
from aiogram.types import CallbackQuery, ChatMemberUpdated, InlineQuery, Message, Update

from bots.conversation.delivery.deliver import deliver
from bots.conversation.desk import Answer, receive
from bots.conversation.house import House
from bots.telegram.inline import answer_inline
from bots.telegram.read import address_of, read_message, read_reach, read_tap

TOAST_LIMIT = 200

NOTHING = Answer(None, None, "en", "UTC")

log = structlog.get_logger()


def make_router() -> Router:
    router = Router(name="voronka")
    router.message.register(on_message)
    router.edited_message.register(on_message)
    router.callback_query.register(on_tap)
    router.inline_query.register(on_inline)
    router.my_chat_member.register(on_reach)
    return router


async def on_message(message: Message, event_update: Update, house: House) -> None:
    if message.migrate_to_chat_id:
        await house.store.outbox.moved(address_of(message), str(message.migrate_to_chat_id))
    incoming = read_message(message, message.from_user, event_update.update_id) if message.from_user else None
    if incoming is None:
        await pass_over(house, event_update)
        return
    answer = await receive(house, incoming)
    if answer.outgoing:
        await deliver(house, answer.outgoing)


async def on_tap(query: CallbackQuery, event_update: Update, house: House, bot: Bot) -> None:
    incoming = read_tap(query, event_update.update_id, house.clock.now())
    if incoming is None:  # on a card that inline mode sent into another chat
        await _toast(bot, query, house, NOTHING)
        await pass_over(house, event_update)
        return
    answer = await receive(house, incoming)
    async with asyncio.TaskGroup() as group:
        group.create_task(_toast(bot, query, house, answer))
        if answer.outgoing:
            group.create_task(deliver(house, answer.outgoing))


async def on_inline(query: InlineQuery, event_update: Update, house: House, bot: Bot) -> None:
    await answer_inline(house, bot, query)
    await pass_over(house, event_update)


async def on_reach(event: ChatMemberUpdated, event_update: Update, house: House) -> None:
    """Somebody blocked the bot in private, or let it in again."""
    if (reach := read_reach(event)) is not None:
        await house.store.outbox.reached(reach.address, reachable=reach.reachable)
    await pass_over(house, event_update)


async def pass_over(house: House, update: Update) -> None:
    """Nothing to do: the row is only marked done."""
    async with house.store.work(f"tg:{update.update_id}"):
        pass


async def _toast(bot: Bot, query: CallbackQuery, house: House, answer: Answer) -> None:
    words = house.texts.words(answer.language, answer.time_zone, house.clock.now())
    text = words.notice(answer.toast)[:TOAST_LIMIT] if answer.toast else None
    try:
        await bot.answer_callback_query(query.id, text=text)
    except AiogramError as error:  # older than 150 s, or no connection: the card itself still answers
        log.info("a tap was not answered", error=str(error))
