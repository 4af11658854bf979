"""From the first link to the first deal: the thin slice through every room."""

from bots.conversation.flows.people.joining import INVITE
from bots.conversation.founding import first_invite
from tests.town import Town


async def test_a_newcomer_saves_her_first_deal(village: Town) -> None:
    olga = village.olga
    invite = await first_invite(village.house)
    assert invite is not None
    await olga.starts(INVITE + invite.code)
    await olga.sees(village.say("welcome.language"))
    await olga.taps("Русский" if village.language == "ru" else "English")
    await olga.taps(village.say("zone.Europe/Moscow"))
    await olga.sees("/new")
    await olga.says("/new Окна для кафе")
    card = await olga.sees("Окна для кафе")
    stage = village.say("founding.stage.negotiation")
    assert stage in await olga.taps(stage)
    moved = await olga.sees("Окна для кафе", stage)
    assert moved.id == card.id, "the card is edited in place"
    await olga.taps(village.say("action.undo"))
    await olga.sees("Окна для кафе", village.say("founding.stage.new"))
