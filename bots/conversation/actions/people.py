"""Colleagues and invites."""

from bots.conversation.actions.codec import Action, action


@action("tm", "action.team")
class ShowPeople(Action):
    page: int = 0


@action("pf", "action.left")
class ShowLeft(Action):
    page: int = 0


@action("pe", "action.person")
class ShowPerson(Action):
    person_id: int


@action("pq", "action.role")
class AskRole(Action):
    person_id: int


@action("pr", "action.role")
class GiveRole(Action):
    person_id: int
    role: str
    seen: int


@action("pt", "action.put_in_team")
class AskTeam(Action):
    person_id: int


@action("pu", "action.put_in_team")
class PutInTeam(Action):
    person_id: int
    team_id: int | None
    seen: int


@action("lg", "action.let_go")
class LetGo(Action):
    """Ask who takes over."""

    person_id: int


@action("tb", "action.take_back")
class TakeBack(Action):
    person_id: int
    seen: int


@action("iv", "action.invites")
class ShowInvites(Action):
    page: int = 0


@action("ii", "action.open")
class ShowInvite(Action):
    invite_id: int


@action("in", "action.invite")
class NewInvite(Action):
    pass


@action("ir", "action.revoke")
class RevokeInvite(Action):
    invite_id: int
