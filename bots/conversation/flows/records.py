"""Cards of any noun by their names, each noun read at once."""

from bots.conversation.cards.records import Named
from core.crm.access import Scope
from core.errors import Missing
from core.ports import Reads
from core.records import Record, Ref


async def names_of(reads: Reads, scope: Scope, refs: list[Ref]) -> list[Named]:
    """In the order asked; what is gone or not to be seen is left out."""
    found: dict[Ref, Named] = {}
    for noun in dict.fromkeys(ref.noun for ref in refs):
        for record in await reads.shelf(noun).some([ref.id for ref in refs if ref.noun == noun], scope):
            found[record.ref] = Named(record.ref, name_of(record))
    return [found[ref] for ref in refs if ref in found]


async def name_at(reads: Reads, scope: Scope, ref: Ref) -> Named:
    """Raises Missing."""
    found = await names_of(reads, scope, [ref])
    if not found:
        raise Missing(ref.noun)
    return found[0]


def name_of(record: Record) -> str:
    for field in ("name", "title", "text"):
        if name := getattr(record, field, None):
            return str(name)
    return "—"
