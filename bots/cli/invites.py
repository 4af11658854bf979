"""voronka invite."""

from datetime import timedelta
from typing import TYPE_CHECKING

import typer

from bots.cli.base import new_request, settings_of, with_store
from bots.cli.users import RoleOption, TeamOption
from core.crm.people import Role

if TYPE_CHECKING:
    from core.ports import Store


def add_to(app: typer.Typer) -> None:
    app.command()(invite)


def invite(context: typer.Context, role: RoleOption = Role.REP, team: TeamOption = None) -> None:
    """Print a link that makes whoever opens it first a colleague, by role and team."""
    from bots.cli.links import print_link
    from bots.cli.naming import team_named
    from core.crm.joining import make_invite

    settings = settings_of(context)

    async def make(store: "Store") -> str:
        async with store.work(new_request()) as work:
            team_id = await team_named(work, team)
            return make_invite(work, None, role, team_id, timedelta(hours=settings.limits.invite_hours)).code

    print_link(settings, with_store(settings, make), f"An invite for a {role.value}")
