"""Undo: only what the person may still see, only into what still stands, and once more after it was done again."""

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any, TypeVar

import pytest

from bots.settings import Settings
from core.crm.access import EVERYTHING, Actor, actor_of
from core.crm.colleagues import put_in_team
from core.crm.contacts import NewContact, create_contact, give_contact
from core.crm.dealing import give_deal, let_go, let_in
from core.crm.deals import NewDeal, create_deal, move_deal
from core.crm.leaving import Heirs
from core.crm.leaving import let_go as dismiss
from core.crm.notes import add_note
from core.crm.pipelines import NewStage, StageKind, add_pipeline, archive_stage
from core.crm.teams import add_team
from core.crm.undo import undo
from core.errors import Missing, Refusal
from core.ports import Work
from core.tasks.tasks import NewTask, create_task
from storage.store import DatabaseStore
from tests.town import staff

T = TypeVar("T")
STAGES = [NewStage("New"), NewStage("Talk"), NewStage("Offer"), NewStage("Won", StageKind.WON), NewStage("Lost", StageKind.LOST)]
NAMES = {"olga": "Ольга Смирнова", "pavel": "Павел Орлов", "max": "Максим Ветров", "anna": "Анна Крылова"}


@dataclass
class Firm:
    store: DatabaseStore
    requests: int = 0

    async def does(self, name: str, operation: Callable[[Work, Actor], Coroutine[Any, Any, T]]) -> T:
        self.requests += 1
        async with self.store.work(f"request {self.requests}") as work:
            people = await work.people.all()
            person = next(person for person in people if person.name == NAMES[name])
            actor = actor_of(person, people, await work.teams.all(), Settings().rights())
            return await operation(work, actor)

    async def person(self, name: str) -> int:
        async with self.store.reading() as reads:
            return next(person.id for person in await reads.people.all() if person.name == NAMES[name])

    async def stages(self) -> dict[str, int]:
        async with self.store.reading() as reads:
            return {stage.name: stage.id for stage in await reads.stages.all()}

    async def deal(self, name: str) -> Any:
        return await self.does(name, lambda work, actor: create_deal(work, actor, NewDeal(title=f"of {name}")))

    async def moves(self, name: str, deal: int, stage: str) -> Any:
        to = (await self.stages())[stage]
        return await self.does(name, lambda work, actor: move_deal(work, actor, deal, to, None))

    async def undoes(self, name: str, event: int) -> Any:
        return await self.does(name, lambda work, actor: undo(work, actor, event))

    async def stage_of(self, deal: int) -> str:
        async with self.store.reading() as reads:
            stands = (await reads.deals.get(deal, EVERYTHING)).stage_id
        return next(name for name, stage in (await self.stages()).items() if stage == stands)


@pytest.fixture
async def firm(store: DatabaseStore) -> Firm:
    await staff(store, "en")
    async with store.work("pipeline") as work:
        await add_pipeline(work, None, "Sales", STAGES)
    return Firm(store)


async def test_nobody_changes_by_undo_what_they_no_longer_see(firm: Firm) -> None:
    deal = (await firm.deal("olga")).deal
    moved = await firm.moves("olga", deal.id, "Talk")
    pavel = await firm.person("pavel")
    await firm.does("anna", lambda work, actor: give_deal(work, actor, deal.id, pavel, None))
    with pytest.raises(Missing):
        await firm.undoes("olga", moved.event.id)
    assert await firm.stage_of(deal.id) == "Talk"
    await firm.moves("pavel", deal.id, "Offer")
    with pytest.raises(Missing):  # and is not told what changed
        await firm.undoes("olga", moved.event.id)


async def test_a_note_is_not_taken_off_a_card_that_is_no_longer_seen(firm: Firm) -> None:
    contact = (await firm.does("olga", lambda work, actor: create_contact(work, actor, NewContact(first_name="Ivan")))).contact
    noted = await firm.does("olga", lambda work, actor: add_note(work, actor, contact.ref, "a word"))
    pavel = await firm.person("pavel")
    await firm.does("anna", lambda work, actor: give_contact(work, actor, contact.id, pavel, None))
    with pytest.raises(Missing):
        await firm.undoes("olga", noted.event.id)


async def test_who_gave_a_card_out_of_sight_can_take_it_back(firm: Firm) -> None:
    deal, olga, pavel = (await firm.deal("olga")).deal, await firm.person("olga"), await firm.person("pavel")
    given = await firm.does("max", lambda work, actor: give_deal(work, actor, deal.id, pavel, None))
    await firm.undoes("max", given.event.id)
    await firm.does("olga", lambda work, actor: let_in(work, actor, deal.id, pavel))
    left = await firm.does("pavel", lambda work, actor: let_go(work, actor, deal.id, pavel, None))
    await firm.undoes("pavel", left.event.id)
    async with firm.store.reading() as reads:
        stands = await reads.deals.get(deal.id, EVERYTHING)
    assert (stands.owner_id, stands.participants) == (olga, (pavel,))


async def test_a_deal_does_not_go_back_into_an_archived_stage(firm: Firm) -> None:
    deal = (await firm.deal("olga")).deal
    await firm.moves("olga", deal.id, "Talk")
    moved = await firm.moves("olga", deal.id, "Offer")
    talk = (await firm.stages())["Talk"]
    await firm.does("anna", lambda work, actor: archive_stage(work, actor, talk, None))
    with pytest.raises(Missing, match="stage"):
        await firm.undoes("olga", moved.event.id)
    assert await firm.stage_of(deal.id) == "Offer"


async def test_a_deal_that_was_taken_back_does_not_return_into_an_archived_stage(firm: Firm) -> None:
    made = await firm.deal("olga")
    undone = await firm.undoes("olga", made.event.id)
    new = (await firm.stages())["New"]
    await firm.does("anna", lambda work, actor: archive_stage(work, actor, new, None))
    with pytest.raises(Missing, match="stage"):
        await firm.undoes("olga", undone.event.id)


async def test_a_card_does_not_go_back_to_somebody_who_has_left(firm: Firm) -> None:
    deal, olga, pavel = (await firm.deal("olga")).deal, await firm.person("olga"), await firm.person("pavel")
    given = await firm.does("anna", lambda work, actor: give_deal(work, actor, deal.id, pavel, None))
    await firm.does("anna", lambda work, actor: dismiss(work, actor, olga, Heirs(), None))
    with pytest.raises(Missing, match="person"):
        await firm.undoes("anna", given.event.id)


async def test_nobody_goes_back_into_an_archived_team(firm: Firm) -> None:
    pavel = await firm.person("pavel")
    added = await firm.does("anna", lambda work, actor: add_team(work, actor, "East", None))
    await firm.does("anna", lambda work, actor: put_in_team(work, actor, pavel, added.team.id, None))
    with pytest.raises(Refusal, match=r"undo\.grown"):
        await firm.undoes("anna", added.event.id)


async def test_what_others_hang_on_is_not_taken_away(firm: Firm) -> None:
    made = await firm.deal("olga")
    task = await firm.does("olga", lambda work, actor: create_task(work, actor, NewTask(text="call", about=made.deal.ref)))
    with pytest.raises(Refusal, match=r"undo\.grown"):
        await firm.undoes("olga", made.event.id)
    await firm.undoes("olga", task.event.id)
    await firm.undoes("olga", made.event.id)

    known = await firm.does("olga", lambda work, actor: create_contact(work, actor, NewContact(first_name="Ivan")))
    await firm.does("olga", lambda work, actor: create_deal(work, actor, NewDeal(title="two", contacts=(known.contact.id,))))
    with pytest.raises(Refusal, match=r"undo\.grown"):
        await firm.undoes("olga", known.event.id)


async def test_what_was_done_again_can_be_undone_again(firm: Firm) -> None:
    deal = (await firm.deal("olga")).deal
    moved = await firm.moves("olga", deal.id, "Talk")
    undone = await firm.undoes("olga", moved.event.id)
    with pytest.raises(Refusal, match=r"undo\.done"):
        await firm.undoes("olga", moved.event.id)
    redone = await firm.undoes("olga", undone.event.id)
    assert await firm.stage_of(deal.id) == "Talk"
    async with firm.store.reading() as reads:
        newest = await reads.timeline.newest_by(await firm.person("olga"))
    assert newest is not None
    assert newest.id == moved.event.id, "what stands again is what the command takes back"
    again = await firm.undoes("olga", redone.event.id)
    assert again.undid.id == moved.event.id
    assert await firm.stage_of(deal.id) == "New"
    with pytest.raises(Refusal, match=r"undo\.done"):
        await firm.undoes("olga", moved.event.id)
    with pytest.raises(Refusal, match=r"undo\.done"):
        await firm.undoes("olga", redone.event.id)


async def test_a_manager_undoes_within_reach_only(firm: Firm) -> None:
    deal, theirs = (await firm.deal("olga")).deal, (await firm.deal("pavel")).deal
    ours = await firm.moves("olga", deal.id, "Talk")
    others = await firm.moves("pavel", theirs.id, "Talk")
    with pytest.raises(Missing):
        await firm.undoes("max", others.event.id)
    with pytest.raises(Missing):
        await firm.undoes("pavel", ours.event.id)
    await firm.undoes("max", ours.event.id)


async def test_who_inherits_a_deal_takes_part_in_it_no_more(firm: Firm) -> None:
    deal, olga, pavel = (await firm.deal("olga")).deal, await firm.person("olga"), await firm.person("pavel")
    await firm.does("olga", lambda work, actor: let_in(work, actor, deal.id, pavel))
    left = await firm.does("anna", lambda work, actor: dismiss(work, actor, olga, Heirs(deals=pavel), None))
    async with firm.store.reading() as reads:
        handed = await reads.deals.get(deal.id, EVERYTHING)
    assert (handed.owner_id, handed.participants) == (pavel, ())
    await firm.undoes("anna", left.event.id)
    async with firm.store.reading() as reads:
        back = await reads.deals.get(deal.id, EVERYTHING)
    assert (back.owner_id, back.participants) == (olga, (pavel,))
