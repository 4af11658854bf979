"""voronka doctor."""

import typer

from bots.cli.base import console, settings_of

COLOURS = {"ok": "green", "warn": "yellow", "fail": "red"}


def add_to(app: typer.Typer) -> None:
    app.command()(doctor)


def doctor(context: typer.Context) -> None:
    """Look at settings, database, folders, tokens and clock; say how to mend what is wrong. Exit code 1 where something fails."""
    import asyncio

    from bots.doctor import Level, examine
    from bots.settings import load_secrets

    settings, secrets, out = settings_of(context), load_secrets(), console()

    async def look() -> list[Level]:
        levels = []
        async for finding in examine(settings, secrets):
            levels.append(finding.level)
            out.print(f"{finding.level:<5}", style=COLOURS[finding.level], end="")
            out.print(f"{finding.what}: {finding.word}", soft_wrap=True)
            if finding.mend:
                out.print(f"     {finding.mend}", soft_wrap=True)
        return levels

    if Level.FAIL in asyncio.run(look()):
        raise typer.Exit(1)
