"""The Telegram side, put together: a bot, its dispatcher, its way in and its way out."""

from aiogram import Bot, Dispatcher
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.enums import ParseMode

from bots.conversation.house import House
from bots.telegram.handlers import make_router
from bots.telegram.inbox import TelegramInbox
from bots.telegram.read import MESSENGER
from bots.telegram.sender import TelegramSender


class TelegramApp:
    def __init__(self, house: House, token: str) -> None:
        session = AiohttpSession(api=TelegramAPIServer.from_base(house.settings.telegram.api))
        self.bot = Bot(
            token, session=session, default=DefaultBotProperties(parse_mode=ParseMode.HTML, link_preview_is_disabled=True)
        )
        self.dispatcher = Dispatcher(house=house)
        self.dispatcher.include_router(make_router())
        self.inbox = TelegramInbox(house, self.bot, self.dispatcher)
        house.messengers[MESSENGER] = TelegramSender(self.bot, house.texts)

    async def close(self) -> None:
        await self.bot.session.close()
