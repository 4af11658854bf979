"""voronka user add, list, deactivate."""

from datetime import timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from bots.cli.base import console, new_request, settings_of, with_store
from bots.cli.naming import administrator, person_named, team_named
from core.crm.people import Person, Role

if TYPE_CHECKING:
    from bots.settings import Settings
    from core.ports import Store
    from storage.glance import Colleague

user = typer.Typer(help="Colleagues: add, list, deactivate.", no_args_is_help=True)

RoleOption = Annotated[Role, typer.Option(help="What the colleague may do.")]
TeamOption = Annotated[str | None, typer.Option(help="Name of the team, as `voronka user list` shows it.")]


def add_to(app: typer.Typer) -> None:
    app.add_typer(user, name="user")


@user.command()
def add(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="As colleagues know them.")],
    role: RoleOption = Role.REP,
    team: TeamOption = None,
    email: Annotated[str | None, typer.Option(help="Work address.")] = None,
) -> None:
    """Make a colleague and print the invite link that ties their messenger to it."""
    from bots.cli.links import print_link
    from core.clean import clean_name
    from core.crm.emails import parse_email
    from core.crm.joining import make_invite

    settings = settings_of(context)
    cleaned, address = clean_name(name), parse_email(email) if email else None

    async def make(store: "Store") -> str:
        async with store.work(new_request()) as work:
            person = Person(
                id=work.new_id(),
                created_at=work.now,
                name=cleaned,
                role=role,
                email=address,
                team_id=await team_named(work, team),
                language=settings.company.language,
                time_zone=settings.company.time_zone,
                day_starts=settings.working_day.starts,
                day_ends=settings.working_day.ends,
            )
            work.save(person)
            work.record("person.added", None, [person.ref], name=person.name, role=role.value)
            return make_invite(work, None, role, person.team_id, timedelta(hours=settings.limits.invite_hours), person.id).code

    print_link(settings, with_store(settings, make), f"The invite of {cleaned}")


@user.command(name="list")
def list_people(
    context: typer.Context, everybody: Annotated[bool, typer.Option("--all", help="Also those who have left.")] = False
) -> None:
    """Who works here, in which team, reached in which messenger."""
    from rich.table import Table

    people = [person for person in _roster(settings_of(context)) if person.active or everybody]
    table = Table("Name", "Role", "Team", "Language", "Time zone", "Reached by", box=None, pad_edge=False)
    for person in people:
        name = person.name if person.active else f"{person.name} (left)"
        table.add_row(name, person.role, person.team, person.language, person.time_zone, ", ".join(person.reached))
    console().print(table if people else "Nobody yet. The first start of voronka run prints the link of the first administrator.")


@user.command()
def deactivate(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="Who leaves: the name, or a part of it that fits one person.")],
    to: Annotated[str | None, typer.Option(help="Who takes over contacts, open deals and tasks. Asked when not said.")] = None,
) -> None:
    """Close the door for a colleague who leaves, and hand over what is theirs. An administrator can undo it in the bot."""
    from core.crm.leaving import Heirs, let_go

    settings = settings_of(context)
    heir_name = typer.prompt("Who takes over contacts, open deals and tasks (a name)") if to is None else to

    async def leave(store: "Store") -> str:
        async with store.work(new_request()) as work:
            people = [person for person in await work.people.all() if person.active]
            leaving = person_named(people, name)
            heir = person_named([other for other in people if other.id != leaving.id], heir_name)
            actor = administrator(people, leaving, await work.teams.all(), settings.rights())
            await let_go(work, actor, leaving.id, Heirs(heir.id, heir.id, heir.id), None)
            return f"{leaving.name} is no longer a colleague; what was theirs is now with {heir.name}."

    typer.echo(with_store(settings, leave))


def _roster(settings: "Settings") -> "list[Colleague]":
    """A look that takes no time; where that fails, the base is opened, which brings it up or says what is wrong."""
    import asyncio

    from storage.glance import roster

    found = asyncio.run(roster(settings.database.url))
    if found is None:
        with_store(settings, _nothing)
        found = asyncio.run(roster(settings.database.url))
    return found or []


async def _nothing(_store: "Store") -> None:
    """Opened and closed."""
