"""What one can do with a task."""

from bots.conversation.actions.codec import Action, action


@action("tl", "action.tasks")
class ShowTasks(Action):
    """`section` None: the first that holds something; `team` 1: everybody's whom one sees."""

    section: str | None = None
    page: int = 0
    team: int = 0


@action("td", "action.today")
class ShowToday(Action):
    pass


@action("tn", "action.new_task")
class NewTaskOn(Action):
    """A task about this card."""

    noun: str
    record_id: int


@action("tx", "action.done")
class FinishTask(Action):
    task_id: int
    seen: int


@action("tr", "action.result")
class TellResult(Action):
    """Ask what came of it."""

    task_id: int


@action("ta", "action.later")
class AskLater(Action):
    task_id: int


@action("tp", "action.later")
class PutOff(Action):
    task_id: int
    preset: str
    seen: int


@action("tw", "action.own_words")
class PutOffInWords(Action):
    task_id: int


@action("ts", "action.someday")
class PutOffForever(Action):
    """Some day: no due moment."""

    task_id: int
    seen: int


@action("te", "action.edit")
class EditTask(Action):
    task_id: int


@action("tt", "action.edit")
class RewordTask(Action):
    task_id: int


@action("tk", "action.kind")
class SetKind(Action):
    task_id: int
    kind: str
    seen: int


@action("to", "action.reassign")
class TaskOwner(Action):
    task_id: int
    page: int = 0


@action("tg", "action.reassign")
class GiveTask(Action):
    task_id: int
    person_id: int
    seen: int


@action("tz", "action.delete")
class DropTask(Action):
    task_id: int
    seen: int
