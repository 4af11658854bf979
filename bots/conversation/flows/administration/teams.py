"""Teams, as those who administer see them: a tree."""

from bots.conversation import forms
from bots.conversation.actions.administration import (
    AddTeam,
    ArchiveTeam,
    AskParent,
    MoveTeam,
    RenameTeam,
    ShowAdmin,
    ShowTeam,
    ShowTeams,
)
from bots.conversation.actions.people import ShowPerson
from bots.conversation.builders import Viewer, builds
from bots.conversation.cards import Card, Question, Sheet
from bots.conversation.cards.lists import Item, listing
from bots.conversation.cards.questions import Option
from bots.conversation.flows.names import parse_entry_name
from bots.conversation.forms import Form, FormField, Values
from bots.conversation.routes import does, shows
from bots.conversation.talk import Talk
from bots.conversation.views import Reply, View
from core.crm.access import Right, teams_below
from core.crm.naming import standing
from core.crm.teams import add_team, archive_team, move_team, rename_team, tree
from core.paging import Page, Paged
from core.ports import Reads, Work
from core.tasks.delivery import Notice

MOST_SHOWN = 20
"""People, or teams, on one sheet."""


@shows(ShowTeams)
async def show_teams(_talk: Talk, _reads: Reads, action: ShowTeams) -> Reply:
    return Reply(view=View("teams", page=action.page))


@shows(ShowTeam)
async def show_team(_talk: Talk, _reads: Reads, action: ShowTeam) -> Reply:
    return Reply(view=View("team", action.team_id))


@shows(AskParent)
async def ask_parent(_talk: Talk, _reads: Reads, action: AskParent) -> Reply:
    return Reply(view=View("team_parent", action.team_id))


@does(AddTeam)
async def add(talk: Talk, work: Work, action: AddTeam) -> Reply:
    return await forms.begin(talk, work, ADDING, {"parent": action.parent_id})


@does(RenameTeam)
async def rename(talk: Talk, work: Work, action: RenameTeam) -> Reply:
    team = standing(await work.teams.get(action.team_id))
    return await forms.begin(talk, work, RENAMING, {"team": team.id, "old": team.name})


@does(MoveTeam)
async def moved(talk: Talk, work: Work, action: MoveTeam) -> Reply:
    saved = await move_team(work, talk.actor, action.team_id, action.parent_id, action.seen)
    return Reply(view=View("team", saved.team.id), undo=saved.event.id, toast=Notice("settings.saved"))


@does(ArchiveTeam)
async def archived(talk: Talk, work: Work, action: ArchiveTeam) -> Reply:
    saved = await archive_team(work, talk.actor, action.team_id, action.seen)
    notice = Notice("team.archived.done", {"name": saved.team.name})
    return Reply(view=View("teams"), undo=saved.event.id, notice=notice)


@builds("teams")
async def team_list(reads: Reads, viewer: Viewer, view: View) -> Card:
    viewer.actor.require(Right.ADMINISTER)
    people = [person.team_id for person in await reads.people.all() if person.active]
    teams, page = tree(await reads.teams.all()), Page(view.page)
    return listing(
        Notice("teams.title"),
        Paged.cut(teams[page.offset : page.offset + page.size + 1], page).map(
            lambda found: Item(
                f"{'· ' * found[0]}{found[1].name}",
                ShowTeam(found[1].id),
                Notice("team.people", {"n": people.count(found[1].id)}),
            )
        ),
        ShowTeams,
        back=ShowAdmin(),
        offers=(AddTeam(),),
    )


@builds("team")
async def team_card(reads: Reads, viewer: Viewer, view: View) -> Card:
    viewer.actor.require(Right.ADMINISTER)
    team = standing(await reads.teams.get(view.id))
    parent = await reads.teams.get(team.parent_id) if team.parent_id else None
    people = [person for person in await reads.people.all() if person.active and person.team_id == team.id]
    return Sheet(
        title=Notice("team.title", {"name": team.name}),
        facts=(
            *((Notice("team.parent", {"name": parent.name}),) if parent else ()),
            Notice("team.people", {"n": len(people)}),
        ),
        options=(
            *(Option(person.name, ShowPerson(person.id)) for person in people[:MOST_SHOWN]),
            Option(Notice("action.rename"), RenameTeam(team.id)),
            Option(Notice("action.move_team"), AskParent(team.id)),
            Option(Notice("action.add_team_below"), AddTeam(team.id)),
            Option(Notice("action.archive"), ArchiveTeam(team.id, team.version)),
        ),
        back=ShowTeams(),
    )


@builds("team_parent")
async def parent_question(reads: Reads, viewer: Viewer, view: View) -> Card:
    viewer.actor.require(Right.ADMINISTER)
    teams = await reads.teams.all()
    team = standing(await reads.teams.get(view.id))
    below = teams_below(team.id, teams)
    above = [(depth, other) for depth, other in tree(teams) if other.id not in below][:MOST_SHOWN]
    return Question(
        text=Notice("team.ask.parent", {"name": team.name}),
        options=(
            Option(Notice("team.top"), MoveTeam(team.id, None, team.version)),
            *(Option(f"{'· ' * depth}{other.name}", MoveTeam(team.id, other.id, team.version)) for depth, other in above),
        ),
        back=ShowTeam(team.id),
    )


async def _added(talk: Talk, work: Work, values: Values) -> Reply:
    saved = await add_team(work, talk.actor, values["name"], values["parent"])
    return Reply(view=View("team", saved.team.id), undo=saved.event.id, toast=Notice("settings.saved"))


async def _renamed(talk: Talk, work: Work, values: Values) -> Reply:
    saved = await rename_team(work, talk.actor, values["team"], values["name"])
    return Reply(view=View("team", saved.team.id), undo=saved.event.id, toast=Notice("settings.saved"))


ADDING = forms.register(
    Form(
        name="team.add",
        fields=(FormField(name="name", ask="team.ask.name", parse=parse_entry_name),),
        done=_added,
        back=lambda values: View("team", values["parent"]) if values["parent"] else View("teams"),
    )
)
RENAMING = forms.register(
    Form(
        name="team.rename",
        fields=(FormField(name="name", ask="entry.ask.rename", parse=parse_entry_name),),
        done=_renamed,
        back=lambda values: View("team", values["team"]),
    )
)
