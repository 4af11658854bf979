"""Which card is this about? For a note, a file, a forwarded message or a place that came without a reply to a card.

The cards looked at last are offered; words look for others. What waits for its card is kept in the draft.
"""

from collections.abc import Awaitable, Callable

from bots.conversation import forms
from bots.conversation.builders import Viewer
from bots.conversation.flows.records import names_of
from bots.conversation.forms import Form, FormField, Values
from bots.conversation.talk import Talk
from bots.conversation.views import RECORDS, Reply
from core.clean import clean_name
from core.errors import Missing, Refusal
from core.paging import Page
from core.ports import Reads, Work
from core.records import Ref
from core.tasks.delivery import Notice

Aimed = Callable[[Talk, Work, Ref, Values], Awaitable[Reply]]
"""What is done once the card is known."""
Instead = Callable[[Talk, Work, Values], Awaitable[Reply]]

MOST_OFFERED = 5
OTHERWISE = frozenset({"new_contact", "new_deal"})
"""Answers that are no card there is, but one to be made."""

_aimed: dict[str, Aimed] = {}
_otherwise: dict[tuple[str, str], Instead] = {}


def aims(what: str) -> Callable[[Aimed], Aimed]:
    """Register what is done with `what` ("note", "files" …) once its card is known."""

    def register(flow: Aimed) -> Aimed:
        _aimed[what] = flow
        return flow

    return register


def instead(what: str, choice: str) -> Callable[[Instead], Instead]:
    """Register an offer beside the cards: a new card made of `what`."""

    def register(flow: Instead) -> Instead:
        _otherwise[what, choice] = flow
        return flow

    return register


async def ask_which(talk: Talk, work: Work, what: str, values: Values) -> Reply:
    """`values["query"]`, where given, offers the cards found by it before the last ones."""
    return await forms.begin(talk, work, WHICH, {**values, "what": what})


async def _done(talk: Talk, work: Work, values: Values) -> Reply:
    card, what = values["card"], values["what"]
    if card in OTHERWISE:
        return await _otherwise[what, card](talk, work, values)
    if isinstance(card, dict):  # words: what they find is offered
        again = {name: value for name, value in values.items() if name != "card"}
        return await ask_which(talk, work, what, again | {"query": card["words"]})
    return await _aimed[what](talk, work, read_ref(card), values)


async def _card(talk: Talk, reads: Reads, text: str, values: Values) -> str | dict[str, str]:
    """A button's value, or words that find cards: the one they find, or, where there are several, the words."""
    if text in OTHERWISE and (values["what"], text) in _otherwise:
        return text
    ref = read_ref(text) if _is_ref(text) else None
    if ref is not None:
        await reads.shelf(ref.noun).get(ref.id, talk.actor.scope)
        return text
    words = clean_name(text)
    found = await reads.search.find(words, talk.actor.scope, Page(size=MOST_OFFERED))
    if not found.items:
        raise Refusal("aim.nothing", text=words[:60])
    return write_ref(found.items[0]) if len(found.items) == 1 else {"words": words}


async def _offered(reads: Reads, viewer: Viewer, values: Values) -> list[tuple[str | Notice, str]]:
    scope = viewer.actor.scope
    refs: list[Ref] = []
    if query := values.get("query"):
        refs = list((await reads.search.find(query, scope, Page(size=MOST_OFFERED))).items)
    refs = list(dict.fromkeys([*refs, *await reads.placements.recent(viewer.address)]))
    offers: list[tuple[str | Notice, str]] = [
        (named.label, write_ref(named.ref)) for named in await names_of(reads, scope, refs[: 3 * MOST_OFFERED])
    ]
    makes = [choice for what, choice in _otherwise if what == values["what"]]
    return [*offers[:MOST_OFFERED], *((Notice(f"aim.{choice}"), choice) for choice in makes)]


def write_ref(ref: Ref) -> str:
    return f"{ref.noun}.{ref.id}"


def read_ref(text: str) -> Ref:
    noun, _, record_id = text.partition(".")
    if noun not in RECORDS:
        raise Missing("record")
    return Ref(noun, int(record_id))


def _is_ref(text: str) -> bool:
    noun, _, record_id = text.partition(".")
    return noun in RECORDS and record_id.isdecimal()


WHICH = forms.register(
    Form(name="aim", fields=(FormField(name="card", ask="aim.which", parse=_card, choices=_offered),), done=_done, holds=True)
)
