"""Cards of meaning: what is shown and what is offered, never how it looks."""

from bots.conversation.cards.contacts import CompanyCard, ContactCard
from bots.conversation.cards.deals import DealCard, FunnelCard
from bots.conversation.cards.help import CommandHelp, Help, Menu
from bots.conversation.cards.invites import InviteCard
from bots.conversation.cards.joining import Hello
from bots.conversation.cards.lists import Listing
from bots.conversation.cards.notes import BriefCard, FileCard, NoteCard, TimelineCard
from bots.conversation.cards.questions import Question
from bots.conversation.cards.settings import OwnSettings
from bots.conversation.cards.sheets import Sheet
from bots.conversation.cards.tasks import DayCard, TaskCard, TaskList

Card = (
    BriefCard
    | CommandHelp
    | CompanyCard
    | ContactCard
    | DayCard
    | DealCard
    | FileCard
    | FunnelCard
    | Hello
    | Help
    | InviteCard
    | Listing
    | Menu
    | NoteCard
    | OwnSettings
    | Question
    | Sheet
    | TaskCard
    | TaskList
    | TimelineCard
)

__all__ = [
    "BriefCard",
    "Card",
    "CommandHelp",
    "CompanyCard",
    "ContactCard",
    "DayCard",
    "DealCard",
    "FileCard",
    "FunnelCard",
    "Hello",
    "Help",
    "InviteCard",
    "Listing",
    "Menu",
    "NoteCard",
    "OwnSettings",
    "Question",
    "Sheet",
    "TaskCard",
    "TaskList",
    "TimelineCard",
]
