"""The base: tables, one module a noun, the unit of work. Rows in, frozen dataclasses out."""

from storage.opening import open_store

__all__ = ["open_store"]
