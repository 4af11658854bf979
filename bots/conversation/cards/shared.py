"""A card as it may be sent into any chat."""

from dataclasses import dataclass

from bots.conversation.cards.records import Named


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedCard:
    """Public fields only: name, company and job title, stage, owner's name. No phone, e-mail, sum, note or custom field."""

    card: Named
    detail: str
    owner: str | None
