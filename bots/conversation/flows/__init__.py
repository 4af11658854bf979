"""One module a noun: what happens on an action, a command, a message. Importing this package fills the tables of routes."""

from bots.conversation.flows import common, deals, joining, new, settings
from bots.conversation.flows import help as helping

__all__ = ["common", "deals", "helping", "joining", "new", "settings"]
