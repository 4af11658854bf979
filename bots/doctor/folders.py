"""Where files are written: permissions and room."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from bots.doctor.finding import Finding, fail, ok, warn
from bots.settings import Settings

MEGABYTE = 1 << 20
LITTLE = 500 * MEGABYTE
TOO_LITTLE = 50 * MEGABYTE


def check(settings: Settings) -> Iterator[Finding]:
    yield folder("files folder", Path(settings.files.folder))


def folder(what: str, path: Path) -> Finding:
    """Of one that may still have to be made: the nearest that exists is looked at."""
    nearest = next(above for above in (path, *path.absolute().parents) if above.exists())
    if not nearest.is_dir():
        return fail(what, f"{nearest} is no folder", f"Move it away, or name another place than {path}.")
    if not os.access(nearest, os.W_OK | os.X_OK):
        return fail(what, f"{nearest} cannot be written", f"Give it to the user who runs Voronka: chown or chmod u+rwx {nearest}")
    free = shutil.disk_usage(nearest).free
    if free < LITTLE:
        say = fail if free < TOO_LITTLE else warn
        return say(what, f"{free // MEGABYTE} MB left on the disk of {path}", "Make room: a full disk stops every change.")
    return ok(what, f"{path} can be written, {free // MEGABYTE // 1024} GB free")
