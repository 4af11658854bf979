"""What a button means, once for all messengers. An action is written in at most 64 bytes and read back for ever:

`dm:16:7:3` is MoveDeal(deal_id=42, stage_id=7, seen=3): a code of this registry, then the fields, integers in base 36.
Codes are never reused; a field is only ever added at the end, with a default.
"""

from bots.conversation.actions.codec import Action, action, decode, encode, registry

__all__ = ["Action", "action", "decode", "encode", "registry"]
