"""The Bot API's methods by name; a name that is not here fails as on the real server."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from simulator.telegram.methods import delivery, messages, profile, queries

if TYPE_CHECKING:
    from collections.abc import Callable

    from simulator.telegram.calls import Call

METHODS: dict[str, Callable[[Call], Any]] = {
    name.lower(): handler
    for table in (delivery.METHODS, messages.METHODS, profile.METHODS, queries.METHODS)
    for name, handler in table.items()
}
