"""voronka run, demo and version."""

from pathlib import Path
from typing import Annotated

import typer

from bots.cli.base import Trouble, console, settings_of, until_stopped

DEMO_PORT = 8081


def add_to(app: typer.Typer) -> None:
    app.command()(run)
    app.command()(demo)
    app.command()(version)


def run(context: typer.Context) -> None:
    """Start the bots and stay: the token comes from VORONKA_TELEGRAM_TOKEN. Ends on Ctrl-C, after what is in hand."""
    from bots.settings import load_secrets

    settings, secrets = settings_of(context), load_secrets()
    if secrets.telegram_token is None:
        raise Trouble(
            "VORONKA_TELEGRAM_TOKEN is not set. Write /newbot to @BotFather in Telegram, copy the token and start again with"
            " VORONKA_TELEGRAM_TOKEN=<token> voronka run; or try everything without one: voronka demo"
        )
    from bots import build, logs
    from bots.telegram.polling import TokenRefused

    logs.configure(settings.log, secrets)
    try:
        until_stopped(build.run(settings, secrets, typer.echo))
    except TokenRefused as error:
        raise Trouble(f"Telegram does not know the token in VORONKA_TELEGRAM_TOKEN ({error}). Copy it from @BotFather.") from None


def demo(
    context: typer.Context,
    port: Annotated[int, typer.Option(min=0, max=65535, help="Where the page is; 0 takes a free one.")] = DEMO_PORT,
    folder: Annotated[Path, typer.Option(help="Where the demo's base and files are kept between runs.")] = Path("var"),
    fresh: Annotated[bool, typer.Option("--fresh", help="Forget the last run and seed the company anew.")] = False,
    open_page: Annotated[bool, typer.Option("--open", help="Open the page in a browser, if there is one.")] = False,
) -> None:
    """A company with a few hundred contacts on a simulated Telegram: open the printed address and be a sales rep."""
    from bots.demo.port import refuse_taken

    settings = settings_of(context)
    refuse_taken(port)
    typer.echo("Starting the bot and a simulated Telegram ...")

    from bots import build, logs
    from bots.demo.demo import Demo

    logs.configure(settings.log)
    until_stopped(Demo(settings, folder, port, fresh, open_page).run(build.run, console()))


def version() -> None:
    """Print Voronka's version."""
    from importlib.metadata import version as installed

    typer.echo(f"voronka {installed('voronka')}")
