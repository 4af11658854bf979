"""A new task: in one line with its moment, or text and moment in turn; and /remind."""

from datetime import date, time
from typing import Any

from bots.conversation import forms
from bots.conversation.actions.tasks import NewTaskOn
from bots.conversation.builders import Viewer
from bots.conversation.flows.deals.touch import PRESETS, read_preset, touch_text
from bots.conversation.flows.new import makes
from bots.conversation.forms import Form, FormField, Values
from bots.conversation.routes import command, does
from bots.conversation.talk import Talk
from bots.conversation.views import RECORDS, Reply, View
from core.capture.moments import FoundDue, find_due, parse_due
from core.capture.todo import guess_kind, task_text
from core.clean import clean_text
from core.errors import Missing, Refusal
from core.ports import Reads, Work
from core.records import Ref
from core.tasks.delivery import Notice
from core.tasks.due import Due
from core.tasks.lists import presets
from core.tasks.tasks import NewTask, create_task

TEXT_LIMIT = 2000
SOMEDAY = "-"
ABOUT = RECORDS - {"task"}


@makes("task", "задача", "задачу", "задачи", "дело")
async def new_task(talk: Talk, work: Work, line: str) -> Reply:
    """A line with a moment is a task at once; without one the moment is asked for."""
    values: Values = _about(talk.about)
    if line:
        values |= _said(talk, line)
    return await forms.begin(talk, work, NEW, values)


@command("remind", "напомни", "напомнить", "напоминание", "reminder", writes=True)
async def remind(talk: Talk, work: Work, rest: str) -> Reply:
    """«завтра в 10 позвонить Ивану»; as a reply to a card it is about that card, and may be a moment only."""
    if not rest:
        return await forms.begin(talk, work, NEW, _about(talk.about))
    values = _about(talk.about) | _said(talk, rest, past_is_text=False)
    if not values["text"]:
        values["text"] = await _nameless(talk, work, values)
    return await forms.begin(talk, work, NEW, {name: value for name, value in values.items() if value})


@does(NewTaskOn)
async def new_task_on(talk: Talk, work: Work, action: NewTaskOn) -> Reply:
    """About a card: the moment may stand in the same words, and words without one are asked for it."""
    if action.noun not in ABOUT:
        raise Missing("record")
    await work.shelf(action.noun).get(action.record_id, talk.actor.scope)
    return await forms.begin(talk, work, NEW, _about(Ref(action.noun, action.record_id)))


def _about(ref: Ref | None) -> Values:
    return {"noun": ref.noun, "record": ref.id} if ref is not None and ref.noun in ABOUT else {}


def _said(talk: Talk, line: str, *, past_is_text: bool = True) -> Values:
    """Its words, and its moment where there is one; a moment gone by is part of the words, or refused."""
    found = _find(talk, line, past_is_text=past_is_text)
    text = task_text(clean_text(found.rest if found else line, TEXT_LIMIT))
    return {"text": text, **({"due": dump_due(found.due)} if found else {})}


def _find(talk: Talk, line: str, *, past_is_text: bool) -> FoundDue | None:
    person = talk.actor.person
    try:
        return find_due(line, talk.now, talk.zone, person.language, day_ends=person.day_ends)
    except Refusal:
        if past_is_text:
            return None
        raise


async def _nameless(talk: Talk, work: Work, values: Values) -> str | None:
    """A moment said alone on a deal's card is its next touch."""
    if values.get("noun") != "deal":
        return None
    return await touch_text(talk, work, await work.deals.get(values["record"], talk.actor.scope))


def dump_due(due: Due) -> str:
    """ISO day, with the clock behind a blank; the second of two equal hours is marked."""
    clock = f" {due.time:%H:%M}{'*' if due.time.fold else ''}" if due.time else ""
    return f"{due.day.isoformat()}{clock}"


def load_due(dumped: str) -> Due:
    day, _, clock = dumped.partition(" ")
    at = time.fromisoformat(clock.rstrip("*")).replace(fold=int(clock.endswith("*"))) if clock else None
    return Due(date.fromisoformat(day), at)


async def parse_text(talk: Talk, work: Reads, text: str, values: Values) -> str | None:
    """Words that hold their moment answer both questions."""
    said = _said(talk, text)
    if "due" in said:
        values["due"] = said["due"]
    if not said["text"] and "due" in said:
        said["text"] = await _nameless(talk, work, values)  # type: ignore[arg-type]  # only reads
    if not said["text"]:
        raise Refusal("text.empty")
    return str(said["text"])


async def parse_when(talk: Talk, _reads: Reads, text: str, _values: Values) -> str | None:
    """A preset's letter, «some day», or a moment in words."""
    if text == SOMEDAY:
        return None
    if len(text) == 1 and text.isascii() and text.isalpha():
        return dump_due(read_preset(text, talk.now, talk.actor))
    person = talk.actor.person
    return dump_due(parse_due(text, talk.now, talk.zone, person.language, day_ends=person.day_ends))


async def when_choices(_reads: Reads, viewer: Viewer, _values: Values) -> list[tuple[str | Notice, str]]:
    return [
        *((Notice(PRESETS[preset]), preset.value) for preset in presets(viewer.now, viewer.actor.person)),
        (Notice("action.someday"), SOMEDAY),
    ]


async def _created(talk: Talk, work: Work, values: Values) -> Reply:
    about = Ref(values["noun"], values["record"]) if "noun" in values else None
    due: Any = load_due(values["due"]) if values["due"] else None
    new = NewTask(text=values["text"], kind=guess_kind(values["text"]), due=due, about=about)
    saved = await create_task(work, talk.actor, new)
    return Reply(view=View("task", saved.task.id), undo=saved.event.id, notice=Notice("task.created"))


NEW = forms.register(
    Form(
        name="task.new",
        fields=(
            FormField(name="text", ask="task.ask.text", parse=parse_text),
            FormField(name="due", ask="task.ask.when", parse=parse_when, choices=when_choices),
        ),
        done=_created,
        back=lambda values: View(values["noun"], values["record"]) if "noun" in values else View("tasks"),
    )
)
