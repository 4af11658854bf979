"""Notes, files and the timeline of any card. `noun` and `record_id` name the card."""

from bots.conversation.actions.codec import Action, action


@action("na", "action.note")
class AddNote(Action):
    """Ask for the words."""

    noun: str
    record_id: int


@action("nl", "action.notes")
class ShowNotes(Action):
    noun: str
    record_id: int
    page: int = 0


@action("ns", "action.open")
class ShowNote(Action):
    """A long note, in pages."""

    note_id: int
    page: int = 0


@action("nf", "action.file")
class AskFile(Action):
    """The next photo, document or voice goes on this card."""

    noun: str
    record_id: int


@action("nx", "action.file")
class SendFile(Action):
    """The file comes into the chat."""

    file_id: int


@action("nt", "action.timeline")
class ShowTimeline(Action):
    noun: str
    record_id: int
    page: int = 0
