"""The bot's own name, descriptions and menus of commands, per language and per person. Only what differs is set: Telegram allows
few changes of a name a day."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from functools import partial

import structlog
from aiogram import Bot
from aiogram.exceptions import AiogramError, TelegramRetryAfter
from aiogram.types import BotCommand, BotCommandScopeChat, BotCommandScopeDefault

from bots.conversation.flows.help import commands_of
from bots.conversation.house import House
from bots.conversation.texts import LANGUAGES, Words
from bots.telegram.read import MESSENGER
from core.crm.access import actor_of

NAME, DESCRIPTION, SHORT_DESCRIPTION, COMMAND_LINE = 64, 512, 120, 256
"""Letters that Telegram takes."""
LONGEST_WAIT = 60
"""Seconds; what Telegram wants to be asked later than that waits for the next start."""

Menu = tuple[tuple[str, str], ...]

log = structlog.get_logger()


async def set_profile(bot: Bot, house: House) -> None:
    """Whatever differs from what Telegram has. What fails is logged and left as it is: no work depends on it."""
    for language in ("", *LANGUAGES):  # "" is for everybody whose app speaks neither
        words = house.texts.words(language or house.settings.company.language)
        await _safely(partial(_set_words, bot, house, words, language))
    async for chat, menu in _menus(house):
        await _safely(partial(set_menu, bot, chat, menu))


async def set_menu(bot: Bot, chat: str, menu: Menu) -> str:
    """One person's menu; an empty one falls back to everybody's. Answers what stands for a message's id."""
    scope = BotCommandScopeChat(chat_id=int(chat))
    wanted = _commands(menu)
    if wanted != await bot.get_my_commands(scope=scope):
        await (bot.set_my_commands(wanted, scope=scope) if wanted else bot.delete_my_commands(scope=scope))
    return "menu"


async def _set_words(bot: Bot, house: House, words: Words, language: str) -> None:
    company = house.settings.company.name
    name = words.say("profile.name", company=company)[:NAME]
    if (await bot.get_my_name(language_code=language)).name != name:
        await bot.set_my_name(name=name, language_code=language)
    description = words.say("profile.description", company=company)[:DESCRIPTION]
    if (await bot.get_my_description(language_code=language)).description != description:
        await bot.set_my_description(description=description, language_code=language)
    short = words.say("profile.short", company=company)[:SHORT_DESCRIPTION]
    if (await bot.get_my_short_description(language_code=language)).short_description != short:
        await bot.set_my_short_description(short_description=short, language_code=language)
    start, scope = _commands((("start", words.say("profile.start")),)), BotCommandScopeDefault()
    if await bot.get_my_commands(scope=scope, language_code=language) != start:
        await bot.set_my_commands(start, scope=scope, language_code=language)


async def _menus(house: House) -> AsyncIterator[tuple[str, Menu]]:
    """Every colleague's private chat, and the commands they have, in their language."""
    async with house.store.reading() as reads:
        people = [person for person in await reads.people.all() if person.active]
        chats = {person.id: await reads.people.identities(person.id) for person in people}
        teams, rights = await reads.teams.all(), house.settings.rights()
    actors = [actor_of(person, people, teams, rights) for person in people]
    for actor in actors:
        words = house.texts.words(actor.person.language)
        menu = tuple((command.name, words.say(f"command.{command.name}")) for command in commands_of(actor))
        for identity in chats[actor.id]:
            if identity.messenger == MESSENGER:
                yield identity.chat, menu


def _commands(menu: Menu) -> list[BotCommand]:
    return [BotCommand(command=name, description=line[:COMMAND_LINE]) for name, line in menu]


async def _safely(step: Callable[[], Awaitable[object]]) -> None:
    try:
        try:
            await step()
        except TelegramRetryAfter as error:
            if error.retry_after > LONGEST_WAIT:
                raise
            await asyncio.sleep(error.retry_after)
            await step()
    except AiogramError as error:
        log.warning("the bot's profile stays as it is", error=str(error))
