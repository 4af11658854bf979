"""The files folder: the same bytes once, a name only for whole bytes, nothing over the limit."""

import hashlib
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bots.conversation.delivery.sending import Temporary
from core.errors import Missing, Refusal, StorageBroken
from storage.folder import ContentFolder


async def chunks(*given: bytes) -> AsyncIterator[bytes]:
    for chunk in given:
        yield chunk


async def broken() -> AsyncIterator[bytes]:
    yield b"half"
    raise Temporary("the line broke off")


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


async def test_bytes_are_named_by_their_content_and_kept_once(tmp_path: Path) -> None:
    folder = ContentFolder(tmp_path / "files")
    kept = await folder.keep(chunks(b"ab", b"c"), 3)
    assert (kept.sha256, kept.size) == (hashlib.sha256(b"abc").hexdigest(), 3)
    assert await folder.keep(chunks(b"abc"), 3) == kept
    assert len(files(tmp_path)) == 1
    assert b"".join([chunk async for chunk in folder.open(kept.sha256)]) == b"abc"


async def test_what_is_too_large_or_breaks_off_leaves_nothing(tmp_path: Path) -> None:
    folder = ContentFolder(tmp_path)
    with pytest.raises(Refusal, match=r"file\.too_large"):
        await folder.keep(chunks(b"abcd"), 3)
    with pytest.raises(Temporary):
        await folder.keep(broken(), 100)
    assert files(tmp_path) == []


async def test_what_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(Missing):
        [chunk async for chunk in ContentFolder(tmp_path).open("0" * 64)]


async def test_an_unwritable_folder_is_said(tmp_path: Path) -> None:
    (tmp_path / "files").write_bytes(b"")
    with pytest.raises(StorageBroken, match=r"files\.unwritable"):
        await ContentFolder(tmp_path / "files").keep(chunks(b"x"), 1)
