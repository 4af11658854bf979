"""Cards of meaning: what is shown and what is offered, never how it looks."""

from bots.conversation.cards.deals import DealCard, FunnelCard
from bots.conversation.cards.lists import Listing
from bots.conversation.cards.questions import Question

Card = DealCard | FunnelCard | Listing | Question

__all__ = ["Card", "DealCard", "FunnelCard", "Listing", "Question"]
