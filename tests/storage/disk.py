"""A disk that loses power, fed with the system calls of a process as strace wrote them down.

After a cut a file holds what it held when it was last synced and, of what was written to it since, any of the sectors.
"""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

SECTOR = 512

_CALL = re.compile(r"^(?P<pid>\d+) +(?P<rest>.*)$")
_RESUMED = re.compile(r"^<\.\.\. (?P<name>\w+) resumed>(?P<rest>.*)$", re.DOTALL)
_PARTS = re.compile(r"^(?P<name>\w+)\((?P<arguments>.*)\) += (?P<result>-?\d+)")
_FILE = re.compile(r"^\d+<(?P<path>[^>]*)>")
_DATA = re.compile(r'"(?P<hex>(?:\\x[0-9a-f]{2})*)"')


@dataclass(frozen=True)
class Step:
    """One finished system call on a file of the folder (`file` is its name), or a line on the standard output."""

    name: str
    file: str
    data: bytes = b""
    offset: int = 0


def replay(log: Path, folder: Path) -> Iterator[Step]:
    """In the order in which the calls returned."""
    begun: dict[str, str] = {}
    for line in log.read_text(encoding="ascii", errors="replace").splitlines():
        if (call := _CALL.match(line)) is None:
            continue
        pid, rest = call["pid"], call["rest"]
        if rest.endswith("<unfinished ...>"):
            begun[pid] = rest.removesuffix("<unfinished ...>")
            continue
        if resumed := _RESUMED.match(rest):
            rest = begun.pop(pid) + resumed["rest"]
        if (parts := _PARTS.match(rest)) and int(parts["result"]) >= 0:
            yield from _step(parts["name"], parts["arguments"], int(parts["result"]), folder)


def _step(name: str, arguments: str, result: int, folder: Path) -> Iterator[Step]:
    file = _FILE.match(arguments)
    path = Path(_plain(file["path"])) if file else Path()
    data = _DATA.search(arguments)
    written = bytes.fromhex(data["hex"].replace("\\x", "")) if data else b""
    if name == "write" and arguments.startswith("1<"):
        yield Step("say", "", written)
    elif name == "unlink" and Path(written.decode()).parent == folder:
        yield Step("unlink", Path(written.decode()).name)
    elif path.parent == folder and name == "pwrite64":
        yield Step("write", path.name, written[:result], int(arguments.rsplit(", ", 1)[1]))
    elif path.parent == folder and name == "ftruncate":
        yield Step("truncate", path.name, offset=int(arguments.rsplit(", ", 1)[1]))
    elif path.parent == folder and name in {"fsync", "fdatasync"}:
        yield Step("sync", path.name)
    elif path.parent == folder and name == "write":
        raise NotImplementedError(f"a write without an offset to {path}")


def _plain(path: str) -> str:
    return bytes.fromhex(path.replace("\\x", "")).decode() if path.startswith("\\x") else path


@dataclass
class Disk:
    """`synced` is what each file holds for certain."""

    synced: dict[str, bytes]
    pending: dict[str, list[Step]] = field(default_factory=dict)

    def take(self, step: Step) -> list[str]:
        """Answers the lines said."""
        if step.name == "say":
            return step.data.decode().splitlines()
        if step.name == "sync":
            content = bytearray(self.synced.get(step.file, b""))
            for done in self.pending.pop(step.file, []):
                _apply(content, done)
            self.synced[step.file] = bytes(content)
        else:
            self.pending.setdefault(step.file, []).append(step)
        return []

    def write_to(self, folder: Path, dice: random.Random) -> None:
        """Of the unsynced writes, all, none, or some of their sectors have reached the disk."""
        folder.mkdir()
        luck = dice.choice([0.0, 0.5, 1.0])
        for file in {*self.synced, *self.pending}:
            if file.endswith("-shm"):
                continue
            content = bytearray(self.synced.get(file, b""))
            for step in self.pending.get(file, []):
                for part in _sectors(step):
                    if dice.random() < luck:
                        _apply(content, part)
            (folder / file).write_bytes(content)


def _sectors(step: Step) -> list[Step]:
    if step.name != "write":
        return [step]
    return [Step("write", step.file, step.data[at : at + SECTOR], step.offset + at) for at in range(0, len(step.data), SECTOR)]


def _apply(content: bytearray, step: Step) -> None:
    if step.name == "truncate":
        del content[step.offset :]
        content.extend(bytes(step.offset - len(content)))
    elif step.name == "unlink":
        content.clear()
    else:
        content.extend(bytes(max(0, step.offset - len(content))))
        content[step.offset : step.offset + len(step.data)] = step.data
