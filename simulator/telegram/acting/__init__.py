"""What people do in their Telegram app."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.telegram.acting import asking, contents, managing, tapping, writing
from simulator.telegram.acting.acts import Act
from simulator.telegram.errors import ApiError
from simulator.world import WorldError

if TYPE_CHECKING:
    from typing import Any

    from simulator.telegram.network import Telegram

_VERBS = {**writing.VERBS, **tapping.VERBS, **asking.VERBS, **managing.VERBS}
__all__ = ["Act", "carry_out", "contents"]


async def carry_out(telegram: Telegram, told: dict[str, Any]) -> dict[str, Any]:
    """Do what `told["do"]` names as the person `told["as"]`; what came of it."""
    verb = _VERBS.get(told["do"])
    if verb is None:
        raise WorldError(f"nobody can do {told['do']!r} here; there is {', '.join(sorted(_VERBS))}")
    person = telegram.world.person(told["as"])
    try:
        return await verb(Act(telegram, person, told))
    except ApiError as error:
        raise WorldError(error.description) from error
