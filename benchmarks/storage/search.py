"""How long a search takes in a base of a million contacts: for an administrator, and for a rep who may see 200 of them."""

import random
import time
from collections.abc import Iterator

from benchmarks.storage.world import ENDS, FIRST, MIDDLES, ROOTS
from benchmarks.table import Figure, percentile
from core.crm.access import EVERYTHING, Scope
from core.paging import FIRST as FIRST_PAGE
from storage.store import DatabaseStore

AIMS = {"sqlite": "≤ 10", "postgresql": "≤ 25"}


def asked(dice: random.Random, count: int) -> Iterator[str]:
    """What people type: whole and half names, two fragments, phones in any writing, e-mails, slips, what is not there."""
    for number in range(count):
        last = dice.choice(ROOTS) + dice.choice(MIDDLES) + dice.choice(ENDS)
        first, digits = dice.choice(FIRST), f"{dice.randrange(10**9):09d}"
        yield (
            last,
            last[: dice.randrange(1, 7)],
            f"{first} {last[:4]}",
            first,
            f"8 9{digits[:2]} {digits[2:5]}-{digits[5:7]}-{digits[7:]}",
            digits[-4:],
            digits[-7:],
            f"u{digits[:5]}",
            last[1:5],
            last[:3] + last[4:],
            f"{first[:2]} {last[:2]}",
            "ов",
            "ова",
            "qwertyuiop",
        )[number % 14]


async def figures(store: DatabaseStore, engine: str, rep_id: int, count: int = 420) -> list[Figure]:
    made = []
    for who, scope in (("administrator", EVERYTHING), ("rep with 200", Scope(frozenset({rep_id})))):
        taken = []
        for text in asked(random.Random(3), count):
            started = time.perf_counter()
            async with store.reading() as reads:
                await reads.search.find(text, scope, FIRST_PAGE)
            taken.append((time.perf_counter() - started) * 1000)
        made.append(Figure(f"search, {who}: p50", percentile(taken, 0.5), "ms"))
        made.append(Figure(f"search, {who}: p95", percentile(taken, 0.95), "ms", aim=AIMS[engine]))
    return made
