"""The base: tables, one module a noun, the unit of work. Rows in, frozen dataclasses out."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from storage.opening import open_store

__all__ = ["open_store"]


def __getattr__(name: str) -> Any:
    """At the first use: storage.glance answers before SQLAlchemy has loaded."""
    if name == "open_store":
        from storage.opening import open_store  # noqa: PLC0415  # see above

        return open_store
    raise AttributeError(name)
