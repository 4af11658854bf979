"""/new: what comes next says what is made, in one line or step by step."""

from collections.abc import Awaitable, Callable

from bots.conversation.actions.common import New
from bots.conversation.builders import Viewer, builds
from bots.conversation.cards import Card, Question
from bots.conversation.cards.questions import Option
from bots.conversation.routes import command, does, kinds
from bots.conversation.said import Text
from bots.conversation.talk import Talk
from bots.conversation.views import Reply, View
from core.errors import Refusal
from core.ports import Reads, Work
from core.tasks.delivery import Notice

Maker = Callable[[Talk, Work, str], Awaitable[Reply]]
"""(talk, work, the line after the noun) -> reply; an empty line asks step by step."""

_makers: dict[str, Maker] = {}
_nouns: list[str] = []


def makes(noun: str, *words: str) -> Callable[[Maker], Maker]:
    """Register what «/new contact …» does for a noun and the words that name it."""

    def register(maker: Maker) -> Maker:
        _nouns.append(noun)
        for word in (noun, *words):
            if word in _makers:
                raise ValueError(f"{word!r} is made twice")
            _makers[word] = maker
        return maker

    return register


@command("new", "новая", "новый", "новое", "новую", "создать", "создай", "добавить", "добавь", "create", "add", writes=True)
async def new(talk: Talk, work: Work, rest: str) -> Reply:
    first, _, line = rest.partition(" ")
    maker = _makers.get(first.lower().replace("ё", "е"))
    if maker is not None:
        return await maker(talk, work, line.strip())
    if not rest:
        return Reply(view=View("new"))
    said = talk.incoming.said
    if isinstance(said, Text) and not said.text.lstrip().startswith("/"):
        reply: Reply = await kinds[Text].flow(talk, work, said)  # «новый офис» is looked for, not made
        return reply
    return await _makers["deal"](talk, work, rest)


@does(New)
async def new_tapped(talk: Talk, work: Work, action: New) -> Reply:
    if action.noun not in _makers:
        raise Refusal("button.unknown")
    return await _makers[action.noun](talk, work, "")


@builds("new")
async def what_is_new(_reads: Reads, _viewer: Viewer, _view: View) -> Card:
    return Question(text=Notice("new.what"), options=tuple(Option(Notice(f"new.{noun}"), New(noun)) for noun in _nouns))
