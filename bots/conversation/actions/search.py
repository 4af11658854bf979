"""What one can do with what was looked for; its words stand in the view, for they are too long for a button."""

from bots.conversation.actions.codec import Action, action


@action("qp", "action.find")
class SearchPage(Action):
    page: int


@action("qn", "action.new_contact")
class MakeOfSearch(Action):
    """A new record of this noun, named as was looked for."""

    noun: str
