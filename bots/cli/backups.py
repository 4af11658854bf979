"""voronka backup and restore."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from bots.cli.base import Trouble, console, settings_of

if TYPE_CHECKING:
    from storage.backup import Counts, Progress

Job: TypeAlias = "Callable[[str, Path, Progress], Awaitable[Counts]]"
TOLD = ("contacts", "companies", "deals", "tasks", "events")


def add_to(app: typer.Typer) -> None:
    app.command()(backup)
    app.command()(restore)


def backup(context: typer.Context, file: Annotated[Path, typer.Argument(help="A new file.")]) -> None:
    """Copy the database while it is in use, and verify the copy. Keep the files folder with it."""
    from storage.backup import backup as copy

    url = settings_of(context).database.url
    counts = _watched(copy, url, file, "Copying and verifying")
    typer.echo(f"{file} holds {_summed(counts)}; it was read back and checked.")


def restore(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="What voronka backup has written.")],
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
) -> None:
    """Put a backup in the place of the database, whole or not at all. Stop Voronka first."""
    from bots.settings.secrets import mask
    from storage.backup import restore as put_back

    url = settings_of(context).database.url
    if not file.is_file():
        raise Trouble(f"There is no file {file}.")
    if not yes and not typer.confirm(f"Put {file} in the place of {mask(url)}? Voronka must be stopped."):
        raise Trouble("Nothing was changed.")
    counts = _watched(put_back, url, file, "Restoring and verifying")
    typer.echo(f"The database holds {_summed(counts)} again; it was read back and checked.")


def _watched(job: Job, url: str, file: Path, words: str) -> "Counts":
    """With a bar on the terminal while it lasts."""
    from rich.progress import Progress

    out = console(stderr=True)
    with Progress(console=out, transient=True, disable=not out.is_terminal) as bar:
        task = bar.add_task(words, total=None)

        async def run() -> "Counts":
            return await job(url, file, lambda done, total: bar.update(task, completed=done, total=total))

        return asyncio.run(run())


def _summed(counts: "Counts") -> str:
    return ", ".join(f"{counts[table]} {table}" for table in TOLD)
