"""An invite, to be passed on."""

from dataclasses import dataclass

from bots.conversation.actions import Action
from core.crm.people import Invite, Team


@dataclass(frozen=True, slots=True, kw_only=True)
class InviteCard:
    """`payload` is what the link carries."""

    invite: Invite
    team: Team | None
    payload: str
    offers: tuple[Action, ...]
    back: Action
