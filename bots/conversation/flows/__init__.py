"""One module a noun: what happens on an action, a command, a message. Importing this package fills the tables of routes."""

from bots.conversation.flows import common, deals, joining, new

__all__ = ["common", "deals", "joining", "new"]
