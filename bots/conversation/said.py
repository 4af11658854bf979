"""What came in, as every messenger says it."""

from dataclasses import dataclass
from datetime import datetime

from bots.conversation.actions import Action
from core.tasks.delivery import Address


@dataclass(frozen=True, slots=True)
class Sender:
    """The account that wrote. `language` is the messenger's guess (IETF tag)."""

    messenger: str
    account: str
    name: str
    language: str | None = None
    username: str | None = None


@dataclass(frozen=True, slots=True)
class Text:
    text: str


@dataclass(frozen=True, slots=True)
class Start:
    """The conversation was opened, perhaps by a link that carries a payload."""

    payload: str = ""


@dataclass(frozen=True, slots=True)
class Tap:
    """A button of a card; `action` is None for one that is no longer known."""

    action: Action | None


@dataclass(frozen=True, slots=True)
class SharedContact:
    first_name: str
    last_name: str = ""
    phone: str | None = None
    vcard: str | None = None
    own: bool = False


@dataclass(frozen=True, slots=True)
class Location:
    """Degrees."""

    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Attachment:
    """A photo, document, voice …: `reference` is the messenger's handle, `size` in bytes, `album` what it was sent together in."""

    kind: str
    reference: str
    name: str
    mime: str | None = None
    size: int | None = None
    caption: str = ""
    album: str | None = None


@dataclass(frozen=True, slots=True)
class Forwarded:
    """Somebody else's words, passed on."""

    sender: str
    text: str
    attachment: Attachment | None = None


@dataclass(frozen=True, slots=True)
class CardFile:
    """The text of a vCard file whose bytes were fetched."""

    text: str


@dataclass(frozen=True, slots=True)
class Edited:
    """Words that were said before and were changed since."""

    text: str


Said = Text | Start | Tap | SharedContact | Location | Attachment | Forwarded | CardFile | Edited


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """One update. `message` is the message it stands on (the card's own for a tap); `reply_to` the one it answers."""

    request: str
    sender: Sender
    address: Address
    private: bool
    said: Said
    at: datetime
    message: str | None = None
    reply_to: str | None = None
