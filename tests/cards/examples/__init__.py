"""Examples of every card: one module a noun, each with EXAMPLES, a list of (name, card)."""

from bots.conversation.actions.common import Nothing

HOSTILE = "<b>&*_`[]()~>#+-=|{}.!\"'</b>"
LONG = "Ы" * 300
RTL = "\u202eشركة السلام\u200f ltd"
NAMES = (HOSTILE, LONG, RTL, "👩‍🚀🔥")
NOTHING = Nothing()

__all__ = ["HOSTILE", "LONG", "NAMES", "NOTHING", "RTL"]
