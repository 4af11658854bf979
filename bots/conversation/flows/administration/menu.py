"""/admin: the doors to what administrators keep, the roles, and the rows that were set aside."""

from bots.conversation.actions.administration import (
    RetryAside,
    ShowAdmin,
    ShowAside,
    ShowEntries,
    ShowRole,
    ShowRoles,
    ShowTeams,
)
from bots.conversation.actions.people import ShowInvites, ShowPeople, ShowPerson
from bots.conversation.actions.pipelines import ShowPipelines
from bots.conversation.builders import Viewer, builds
from bots.conversation.cards import Card, Sheet
from bots.conversation.cards.questions import Option
from bots.conversation.routes import command, shows
from bots.conversation.talk import Talk
from bots.conversation.views import Reply, View
from core.crm.access import Right
from core.crm.people import Role
from core.errors import Missing
from core.ports import Reads
from core.tasks.delivery import Notice

MOST_SHOWN = 20
"""People of a role on its sheet; /team has all."""


@command("admin", "админ", "администрирование", needs=Right.ADMINISTER)
async def admin_command(_talk: Talk, _reads: Reads, _rest: str) -> Reply:
    return Reply(view=View("admin"))


@shows(ShowAdmin)
async def show_admin(_talk: Talk, _reads: Reads, _action: ShowAdmin) -> Reply:
    return Reply(view=View("admin"))


@shows(ShowRoles)
async def show_roles(_talk: Talk, _reads: Reads, _action: ShowRoles) -> Reply:
    return Reply(view=View("roles"))


@shows(ShowRole)
async def show_role(_talk: Talk, _reads: Reads, action: ShowRole) -> Reply:
    return Reply(view=View("role", query=action.role))


@shows(ShowAside)
async def show_aside(talk: Talk, _reads: Reads, _action: ShowAside) -> Reply:
    talk.actor.require(Right.ADMINISTER)
    waiting = len(await talk.house.store.inbox.aside())
    return Reply(view=View("aside", query=str(waiting)))


@shows(RetryAside)
async def retry_aside(talk: Talk, _reads: Reads, _action: RetryAside) -> Reply:
    """The inbox writes for itself, outside of the work that answers: what is retried is answered in works of its own."""
    talk.actor.require(Right.ADMINISTER)
    inbox = talk.house.store.inbox
    retried = [await inbox.retry(received.request) for received in await inbox.aside()]
    return Reply(view=View("aside"), toast=Notice("aside.retried", {"n": sum(retried)}))


@builds("admin")
async def admin_card(_reads: Reads, viewer: Viewer, _view: View) -> Card:
    viewer.actor.require(Right.ADMINISTER)
    doors = (
        ("action.teams", ShowTeams()),
        ("action.roles", ShowRoles()),
        ("admin.fields.contact", ShowEntries("custom_field", "contact")),
        ("admin.fields.deal", ShowEntries("custom_field", "deal")),
        ("admin.tags", ShowEntries("tag")),
        ("admin.loss_reasons", ShowEntries("loss_reason")),
        ("action.pipelines", ShowPipelines()),
        ("action.team", ShowPeople()),
        ("action.invites", ShowInvites()),
        ("action.aside", ShowAside()),
    )
    return Sheet(title=Notice("admin.title"), options=tuple(Option(Notice(key), action) for key, action in doors))


@builds("roles")
async def roles_card(reads: Reads, viewer: Viewer, _view: View) -> Card:
    viewer.actor.require(Right.ADMINISTER)
    people = [person.role for person in await reads.people.all() if person.active]
    return Sheet(
        title=Notice("roles.title"),
        facts=(Notice("roles.hint"),),
        options=tuple(Option(Notice(f"role.{role.value}.count", {"n": people.count(role)}), ShowRole(role.value)) for role in Role),
        back=ShowAdmin(),
    )


@builds("role")
async def role_card(reads: Reads, viewer: Viewer, view: View) -> Card:
    """The rights as the settings give them, and who has the role; a person's role is changed on their card."""
    viewer.actor.require(Right.ADMINISTER)
    if view.query not in {role.value for role in Role}:
        raise Missing("role")
    role = Role(view.query)
    people = [person for person in await reads.people.all() if person.active and person.role is role]
    rights = [right for right in Right if right in viewer.roles.get(role, ())]
    return Sheet(
        title=Notice(f"role.{role.value}.title"),
        facts=tuple(Notice(f"right.{right.value}") for right in rights) or (Notice("right.own_only"),),
        options=tuple(Option(person.name, ShowPerson(person.id)) for person in people[:MOST_SHOWN]),
        back=ShowRoles(),
    )


@builds("aside")
async def aside_card(_reads: Reads, viewer: Viewer, view: View) -> Card:
    """`query` counts the rows that waited when it was asked."""
    viewer.actor.require(Right.ADMINISTER)
    waiting = int(view.query or 0)
    return Sheet(
        title=Notice("aside.title"),
        facts=(Notice("aside.waiting", {"n": waiting}) if waiting else Notice("aside.none"),),
        options=(Option(Notice("action.retry"), RetryAside()),) if waiting else (),
        back=ShowAdmin(),
    )
