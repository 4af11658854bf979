"""What is done with a task: done, put off, reworded, handed over, dropped."""

from collections.abc import Awaitable, Callable

from bots.conversation import forms
from bots.conversation.actions.common import Open
from bots.conversation.actions.tasks import (
    AskLater,
    DropTask,
    EditTask,
    FinishTask,
    GiveTask,
    PutOff,
    PutOffForever,
    PutOffInWords,
    RewordTask,
    SetKind,
    TaskOwner,
    TellResult,
)
from bots.conversation.builders import Viewer, builds
from bots.conversation.cards import Card, Question
from bots.conversation.cards.questions import Option
from bots.conversation.flows.deals.touch import PRESETS, read_preset
from bots.conversation.flows.owners import colleagues_listing, tell_owner
from bots.conversation.flows.tasks.new import TEXT_LIMIT, load_due, parse_when
from bots.conversation.forms import Form, FormField, Parse, Values
from bots.conversation.routes import does, shows
from bots.conversation.talk import Talk
from bots.conversation.views import Reply, View
from core.clean import clean_text
from core.errors import Refusal
from core.ports import Reads, Work
from core.tasks.delivery import Notice
from core.tasks.lists import presets
from core.tasks.tasks import TaskKind, TaskSaved, change_task, drop_task, finish_task, give_task, put_off

KINDS = {
    TaskKind.CALL: "kind.call",
    TaskKind.MEETING: "kind.meeting",
    TaskKind.MESSAGE: "kind.message",
    TaskKind.OTHER: "kind.other",
}


@does(FinishTask)
async def finish(talk: Talk, work: Work, action: FinishTask) -> Reply:
    saved = await finish_task(work, talk.actor, action.task_id, action.seen)
    return _card(saved, Notice("task.done.toast"))


@does(TellResult)
async def tell_result(talk: Talk, work: Work, action: TellResult) -> Reply:
    task = await work.tasks.get(action.task_id, talk.actor.scope)
    return await forms.begin(talk, work, RESULT, {"task": task.id, "of": task.text[:200]})


@shows(AskLater)
async def ask_later(_talk: Talk, _reads: Reads, action: AskLater) -> Reply:
    return Reply(view=View("task.later", action.task_id))


@builds("task.later")
async def later_card(reads: Reads, viewer: Viewer, view: View) -> Card:
    task = await reads.tasks.get(view.id, viewer.actor.scope)
    if task.done_at is not None:
        raise Refusal("task.done_already")
    return Question(
        text=Notice("task.later.when", {"text": task.text[:200]}),
        options=(
            *(
                Option(Notice(PRESETS[preset]), PutOff(task.id, preset.value, task.version))
                for preset in presets(viewer.now, viewer.actor.person)
            ),
            Option(Notice("action.own_words"), PutOffInWords(task.id)),
            Option(Notice("action.someday"), PutOffForever(task.id, task.version)),
        ),
        back=Open("task", task.id),
    )


@does(PutOff)
async def put_off_tapped(talk: Talk, work: Work, action: PutOff) -> Reply:
    due = read_preset(action.preset, talk.now, talk.actor)
    return _put(await put_off(work, talk.actor, action.task_id, action.seen, due))


@does(PutOffForever)
async def put_off_forever(talk: Talk, work: Work, action: PutOffForever) -> Reply:
    return _put(await put_off(work, talk.actor, action.task_id, action.seen, None))


@does(PutOffInWords)
async def put_off_in_words(talk: Talk, work: Work, action: PutOffInWords) -> Reply:
    task = await work.tasks.get(action.task_id, talk.actor.scope)
    return await forms.begin(talk, work, LATER, {"task": task.id, "of": task.text[:200]})


def _put(saved: TaskSaved) -> Reply:
    task = saved.task
    due = task.due_at if task.due_time is not None else task.due_day
    return _card(saved, Notice("task.put_off.toast", {"due": due}) if due else Notice("task.someday.toast"))


def _card(saved: TaskSaved, toast: Notice) -> Reply:
    return Reply(view=View("task", saved.task.id), undo=saved.event.id, toast=toast)


@shows(EditTask)
async def edit(_talk: Talk, _reads: Reads, action: EditTask) -> Reply:
    return Reply(view=View("task.edit", action.task_id))


@builds("task.edit")
async def edit_card(reads: Reads, viewer: Viewer, view: View) -> Card:
    task = await reads.tasks.get(view.id, viewer.actor.scope)
    kinds = [Option(Notice(KINDS[kind]), SetKind(task.id, kind.value, task.version)) for kind in KINDS if kind is not task.kind]
    return Question(
        text=Notice("task.edit.what", {"text": task.text[:500]}),
        options=(Option(Notice("task.reword"), RewordTask(task.id)), *kinds),
        back=Open("task", task.id),
    )


@does(RewordTask)
async def reword(talk: Talk, work: Work, action: RewordTask) -> Reply:
    task = await work.tasks.get(action.task_id, talk.actor.scope)
    return await forms.begin(talk, work, TEXT, {"task": task.id, "of": task.text[:200]})


@does(SetKind)
async def set_kind(talk: Talk, work: Work, action: SetKind) -> Reply:
    if action.kind not in set(TaskKind):
        raise Refusal("button.unknown")
    saved = await change_task(work, talk.actor, action.task_id, action.seen, kind=TaskKind(action.kind))
    return _card(saved, Notice("saved"))


@shows(TaskOwner)
async def owner(_talk: Talk, _reads: Reads, action: TaskOwner) -> Reply:
    return Reply(view=View("task.owner", action.task_id, action.page))


@builds("task.owner")
async def owner_list(reads: Reads, viewer: Viewer, view: View) -> Card:
    task = await reads.tasks.get(view.id, viewer.actor.scope)
    return await colleagues_listing(
        reads,
        Notice("task.whose", {"text": task.text[:200]}),
        task.owner_id,
        view.page,
        lambda person_id: GiveTask(task.id, person_id, task.version),
        lambda page: TaskOwner(task.id, page),
        Open("task", task.id),
    )


@does(GiveTask)
async def give(talk: Talk, work: Work, action: GiveTask) -> Reply:
    """Who gave away what somebody else had set may not see it any more; then the sentence stands in its place."""
    saved = await give_task(work, talk.actor, action.task_id, action.seen, action.person_id)
    task = saved.task
    tell_owner(talk, work, action.person_id, task.ref, "task.given_to_you", task.text[:200])
    name = (await work.people.get(action.person_id)).name
    notice = Notice("task.given", {"text": task.text[:200], "owner": name})
    return Reply(view=View("task", task.id), notice=notice, undo=saved.event.id)


@does(DropTask)
async def drop(talk: Talk, work: Work, action: DropTask) -> Reply:
    saved = await drop_task(work, talk.actor, action.task_id, action.seen)
    notice = Notice("task.deleted", {"text": saved.task.text[:200]})
    return Reply(view=View("task", saved.task.id), notice=notice, undo=saved.event.id)


async def _words(_talk: Talk, _reads: Reads, text: str, _values: Values) -> str:
    cleaned = clean_text(text, TEXT_LIMIT)
    if not cleaned:
        raise Refusal("text.empty")
    return cleaned


async def _later(talk: Talk, work: Work, values: Values) -> Reply:
    saved = await put_off(work, talk.actor, values["task"], None, load_due(values["due"]) if values["due"] else None)
    return Reply(view=View("task", saved.task.id), undo=saved.event.id, notice=Notice("saved"))


async def _reworded(talk: Talk, work: Work, values: Values) -> Reply:
    saved = await change_task(work, talk.actor, values["task"], None, text=values["text"])
    return Reply(view=View("task", saved.task.id), undo=saved.event.id, notice=Notice("saved"))


async def _resulted(talk: Talk, work: Work, values: Values) -> Reply:
    saved = await change_task(work, talk.actor, values["task"], None, result=values["result"])
    return Reply(view=View("task", saved.task.id), undo=saved.event.id, notice=Notice("saved"))


Done = Callable[[Talk, Work, Values], Awaitable[Reply]]


def _to_task(values: Values) -> View:
    return View("task", values["task"])


def _form(field: str, ask: str, parse: Parse, done: Done) -> Form:
    return forms.register(
        Form(name=f"task.{field}", fields=(FormField(name=field, ask=ask, parse=parse),), done=done, back=_to_task)
    )


LATER = _form("due", "task.ask.later", parse_when, _later)
TEXT = _form("text", "task.ask.new_text", _words, _reworded)
RESULT = _form("result", "task.ask.result", _words, _resulted)
