"""One's own settings."""

from bots.conversation.actions.codec import Action, action


@action("st", "action.settings")
class ShowSettings(Action):
    pass


@action("se", "action.set")
class EditSetting(Action):
    """Ask for the new value."""

    name: str
