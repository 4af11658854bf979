"""How a send can end, as the delivery loop needs to know it."""

from datetime import timedelta


class SendError(Exception):
    """Base of what a messenger's sender raises."""


class Temporary(SendError):
    """It did not arrive; try again: the messenger is down, or asks to wait (`after`)."""

    def __init__(self, detail: str, after: timedelta | None = None) -> None:
        super().__init__(detail)
        self.after = after


class Busy(Temporary):
    """Nothing was tried: the budget has no room before `after`."""

    after: timedelta

    def __init__(self, after: timedelta) -> None:
        super().__init__("waits for its turn", after)


class Flawed(Temporary):
    """A mistake of ours: it cannot be drawn. Tried a few times, for a newer version may know better."""


class Unknown(SendError):
    """The connection was lost on the way: it may have arrived or not."""


class Permanent(SendError):
    """It will never arrive there: blocked, no such chat, refused content. `unreachable` says the whole address is dead."""

    def __init__(self, detail: str, *, unreachable: bool = False) -> None:
        super().__init__(detail)
        self.unreachable = unreachable


class Gone(SendError):
    """The message to be edited cannot be edited any more."""


class Moved(SendError):
    """The chat has a new id."""

    def __init__(self, chat: str) -> None:
        super().__init__(f"moved to {chat}")
        self.chat = chat
