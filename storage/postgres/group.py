"""Small writes that go together: what comes while one group is on its way is the next group."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

from core.errors import StorageBroken, StorageBusy

T = TypeVar("T")
R = TypeVar("R")

MOST = 256


class Group(Generic[T, R]):
    """`carry_out` writes what was handed in, in one transaction, and answers one thing for each.

    Where it was cut off it is carried out again with the same, so only for writes that may be.
    """

    def __init__(self, carry_out: Callable[[Sequence[T]], Awaitable[Sequence[R]]]) -> None:
        self._carry_out = carry_out
        self._waiting: list[tuple[T, asyncio.Future[R]]] = []
        self._turn = asyncio.Lock()

    async def join(self, item: T) -> R:
        """Returns when it is committed; raises what went wrong with it alone, or with the database."""
        done: asyncio.Future[R] = asyncio.get_running_loop().create_future()
        self._waiting.append((item, done))
        try:
            async with self._turn:
                while not done.done():
                    await self._next()
            return await done
        except asyncio.CancelledError:
            done.cancel()
            raise

    async def _next(self) -> None:
        waiting = [one for one in self._waiting if not one[1].done()]
        taken, self._waiting = waiting[:MOST], waiting[MOST:]
        try:
            await self._together(taken)
        except (StorageBusy, StorageBroken) as error:
            for _, done in taken:
                _tell(done, error)
        except Exception:  # noqa: BLE001  # of one among many: each is told its own
            for one in taken:
                await self._alone(one)
        finally:
            self._waiting = [*taken, *self._waiting]  # those who have their answer are passed over

    async def _together(self, taken: Sequence[tuple[T, "asyncio.Future[R]"]]) -> None:
        answers = await self._carry_out([item for item, _ in taken])
        for (_, done), answer in zip(taken, answers, strict=True):
            if not done.done():
                done.set_result(answer)

    async def _alone(self, one: tuple[T, "asyncio.Future[R]"]) -> None:
        try:
            await self._together([one])
        except Exception as error:  # noqa: BLE001  # it belongs to the one who waits
            _tell(one[1], error)


def _tell(done: "asyncio.Future[R]", error: Exception) -> None:
    if not done.done():
        done.set_exception(error)
