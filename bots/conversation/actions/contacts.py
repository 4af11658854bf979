"""What one can do with a contact."""

from bots.conversation.actions.codec import Action, action


@action("ce", "action.edit")
class EditContact(Action):
    contact_id: int


@action("cf", "action.edit")
class ChangeContact(Action):
    """Ask for one field's new words."""

    contact_id: int
    field: str


@action("cu", "action.edit")
class FillContact(Action):
    """Ask for a custom field."""

    contact_id: int
    field_id: int


@action("cp", "action.phones")
class ContactKeys(Action):
    """Phones and e-mails, to add and remove."""

    contact_id: int


@action("cq", "action.remove")
class DropContactKey(Action):
    """Phones come first, then e-mails; `index` counts through both as `seen` shows them."""

    contact_id: int
    index: int
    seen: int


@action("cg", "action.tags")
class ContactTags(Action):
    contact_id: int


@action("ch", "action.tags")
class TagContact(Action):
    """`on` 1 puts the tag on, 0 takes it off: two quick taps on two tags are two tags."""

    contact_id: int
    tag_id: int
    on: int


@action("cl", "action.contact_deals")
class ContactDeals(Action):
    contact_id: int
    page: int = 0


@action("ct", "action.contact_tasks")
class ContactTasks(Action):
    contact_id: int
    page: int = 0


@action("co", "action.reassign")
class ContactOwner(Action):
    contact_id: int
    page: int = 0


@action("cv", "action.reassign")
class GiveContact(Action):
    contact_id: int
    person_id: int
    seen: int


@action("cz", "action.take")
class TakeContact(Action):
    contact_id: int
    seen: int


@action("cd", "action.delete")
class DeleteContact(Action):
    contact_id: int
    seen: int


@action("cy", "action.new_deal")
class NewContactDeal(Action):
    contact_id: int


@action("ca", "action.answer")
class AnswerAsker(Action):
    """In words, to a colleague who asked about one's contact."""

    person_id: int
    contact_id: int


@action("ci", "action.let_in")
class LetIn(Action):
    """The asker takes part in the contact's newest open deal, and so sees both."""

    person_id: int
    contact_id: int
