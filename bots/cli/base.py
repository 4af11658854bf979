"""What every command shares: the options before it, settings, the base, and errors as one sentence."""

import asyncio
import contextlib
import signal
import sys
import uuid
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import typer
from typer.core import TyperGroup

from bots.trouble import Trouble

if TYPE_CHECKING:
    from rich.console import Console

    from bots.settings import Settings
    from core.ports import Store

__all__ = ["Options", "PlainErrors", "Trouble", "console", "new_request", "settings_of", "until_stopped", "with_store"]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Options:
    """Given before the command."""

    settings: Path | None = None
    trace: bool = False


class PlainErrors(TyperGroup):
    """Known errors end as one sentence on stderr; the unknown too, unless --trace asks for more."""

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except (typer.Exit, typer.Abort, typer.TyperException, KeyboardInterrupt, EOFError, BrokenPipeError):
            raise
        except Exception as error:
            if ctx.obj is None or ctx.obj.trace or type(error).__module__.startswith(("click", "typer")):
                raise
            from bots.cli.sentences import sentence_of  # needed only when something is wrong

            sentence, code = sentence_of(error)
            typer.echo(sentence, err=True)
            raise typer.Exit(code) from error


def settings_of(context: typer.Context) -> "Settings":
    from bots.settings import load_settings

    return load_settings(context.obj.settings)


def console(*, stderr: bool = False) -> "Console":
    """For tables and progress. Names are shown as they are, brackets and all; nothing is cut where the output is no terminal."""
    from rich.console import Console

    return Console(stderr=stderr, highlight=False, markup=False, width=None if sys.stdout.isatty() else 200)


def new_request() -> str:
    """A name for one run of a command, as a messenger's update has one."""
    return f"cli:{uuid.uuid4().hex}"


def until_stopped(work: "Coroutine[Any, Any, None]") -> None:
    """Run until it ends by itself; SIGINT and SIGTERM cancel it, and it finishes what is in hand."""

    async def watched() -> None:
        loop, task = asyncio.get_running_loop(), asyncio.current_task()
        assert task is not None
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, task.cancel)
        with contextlib.suppress(asyncio.CancelledError):
            await work

    asyncio.run(watched())


def with_store(settings: "Settings", do: "Callable[[Store], Awaitable[T]]") -> T:
    """Open the base that `voronka run` has made, do one thing, close it."""

    async def run() -> T:
        from bots.clock import SystemClock
        from storage import open_store
        from storage.urls import place_of

        path = place_of(settings.database.url).path
        if path is not None and not path.exists():
            raise Trouble(f"There is no database {path} yet. The first voronka run makes it; so does voronka db upgrade.")
        store = await open_store(settings.database.url, SystemClock())
        try:
            return await do(store)
        finally:
            await store.close()

    return asyncio.run(run())
