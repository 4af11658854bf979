"""voronka db, backup and restore."""

import asyncio
from typing import Annotated

import typer

from bots.cli.base import Trouble, settings_of

db = typer.Typer(help="The database's version: upgrade, downgrade, check.", no_args_is_help=True)


def add_to(app: typer.Typer) -> None:
    app.add_typer(db, name="db")


@db.command()
def upgrade(context: typer.Context) -> None:
    """Bring the tables to this version's. Every start does it too."""
    from storage import migrate

    url = settings_of(context).database.url
    before = asyncio.run(migrate.current(url))
    asyncio.run(migrate.upgrade(url))
    after = asyncio.run(migrate.current(url))
    typer.echo(
        f"The database is at {after} already." if before == after else f"The database went from {before or 'nothing'} to {after}."
    )


@db.command()
def downgrade(
    context: typer.Context,
    to: Annotated[str, typer.Argument(help="A revision, -1 for one step back, or base for an empty database.")] = "-1",
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
) -> None:
    """Take the tables back to an older version; what only the newer one knows is lost."""
    from storage import migrate

    url = settings_of(context).database.url
    if not yes and not typer.confirm(f"Take the database back to {to}? Stop Voronka first; make a backup: voronka backup FILE"):
        raise Trouble("Nothing was changed.")
    asyncio.run(migrate.downgrade(url, to))
    typer.echo(f"The database is at {asyncio.run(migrate.current(url)) or 'nothing'}.")


@db.command()
def check(context: typer.Context) -> None:
    """Whether the tables are those of this version."""
    from storage import migrate

    url = settings_of(context).database.url
    if differences := asyncio.run(migrate.check(url)):
        raise Trouble("The database differs:\n" + "\n".join(differences) + "\nBring it up: voronka db upgrade")
    typer.echo(f"The database is at {asyncio.run(migrate.current(url))}, as this version wants it.")
