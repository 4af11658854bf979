"""/team: colleagues, what they have in hand, their role and team."""

from bots.conversation.actions.people import (
    AskRole,
    AskTeam,
    GiveRole,
    LetGo,
    NewInvite,
    PutInTeam,
    ShowLeft,
    ShowPeople,
    ShowPerson,
    TakeBack,
)
from bots.conversation.builders import Viewer, builds
from bots.conversation.cards import Card, Question, Sheet
from bots.conversation.cards.lists import Item, listing
from bots.conversation.cards.questions import Option
from bots.conversation.flows.help import renew_menu
from bots.conversation.routes import command, does, shows
from bots.conversation.talk import Talk
from bots.conversation.views import Reply, View
from core.crm.access import Actor, Right, teams_below
from core.crm.colleagues import colleague_of, give_role, may_manage, put_in_team, sees_card, take_back
from core.crm.people import Load, Person, Role, Team
from core.crm.teams import tree
from core.errors import Missing, Refusal
from core.facts import Term
from core.paging import Page, Paged
from core.ports import Reads, Work
from core.tasks.delivery import Notice

MOST_TEAMS = 40


@command("team", "команда", "коллеги")
async def team_command(_talk: Talk, _reads: Reads, _rest: str) -> Reply:
    return Reply(view=View("people"))


@shows(ShowPeople)
async def show_people(_talk: Talk, _reads: Reads, action: ShowPeople) -> Reply:
    return Reply(view=View("people", page=action.page))


@shows(ShowLeft)
async def show_left(_talk: Talk, _reads: Reads, action: ShowLeft) -> Reply:
    return Reply(view=View("left", page=action.page))


@shows(ShowPerson)
async def show_person(_talk: Talk, _reads: Reads, action: ShowPerson) -> Reply:
    return Reply(view=View("person", action.person_id))


@shows(AskRole)
async def ask_role(_talk: Talk, _reads: Reads, action: AskRole) -> Reply:
    return Reply(view=View("person_role", action.person_id))


@shows(AskTeam)
async def ask_team(_talk: Talk, _reads: Reads, action: AskTeam) -> Reply:
    return Reply(view=View("person_team", action.person_id))


@does(GiveRole)
async def role_given(talk: Talk, work: Work, action: GiveRole) -> Reply:
    if action.role not in set(Role):
        raise Refusal("button.unknown")
    saved = await give_role(work, talk.actor, action.person_id, Role(action.role), action.seen)
    renew_menu(work, saved.person)
    toast = Notice("person.role_given.toast", {"role": Term(f"role.{action.role}")})
    return Reply(view=View("person", action.person_id), undo=saved.event.id, toast=toast)


@does(PutInTeam)
async def team_given(talk: Talk, work: Work, action: PutInTeam) -> Reply:
    saved = await put_in_team(work, talk.actor, action.person_id, action.team_id, action.seen)
    return Reply(view=View("person", action.person_id), undo=saved.event.id, toast=Notice("person.moved.toast"))


@does(TakeBack)
async def taken_back(talk: Talk, work: Work, action: TakeBack) -> Reply:
    saved = await take_back(work, talk.actor, action.person_id, action.seen)
    renew_menu(work, saved.person)
    return Reply(view=View("person", action.person_id), undo=saved.event.id, toast=Notice("person.came_back.toast"))


@builds("people")
async def people_list(reads: Reads, viewer: Viewer, view: View) -> Card:
    """Team after team; what somebody has in hand is shown to who may see it."""
    actor, teams = viewer.actor, tree(await reads.teams.all())
    names = {team.id: team.name for _depth, team in teams}
    order = {team.id: number for number, (_depth, team) in enumerate(teams)}
    people = _around(actor, [person for person in await reads.people.all() if person.active], [team for _, team in teams])
    people.sort(key=lambda person: (order.get(person.team_id or 0, len(order)), person.name.casefold()))
    page = Page(view.page)
    shown = Paged.cut(people[page.offset : page.offset + page.size + 1], page)
    loads = await reads.people.loads([person.id for person in shown.items if sees_card(actor, person)])
    offers = (NewInvite(),) if actor.may(Right.INVITE) else ()
    return listing(
        Notice("people.title", {"n": len(people)}),
        shown.map(lambda person: _line(person, names, loads.get(person.id, Load()) if sees_card(actor, person) else None)),
        ShowPeople,
        offers=(*offers, ShowLeft()) if actor.may(Right.ADMINISTER) else offers,
    )


@builds("left")
async def left_list(reads: Reads, viewer: Viewer, view: View) -> Card:
    viewer.actor.require(Right.ADMINISTER)
    people = [person for person in await reads.people.all() if not person.active]
    page = Page(view.page)
    shown = Paged.cut(people[page.offset : page.offset + page.size + 1], page)
    return listing(
        Notice("people.left.title"),
        shown.map(lambda person: Item(person.name, ShowPerson(person.id))),
        ShowLeft,
        back=ShowPeople(),
    )


def _around(actor: Actor, people: list[Person], teams: list[Team]) -> list[Person]:
    """Everybody for who sees all, else the own team and those below."""
    if actor.may(Right.SEE_ALL) or actor.person.team_id is None:
        return people
    near = teams_below(actor.person.team_id, teams)
    return [person for person in people if person.team_id in near or person.id == actor.id]


def _line(person: Person, teams: dict[int, str], load: Load | None) -> Item:
    role = Term(f"role.{person.role.value}.short")
    where = {"team": teams[person.team_id]} if person.team_id in teams else {}
    key = "person.line" if where else "person.line.no_team"
    if load is None:
        return Item(person.name, ShowPerson(person.id), Notice(key, {"role": role, **where}))
    hand = {"deals": load.deals, "tasks": load.tasks}
    return Item(person.name, ShowPerson(person.id), Notice(f"{key}.load", {"role": role, **where, **hand}))


@builds("person")
async def person_card(reads: Reads, viewer: Viewer, view: View) -> Card:
    actor = viewer.actor
    person = await reads.people.get(view.id)
    if person.deleted_at is not None:
        raise Missing("person")
    team = await reads.teams.get(person.team_id) if person.team_id else None
    facts = [Notice("person.role", {"role": Term(f"role.{person.role.value}")})]
    if team:
        facts.append(Notice("person.team", {"team": team.name}))
    if not person.active:
        facts.append(Notice("person.inactive"))
    if sees_card(actor, person):
        load = (await reads.people.loads([person.id])).get(person.id, Load())
        facts.append(Notice("person.load", {"contacts": load.contacts, "deals": load.deals, "tasks": load.tasks}))
    return Sheet(
        title=Notice("person.title", {"name": person.name}),
        facts=tuple(facts),
        options=tuple(_changes(actor, person)),
        back=ShowLeft() if not person.active and actor.may(Right.ADMINISTER) else ShowPeople(),
    )


def _changes(actor: Actor, person: Person) -> list[Option]:
    options = []
    if actor.may(Right.ADMINISTER):
        options += [Option(Notice("action.role"), AskRole(person.id)), Option(Notice("action.put_in_team"), AskTeam(person.id))]
    if may_manage(actor, person):
        leaving = LetGo(person.id) if person.active else TakeBack(person.id, person.version)
        options.append(Option(Notice(leaving.label), leaving))
    return options


@builds("person_role")
async def role_question(reads: Reads, viewer: Viewer, view: View) -> Card:
    viewer.actor.require(Right.ADMINISTER)
    person = await colleague_of(reads, viewer.actor, view.id)
    return Question(
        text=Notice("person.ask.role", {"name": person.name}),
        options=tuple(Option(Notice(f"role.{role.value}"), GiveRole(person.id, role.value, person.version)) for role in Role),
        back=ShowPerson(person.id),
    )


@builds("person_team")
async def team_question(reads: Reads, viewer: Viewer, view: View) -> Card:
    viewer.actor.require(Right.ADMINISTER)
    person = await colleague_of(reads, viewer.actor, view.id)
    teams = tree(await reads.teams.all())[:MOST_TEAMS]
    into = [Option(f"{'· ' * depth}{team.name}", PutInTeam(person.id, team.id, person.version)) for depth, team in teams]
    return Question(
        text=Notice("person.ask.team", {"name": person.name}),
        options=(*into, Option(Notice("team.none"), PutInTeam(person.id, None, person.version))),
        back=ShowPerson(person.id),
    )
