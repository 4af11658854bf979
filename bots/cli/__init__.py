"""The voronka command: one module a group. Each command imports what it needs when it runs, so that help comes at once."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from bots.cli import backups, base, databases, doctor, inbox, invites, running, users

__all__ = ["app", "main"]

app = typer.Typer(
    name="voronka",
    cls=base.PlainErrors,
    help="A CRM that lives in messengers. Start with: voronka demo",
    no_args_is_help=True,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
)
running.add_to(app)
databases.add_to(app)
backups.add_to(app)
users.add_to(app)
invites.add_to(app)
inbox.add_to(app)
doctor.add_to(app)


@app.callback()
def _options(
    context: typer.Context,
    settings: Annotated[
        Path | None, typer.Option("--settings", "-s", metavar="FILE", help="Instead of $VORONKA_SETTINGS and ./settings.toml.")
    ] = None,
    trace: Annotated[bool, typer.Option("--trace", help="Show where an unexpected error came from.")] = False,
) -> None:
    context.obj = base.Options(settings, trace)


def main() -> None:
    sys.exit(app())
