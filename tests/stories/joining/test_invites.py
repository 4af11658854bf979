"""The door: who comes in, who does not, and what each is told."""

from datetime import timedelta

from bots.conversation.actions.codec import base36
from bots.conversation.flows.people.joining import INVITE
from core.crm.joining import make_invite
from core.crm.people import Person, Role
from tests.phone import Phone
from tests.town import Town


async def invited(town: Town, by: Phone, role: str = "role.rep", team: str = "South") -> str:
    """The start payload of a link that was made by buttons."""
    await by.says("/invite")
    await by.sees(town.say("invite.ask.role"))
    await by.taps(town.say(role))
    await by.sees(town.say("invite.ask.team"))
    await by.taps(team)
    card = await by.sees(town.say("invite.title", role=town.say(role)))
    return card.text.partition("?start=")[2].split()[0]


async def people(town: Town) -> list[Person]:
    async with town.store.reading() as reads:
        return await reads.people.all()


async def test_an_invite_brings_a_colleague_in(town: Town) -> None:
    payload = await invited(town, town.anna)
    stan = town.stan
    await stan.starts(payload)
    await stan.sees(town.say("welcome.language"))
    assert stan.buttons()[0] == ("Русский" if town.language == "ru" else "English"), "the messenger's guess comes first"
    await stan.taps("English")
    await stan.sees("What is your time zone?")
    await stan.says("Екб")
    await stan.sees("All set!")
    person = await town.person("stan")
    assert (person.role, person.language, person.time_zone, person.onboarded) == (Role.REP, "en", "Asia/Yekaterinburg", True)
    await stan.sees("/new Windows for the café 120k")
    await stan.taps("New deal")
    await town.clara.starts(payload)
    await town.clara.sees(town.say("invite.used"))
    assert len(await people(town)) == 5


async def test_the_phone_says_where_it_is(town: Town) -> None:
    await town.stan.starts(await invited(town, town.anna))
    await town.stan.taps("English")
    await town.stan.taps("Share location")
    await town.stan.sees("Press the button")
    await town.stan.sends_location(43.12, 131.89)
    await town.stan.sees("All set!")
    assert (await town.person("stan")).time_zone == "Asia/Vladivostok"


async def test_an_unknown_town_is_asked_again(town: Town) -> None:
    await town.stan.starts(await invited(town, town.anna))
    await town.stan.taps("English")
    await town.stan.says("<b>Ы</b>")
    await town.stan.sees("<b>Ы</b>", "NYC")
    await town.stan.says("NYC")
    await town.stan.sees("All set!")
    assert (await town.person("stan")).time_zone == "America/New_York"


async def test_an_expired_invite(town: Town) -> None:
    payload = await invited(town, town.anna)
    await town.later(hours=town.house.settings.limits.invite_hours + 1)
    await town.stan.starts(payload)
    await town.stan.sees(town.say("invite.expired"))
    await town.stan.says("пустите")
    await town.stan.sees(town.say("visitor.hello", company=town.house.settings.company.name))
    assert len(await people(town)) == 4


async def test_an_unknown_invite(town: Town) -> None:
    await town.stan.starts(INVITE + "no-such-code")
    await town.stan.sees(town.say("invite.unknown"))
    assert len(await people(town)) == 4


async def test_a_revoked_invite(town: Town) -> None:
    payload = await invited(town, town.anna)
    await town.anna.taps(town.say("action.revoke"))
    await town.anna.sees(town.say("invites.title"), town.say("list.empty"))
    await town.stan.starts(payload)
    await town.stan.sees(town.say("invite.unknown"))
    await town.anna.taps(town.say("action.undo"))
    await town.anna.sees(town.say("invite.title", role=town.say("role.rep")))
    await town.stan.starts(payload)
    await town.stan.sees(town.say("welcome.language"))


async def test_a_colleague_needs_no_invite(town: Town) -> None:
    payload = await invited(town, town.anna)
    await town.olga.starts(payload)
    await town.olga.sees(town.say("invite.inside", company=town.house.settings.company.name))
    await town.stan.starts(payload)
    await town.stan.sees(town.say("welcome.language"))


async def test_a_link_for_somebody_added_before(town: Town) -> None:
    async with town.store.work("added") as work:
        added = work.save(Person(id=work.new_id(), created_at=work.now, name="Степан", role=Role.MANAGER, language="ru"))
        work.record("person.changed", None, [added.ref], name=added.name, fields="")
        invite = make_invite(work, None, added.role, None, timedelta(hours=1), added.id)
    await town.stan.starts(INVITE + invite.code)
    await town.stan.sees("языке")
    person = await town.person("stan")
    assert (person.id, person.name, person.role) == (added.id, "Степан", Role.MANAGER)


async def test_a_manager_invites_reps_into_the_own_team(town: Town) -> None:
    await town.max.says("/invite")
    card = await town.max.sees(town.say("invite.title", role=town.say("role.rep")), "North")
    payload = card.text.partition("?start=")[2].split()[0]
    await town.stan.starts(payload)
    await town.stan.sees(town.say("welcome.language"))
    assert (await town.person("stan")).team_id == (await town.person("max")).team_id


async def test_a_rep_invites_nobody(town: Town) -> None:
    await town.olga.says("/invite")
    await town.olga.sees(town.say("command.unknown"))


async def test_start_says_hello_and_opens_cards(town: Town) -> None:
    await town.olga.starts()
    await town.olga.sees(town.say("hello.title", name="Ольга Смирнова"))
    await town.olga.says("/new Окна для кафе")
    await town.olga.sees("Окна для кафе")
    async with town.store.reading() as reads:
        deal_id = (await reads.deals.owned((await town.person("olga")).id))[0].id
    await town.olga.starts(f"deal_{base36(deal_id)}")
    await town.olga.sees("Окна для кафе")
    await town.pavel.starts(f"deal_{base36(deal_id)}")
    await town.pavel.sees(town.say("missing.deal"))
    await town.olga.starts("deal_;DROP TABLE")
    await town.olga.sees(town.say("hello.title", name="Ольга Смирнова"))
