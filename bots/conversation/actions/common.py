"""What every card has."""

from bots.conversation.actions.codec import Action, action


@action("un", "action.undo")
class Undo(Action):
    event_id: int


@action("rd", "action.redo")
class Redo(Action):
    """Take an undo back."""

    event_id: int


@action("bk", "action.back")
class Back(Action):
    """To what stood in this message before the card was opened."""


@action("op", "action.open")
class Open(Action):
    """A record's card, whatever its noun."""

    noun: str
    record_id: int


@action("nw", "action.new")
class New(Action):
    """Begin a new record of this noun."""

    noun: str


@action("cx", "action.cancel")
class Cancel(Action):
    """Leave the form that is open."""


@action("pk", "action.pick")
class Pick(Action):
    """An option of the form's present question. `field` guards against a button of an earlier question."""

    field: str
    value: str


@action("sk", "action.skip")
class Skip(Action):
    field: str


@action("sl", "share.location")
class ShareLocation(Action):
    """Ask the phone for its place, as the answer to the form's present question."""


@action("no", "action.nothing")
class Nothing(Action):
    """A button that only shows, such as the stage a deal stands in."""
