"""One page of a list, and whether more follow."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")
U = TypeVar("U")


@dataclass(frozen=True, slots=True)
class Page:
    """`number` counts from 0."""

    number: int = 0
    size: int = 8

    @property
    def offset(self) -> int:
        return self.number * self.size


FIRST = Page()


@dataclass(frozen=True, slots=True)
class Paged(Generic[T]):
    items: tuple[T, ...]
    number: int = 0
    more: bool = False

    @classmethod
    def cut(cls, found: Sequence[T], page: Page) -> "Paged[T]":
        """From up to `page.size + 1` found items."""
        return cls(tuple(found[: page.size]), page.number, len(found) > page.size)

    def map(self, change: Callable[[T], U]) -> "Paged[U]":
        return Paged(tuple(change(item) for item in self.items), self.number, self.more)
