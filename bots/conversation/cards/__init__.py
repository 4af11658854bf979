"""Cards of meaning: what is shown and what is offered, never how it looks."""

from bots.conversation.cards.deals import DealCard, FunnelCard
from bots.conversation.cards.help import CommandHelp, Help, Menu
from bots.conversation.cards.joining import Hello
from bots.conversation.cards.lists import Listing
from bots.conversation.cards.questions import Question
from bots.conversation.cards.settings import OwnSettings

Card = CommandHelp | DealCard | FunnelCard | Hello | Help | Listing | Menu | OwnSettings | Question

__all__ = ["Card", "CommandHelp", "DealCard", "FunnelCard", "Hello", "Help", "Listing", "Menu", "OwnSettings", "Question"]
