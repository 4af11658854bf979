"""voronka inbox: messages that kept failing and were set aside."""

import json
from typing import TYPE_CHECKING, Annotated

import typer

from bots.cli.base import Trouble, console, settings_of, with_store

if TYPE_CHECKING:
    from core.ports import Store
    from core.tasks.delivery import Received

inbox = typer.Typer(help="Messages that kept failing and were set aside: look, retry.", invoke_without_command=True)


def add_to(app: typer.Typer) -> None:
    app.add_typer(inbox, name="inbox")


@inbox.callback()
def list_aside(context: typer.Context) -> None:
    """Messages that kept failing and were set aside. Without a command: list them."""
    if context.invoked_subcommand:
        return
    from rich.table import Table

    rows = _aside(context)
    table = Table("Id", "Came", "Chat", "Tries", "Why", box=None, pad_edge=False)
    for row in rows:
        table.add_row(row.request, f"{row.received_at:%Y-%m-%d %H:%M} UTC", row.lane, str(row.attempts), row.error or "")
    console().print(table if rows else "Nothing is set aside.")


@inbox.command()
def show(context: typer.Context, number: Annotated[str, typer.Argument(metavar="ID")]) -> None:
    """The whole message, as it came."""
    row = next((row for row in _aside(context) if row.request == number), None)
    if row is None:
        raise Trouble(f"Nothing with the id {number} is set aside. See: voronka inbox")
    typer.echo(f"{row.request} came {row.received_at:%Y-%m-%d %H:%M:%S} UTC in {row.lane}, tried {row.attempts} times")
    typer.echo(f"Last error: {row.error}")
    typer.echo(json.dumps(json.loads(row.payload), ensure_ascii=False, indent=2))


@inbox.command()
def retry(
    context: typer.Context,
    number: Annotated[str | None, typer.Argument(metavar="[ID]")] = None,
    everything: Annotated[bool, typer.Option("--all", help="Each that is set aside.")] = False,
) -> None:
    """Put a message back to be handled: by the running bot within a minute, else at its next start."""
    if (number is None) is not everything:
        raise Trouble("Say which: voronka inbox retry ID, or --all", code=2)

    async def put_back(store: "Store") -> list[str]:
        numbers = [row.request for row in await store.inbox.aside()] if number is None else [number]
        return [request for request in numbers if await store.inbox.retry(request)]

    done = with_store(settings_of(context), put_back)
    if number is not None and not done:
        raise Trouble(f"Nothing with the id {number} is set aside. See: voronka inbox")
    typer.echo(f"Put back: {', '.join(done)}" if done else "Nothing is set aside.")


def _aside(context: typer.Context) -> "list[Received]":
    async def read(store: "Store") -> "list[Received]":
        return await store.inbox.aside()

    return with_store(settings_of(context), read)
