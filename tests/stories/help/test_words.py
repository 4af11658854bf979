"""A command's words, Russian and English, do what the command does, without a slash."""

from bots.conversation.routes import commands
from tests.town import Town


async def test_every_word_of_a_command_is_the_command(town: Town) -> None:
    anna = town.anna

    async def told(line: str) -> str:
        await anna.says("/settings")
        await anna.sees(town.say("settings.title"))
        await anna.says(line)
        return (await anna.sees()).text

    for command in commands.values():
        shown = await told(f"/{command.name}")
        for word in command.words:
            assert await told(word.capitalize()) == shown, word
