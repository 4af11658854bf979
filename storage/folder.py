"""The files folder: bytes under the name of their content, so that one file attached a hundred times is kept once."""

import asyncio
import hashlib
import os
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path
from typing import IO

from core.crm.notes import KeptBytes
from core.errors import Missing, Refusal, StorageBroken

CHUNK = 256 * 1024


class ContentFolder:
    """`<folder>/ab/cd/abcd…` for the bytes whose SHA-256 begins so. A name exists only once all its bytes are on the disk."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def path(self, sha256: str) -> Path:
        return self._folder / sha256[:2] / sha256[2:4] / sha256

    async def keep(self, chunks: AsyncIterator[bytes], most: int) -> KeptBytes:
        try:
            return await self._keep(chunks, most)
        except OSError as error:
            raise StorageBroken("files.unwritable", str(error)) from error

    async def _keep(self, chunks: AsyncIterator[bytes], most: int) -> KeptBytes:
        await asyncio.to_thread(self._folder.mkdir, parents=True, exist_ok=True)
        digest, size = hashlib.sha256(), 0
        handle, unfinished = await asyncio.to_thread(tempfile.mkstemp, dir=self._folder, prefix=".")
        file = os.fdopen(handle, "wb")
        try:
            async for chunk in chunks:
                size += len(chunk)
                if size > most:
                    raise Refusal("file.too_large", size=size, most=most)
                digest.update(chunk)
                await asyncio.to_thread(file.write, chunk)
            name = digest.hexdigest()
            await asyncio.to_thread(self._name, file, Path(unfinished), self.path(name))
        finally:
            file.close()
            Path(unfinished).unlink(missing_ok=True)  # noqa: ASYNC240  # an unlink is not worth a thread
        return KeptBytes(name, size)

    def _name(self, file: IO[bytes], unfinished: Path, path: Path) -> None:
        """The bytes first, then the name, then the folder that holds the name: what a power cut leaves is whole or not there."""
        file.flush()
        os.fsync(file.fileno())
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished.replace(path)
        for folder in (path.parent, path.parent.parent, self._folder):
            entry = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(entry)
            finally:
                os.close(entry)

    async def open(self, sha256: str) -> AsyncIterator[bytes]:
        path = self.path(sha256)
        try:
            file = await asyncio.to_thread(path.open, "rb")
        except FileNotFoundError:
            raise Missing("file") from None
        try:
            while chunk := await asyncio.to_thread(file.read, CHUNK):
                yield chunk
        finally:
            file.close()
