"""What those who administer keep: teams, roles, custom fields, tags, loss reasons, rows set aside."""

from bots.conversation.actions.codec import Action, action


@action("adm", "action.admin")
class ShowAdmin(Action):
    pass


@action("ats", "action.teams")
class ShowTeams(Action):
    page: int = 0


@action("ato", "action.open")
class ShowTeam(Action):
    team_id: int


@action("ata", "action.add_team")
class AddTeam(Action):
    """Under another one, or on top."""

    parent_id: int | None = None


@action("atn", "action.rename")
class RenameTeam(Action):
    team_id: int


@action("atp", "action.move_team")
class AskParent(Action):
    team_id: int


@action("atm", "action.move_team")
class MoveTeam(Action):
    team_id: int
    parent_id: int | None
    seen: int


@action("atx", "action.archive")
class ArchiveTeam(Action):
    team_id: int
    seen: int


@action("ars", "action.roles")
class ShowRoles(Action):
    pass


@action("aro", "action.open")
class ShowRole(Action):
    role: str


@action("aes", "action.entries")
class ShowEntries(Action):
    """A list of `noun`: tag, loss_reason, or custom_field of what (`of`)."""

    noun: str
    of: str | None = None
    page: int = 0


@action("aeo", "action.open")
class ShowEntry(Action):
    noun: str
    entry_id: int


@action("aea", "action.add")
class AddEntry(Action):
    noun: str
    of: str | None = None


@action("aen", "action.rename")
class RenameEntry(Action):
    noun: str
    entry_id: int


@action("aem", "action.shift")
class ShiftEntry(Action):
    """`by` -1: up, 1: down."""

    noun: str
    entry_id: int
    by: int
    seen: int


@action("aex", "action.archive")
class ArchiveEntry(Action):
    noun: str
    entry_id: int
    seen: int


@action("aec", "action.choices")
class EditChoices(Action):
    entry_id: int


@action("aas", "action.aside")
class ShowAside(Action):
    pass


@action("aar", "action.retry")
class RetryAside(Action):
    """All rows set aside are handled once more."""
