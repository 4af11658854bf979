"""/invite: a personal link by role and team, and those that are still open."""

from collections.abc import Mapping
from datetime import timedelta

from bots.conversation import forms
from bots.conversation.actions.people import NewInvite, RevokeInvite, ShowInvite, ShowInvites
from bots.conversation.builders import Viewer, builds
from bots.conversation.cards import Card, InviteCard
from bots.conversation.cards.lists import Item, listing
from bots.conversation.flows.people.joining import INVITE
from bots.conversation.forms import Form, FormField, Values
from bots.conversation.routes import command, does, shows
from bots.conversation.talk import Talk
from bots.conversation.views import Reply, View
from core.crm.access import Actor, Right
from core.crm.joining import invite_colleague, reach, revoke_invite, roles_to_give, sees_invite
from core.crm.people import Invite, Role
from core.crm.teams import tree
from core.errors import Forbidden, Missing, Refusal
from core.facts import Term
from core.paging import Page, Paged
from core.ports import Reads, Work
from core.tasks.delivery import Notice

NO_TEAM = "0"
MOST_TEAMS = 30
"""Buttons; a team further down is typed."""


@command("invite", "пригласить", "приглашение", needs=Right.INVITE, writes=True)
async def invite_command(talk: Talk, work: Work, _rest: str) -> Reply:
    return await begin(talk, work)


@does(NewInvite)
async def new_invite(talk: Talk, work: Work, _action: NewInvite) -> Reply:
    return await begin(talk, work)


async def begin(talk: Talk, work: Work) -> Reply:
    """Only what there is to choose is asked."""
    talk.actor.require(Right.INVITE)
    roles, teams = roles_to_give(talk.actor), reach(talk.actor, await work.teams.all())
    values: Values = {"role": roles[0].value} if len(roles) == 1 else {}
    if not teams or (len(teams) == 1 and not talk.actor.may(Right.ADMINISTER)):
        values["team"] = teams[0].id if teams else None
    return await forms.begin(talk, work, INVITING, values)


@shows(ShowInvites)
async def show_invites(_talk: Talk, _reads: Reads, action: ShowInvites) -> Reply:
    return Reply(view=View("invites", page=action.page))


@shows(ShowInvite)
async def show_invite(_talk: Talk, _reads: Reads, action: ShowInvite) -> Reply:
    return Reply(view=View("invite", action.invite_id))


@does(RevokeInvite)
async def revoke(talk: Talk, work: Work, action: RevokeInvite) -> Reply:
    revoked = await revoke_invite(work, talk.actor, action.invite_id)
    return Reply(view=View("invites"), undo=revoked.event.id, toast=Notice("invite.revoked.toast"))


@builds("invites")
async def invite_list(reads: Reads, viewer: Viewer, view: View) -> Card:
    found = await _open(reads, viewer.actor, viewer)
    page = Page(view.page)
    teams = {team.id: team.name for team in await reads.teams.all()}
    items = Paged.cut(found[page.offset : page.offset + page.size + 1], page).map(
        lambda invite: Item(
            _named(invite, teams),
            ShowInvite(invite.id),
            Notice("invite.until", {"moment": invite.expires_at}),
        )
    )
    return listing(Notice("invites.title"), items, ShowInvites, offers=(NewInvite(),))


def _named(invite: Invite, teams: Mapping[int, str]) -> Notice:
    role = Term(f"role.{invite.role.value}")
    if invite.team_id is not None and invite.team_id in teams:
        return Notice("invite.line", {"role": role, "team": teams[invite.team_id]})
    return Notice("invite.line.no_team", {"role": role})


@builds("invite")
async def invite_card(reads: Reads, viewer: Viewer, view: View) -> Card:
    invite = next((invite for invite in await _open(reads, viewer.actor, viewer) if invite.id == view.id), None)
    if invite is None:
        raise Missing("invite")
    return InviteCard(
        invite=invite,
        team=await reads.teams.get(invite.team_id) if invite.team_id else None,
        payload=INVITE + invite.code,
        offers=(RevokeInvite(invite.id), NewInvite()),
        back=ShowInvites(),
    )


async def _open(reads: Reads, actor: Actor, viewer: Viewer) -> list[Invite]:
    if not actor.may(Right.INVITE):
        raise Forbidden(Right.INVITE)
    return [invite for invite in await reads.invites.open(viewer.now) if sees_invite(actor, invite)]


async def _role(talk: Talk, _reads: Reads, text: str, _values: Values) -> str:
    known = {role.value for role in roles_to_give(talk.actor)}
    words = talk.house.texts.words(talk.actor.person.language)
    named = {words.say(f"role.{role}").casefold(): role for role in known} | {role: role for role in known}
    if text.strip().casefold() not in named:
        raise Refusal("role.unknown", text=text[:40])
    return named[text.strip().casefold()]


async def _roles(_reads: Reads, viewer: Viewer, _values: Values) -> list[tuple[Notice, str]]:
    return [(Notice(f"role.{role.value}"), role.value) for role in roles_to_give(viewer.actor)]


async def _team(talk: Talk, reads: Reads, text: str, _values: Values) -> int | None:
    if text == NO_TEAM:
        return None
    for team in reach(talk.actor, await reads.teams.all()):
        if text.strip().casefold() in {str(team.id), team.name.casefold()}:
            return team.id
    raise Refusal("team.unknown", text=text[:40])


async def _teams(reads: Reads, viewer: Viewer, _values: Values) -> list[tuple[str | Notice, str]]:
    teams = tree(reach(viewer.actor, await reads.teams.all()))[:MOST_TEAMS]
    without: list[tuple[str | Notice, str]] = [(Notice("team.none"), NO_TEAM)] if viewer.actor.may(Right.ADMINISTER) else []
    return [*((f"{'· ' * depth}{team.name}", str(team.id)) for depth, team in teams), *without]


async def _made(talk: Talk, work: Work, values: Values) -> Reply:
    lasts = timedelta(hours=talk.house.settings.limits.invite_hours)
    made = await invite_colleague(work, talk.actor, Role(values["role"]), values["team"], lasts)
    return Reply(view=View("invite", made.invite.id))


INVITING = forms.register(
    Form(
        name="invite",
        fields=(
            FormField(name="role", ask="invite.ask.role", parse=_role, choices=_roles),
            FormField(name="team", ask="invite.ask.team", parse=_team, choices=_teams),
        ),
        done=_made,
        back=lambda _values: View("invites"),
    )
)
