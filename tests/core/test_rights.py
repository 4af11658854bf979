"""The table of rights: who has every right but one is refused what it stands for, and who has it alone may do it."""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from core.crm import companies, contacts, dealing, entries, pipelines, teams
from core.crm.access import EVERYTHING, Actor, Right, Scope, actor_of
from core.crm.colleagues import give_role, put_in_team, take_back
from core.crm.fields import CustomField, FieldKind, LossReason, Tag
from core.crm.joining import invite_colleague, revoke_invite
from core.crm.leaving import Heirs
from core.crm.leaving import let_go as dismiss
from core.crm.people import Invite, Person, Role, Team
from core.crm.pipelines import StageKind
from core.errors import Forbidden
from core.ports import Work
from core.tasks.tasks import drop_task
from storage.store import DatabaseStore
from tests.storage.people import Office, company, contact, deal, open_office, request, task

DAY = timedelta(days=1)
MOMENT = datetime(2026, 11, 23, 9, tzinfo=UTC)
KINDS = [pipelines.NewStage(kind.value, kind) for kind in StageKind]


@dataclass(frozen=True)
class There:
    """What is there to be changed, by noun; all of it Pavel's."""

    office: Office
    ids: dict[str, int]

    def __getattr__(self, noun: str) -> int:
        return self.ids[noun]

    @property
    def olga(self) -> int:
        return self.office.olga.id

    @property
    def pavel(self) -> int:
        return self.office.pavel.id


Doing = Callable[[Work, Actor, There], Awaitable[Any]]

NEEDS: dict[str, tuple[Right, Doing]] = {
    "delete a contact": (Right.DELETE, lambda w, a, o: contacts.delete_contact(w, a, o.contact, None)),
    "delete a company": (Right.DELETE, lambda w, a, o: companies.delete_company(w, a, o.company, None)),
    "delete a deal": (Right.DELETE, lambda w, a, o: dealing.delete_deal(w, a, o.deal, None)),
    "delete a task of others": (Right.DELETE, lambda w, a, o: drop_task(w, a, o.task, None)),
    "hand over a contact": (Right.REASSIGN, lambda w, a, o: contacts.give_contact(w, a, o.contact, o.olga, None)),
    "take a contact": (Right.REASSIGN, lambda w, a, o: contacts.give_contact(w, a, o.contact, a.id, None)),
    "hand over a company": (Right.REASSIGN, lambda w, a, o: companies.give_company(w, a, o.company, o.olga, None)),
    "hand over a deal": (Right.REASSIGN, lambda w, a, o: dealing.give_deal(w, a, o.deal, o.olga, None)),
    "put somebody out of a deal": (Right.REASSIGN, lambda w, a, o: dealing.let_go(w, a, o.deal, o.olga, None)),
    "add a pipeline": (Right.EDIT_PIPELINES, lambda w, a, _o: pipelines.add_pipeline(w, a, "Service", KINDS)),
    "rename a pipeline": (Right.EDIT_PIPELINES, lambda w, a, o: pipelines.rename_pipeline(w, a, o.pipeline, "Service")),
    "shift a pipeline": (Right.EDIT_PIPELINES, lambda w, a, o: pipelines.shift_pipeline(w, a, o.pipeline, 1, None)),
    "archive a pipeline": (Right.EDIT_PIPELINES, lambda w, a, o: pipelines.archive_pipeline(w, a, o.pipeline, o.spare)),
    "add a stage": (Right.EDIT_PIPELINES, lambda w, a, o: pipelines.add_stage(w, a, o.spare, "Visit", StageKind.OPEN)),
    "change a stage": (Right.EDIT_PIPELINES, lambda w, a, o: pipelines.change_stage(w, a, o.first, name="Visit")),
    "shift a stage": (Right.EDIT_PIPELINES, lambda w, a, o: pipelines.shift_stage(w, a, o.first, 1, None)),
    "archive a stage": (Right.EDIT_PIPELINES, lambda w, a, o: pipelines.archive_stage(w, a, o.first, None)),
    "give a role": (Right.ADMINISTER, lambda w, a, o: give_role(w, a, o.olga, Role.MANAGER, None)),
    "put into a team": (Right.ADMINISTER, lambda w, a, o: put_in_team(w, a, o.olga, o.team, None)),
    "let a manager go": (Right.ADMINISTER, lambda w, a, o: dismiss(w, a, o.manager, Heirs(), None)),
    "take a manager back": (Right.ADMINISTER, lambda w, a, o: take_back(w, a, o.manager, None)),
    "add a team": (Right.ADMINISTER, lambda w, a, _o: teams.add_team(w, a, "West", None)),
    "rename a team": (Right.ADMINISTER, lambda w, a, o: teams.rename_team(w, a, o.team, "West")),
    "move a team": (Right.ADMINISTER, lambda w, a, o: teams.move_team(w, a, o.team, None, None)),
    "archive a team": (Right.ADMINISTER, lambda w, a, o: teams.archive_team(w, a, o.team, None)),
    "add a tag": (Right.ADMINISTER, lambda w, a, _o: entries.add_tag(w, a, "VIP")),
    "add a loss reason": (Right.ADMINISTER, lambda w, a, _o: entries.add_loss_reason(w, a, "Silence")),
    "add a field": (Right.ADMINISTER, lambda w, a, _o: entries.add_field(w, a, "contact", "Birthday", FieldKind.DATE)),
    "rename a tag": (Right.ADMINISTER, lambda w, a, o: entries.rename_entry(w, a, "tag", o.tag, "VIP")),
    "set the choices of a field": (Right.ADMINISTER, lambda w, a, o: entries.set_choices(w, a, o.custom_field, ("a", "b"))),
    "shift a field": (Right.ADMINISTER, lambda w, a, o: entries.shift_entry(w, a, "custom_field", o.custom_field, 1, None)),
    "archive a loss reason": (Right.ADMINISTER, lambda w, a, o: entries.archive_entry(w, a, "loss_reason", o.loss_reason, None)),
    "invite a rep": (Right.INVITE, lambda w, a, o: invite_colleague(w, a, Role.REP, o.team, DAY)),
    "revoke an invite": (Right.INVITE, lambda w, a, o: revoke_invite(w, a, o.invite)),
}
"""What is done, the right it needs, and the operation."""
SEEN_IN_QUERIES = {Right.SEE_ALL, Right.SEE_TEAM}
LATER = {Right.EXPORT}
"""There is nothing to export yet."""


async def _there(store: DatabaseStore) -> tuple[There, Person]:
    """Also somebody who acts: of a team, without a role that matters."""
    office = await open_office(store)
    async with store.work(request()) as work:
        actor = work.save(Person(id=work.new_id(), created_at=work.now, name="Vera", role=Role.MANAGER))
        work.save(Person(id=work.new_id(), created_at=work.now, name="Anna", role=Role.ADMINISTRATOR))
        manager = work.save(Person(id=work.new_id(), created_at=work.now, name="Max", role=Role.MANAGER))
        spare = (await pipelines.add_pipeline(work, None, "Spare", KINDS)).pipeline
        for position, kind in enumerate((StageKind.OPEN, StageKind.WON, StageKind.LOST), start=1):
            new = replace(office.stage, id=work.new_id(), version=0, name=f"{kind.value} {position}", kind=kind, position=position)
            work.save(new)
        common: dict[str, Any] = {"created_at": work.now}
        made = [
            company(work, office.pavel),
            contact(work, office.pavel),
            task(work, office.pavel),
            Team(id=work.new_id(), name="North", **common),
            Tag(id=work.new_id(), name="Loud", **common),
            *(LossReason(id=work.new_id(), name=name, position=number, **common) for number, name in enumerate("ba")),
            *(
                CustomField(
                    id=work.new_id(),
                    of="contact",
                    name=name,
                    kind=FieldKind.CHOICE,
                    position=1 - number,
                    choices=("x", "y"),
                    **common,
                )
                for number, name in enumerate("ba")
            ),
            Invite(id=work.new_id(), code="c", role=Role.REP, made_by=actor.id, expires_at=work.now + DAY, **common),
        ]
        ids = {record.noun: work.save(record).id for record in made}
        sold = deal(work, office, office.pavel, participants=(office.olga.id,))
        empty = replace(office.stage, id=work.new_id(), version=0, name="Empty", position=0)
        ids |= {"deal": work.save(sold).id, "manager": manager.id, "spare": spare.id, "first": work.save(empty).id}
        ids["pipeline"] = office.stage.pipeline_id
        work.record("test", None, [actor.ref])
    return There(office, ids), actor


def _who(person: Person, rights: Iterable[Right]) -> Actor:
    return Actor(person, EVERYTHING, frozenset(rights))


@pytest.mark.parametrize("what", NEEDS)
async def test_each_right_is_needed_and_enough(sqlite_store: DatabaseStore, what: str) -> None:
    there, person = await _there(sqlite_store)
    right, do = NEEDS[what]
    without = _who(person, set(Right) - {right})
    with pytest.raises(Forbidden) as refusal:
        async with sqlite_store.work(request()) as work:
            await do(work, without, there)
    assert refusal.value.facts == {"right": right}
    async with sqlite_store.work(request()) as work:
        await do(work, _who(person, {Right.SEE_ALL, right}), there)


def test_every_right_is_asked_for_somewhere() -> None:
    assert {right for right, _do in NEEDS.values()} | SEEN_IN_QUERIES | LATER == set(Right)


@pytest.mark.parametrize(
    ("rights", "seen"),
    [(set(), "own"), ({Right.SEE_TEAM}, "team"), ({Right.SEE_ALL}, "all"), ({Right.SEE_TEAM, Right.SEE_ALL}, "all")],
)
def test_what_is_seen_by_right(rights: set[Right], seen: str) -> None:
    """A team's people, and those of the teams below it; whatever the role is called."""
    top, below, beside = (
        Team(id=number, created_at=MOMENT, name=str(number), parent_id=parent) for number, parent in ((1, None), (2, 1), (3, None))
    )
    vera, olga, pavel = (
        Person(id=10 + team.id, created_at=MOMENT, name="x", role=Role.REP, team_id=team.id) for team in (top, below, beside)
    )
    actor = actor_of(vera, [vera, olga, pavel], [top, below, beside], {Role.REP: frozenset(rights)})
    scopes = {"own": Scope(frozenset({vera.id})), "team": Scope(frozenset({vera.id, olga.id})), "all": EVERYTHING}
    assert actor.scope == scopes[seen]
