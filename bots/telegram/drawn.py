"""What a renderer makes: HTML of Telegram's kind and rows of buttons. Pure data, so that it can be tested without aiogram."""

from dataclasses import dataclass

from bots.conversation.actions import Action, encode

TEXT_LIMIT = 4096
"""Letters after entities."""


@dataclass(frozen=True, slots=True)
class Button:
    text: str
    action: Action | None = None
    url: str | None = None
    copies: str | None = None

    @property
    def data(self) -> str | None:
        return encode(self.action) if self.action else None


@dataclass(frozen=True, slots=True)
class Media:
    """A file that is sent again: what kind of message it was, and its file_id."""

    kind: str
    reference: str


Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """With `media` the html is its caption. `asks_for` puts a button under the keyboard that shares the phone's location or
    contact. `menu` is no message: the chat's own menu of commands (name, line)."""

    html: str
    rows: Rows = ()
    asks_for: str | None = None
    asks_with: str = ""
    menu: tuple[tuple[str, str], ...] | None = None
    media: Media | None = None
