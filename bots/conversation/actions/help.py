"""The help."""

from bots.conversation.actions.codec import Action, action


@action("hp", "action.help")
class ShowHelp(Action):
    """`command` None lists all."""

    command: str | None = None
