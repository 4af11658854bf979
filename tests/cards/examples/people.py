"""Administrators' sheets and invites."""

from datetime import timedelta

from bots.conversation.cards import Card, InviteCard, Sheet
from bots.conversation.cards.questions import Option
from core.crm.people import Invite, Role
from core.tasks.delivery import Notice
from tests.cards.examples import HOSTILE, NAMES, NOTHING
from tests.cards.records import NOW, team

INVITE = Invite(id=1, created_at=NOW, code="s3cret", role=Role.REP, expires_at=NOW + timedelta(days=3))

EXAMPLES: list[tuple[str, Card]] = [
    *(
        (
            f"a sheet of {name[:8]}",
            Sheet(
                title=Notice("person.title", {"name": name}),
                facts=(Notice("person.team", {"team": name}),),
                options=(Option(name, NOTHING), Option(Notice("action.rename"), NOTHING)),
                back=NOTHING,
            ),
        )
        for name in NAMES
    ),
    ("an invite", InviteCard(invite=INVITE, team=None, payload="inv_s3cret", offers=(NOTHING,), back=NOTHING)),
    ("an invite to a team", InviteCard(invite=INVITE, team=team(HOSTILE), payload="inv_s3cret", offers=(), back=NOTHING)),
]
