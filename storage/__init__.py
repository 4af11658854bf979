"""The base: tables, one module a noun, the unit of work. Rows in, frozen dataclasses out."""

from storage.folder import ContentFolder
from storage.opening import open_store

__all__ = ["ContentFolder", "open_store"]
