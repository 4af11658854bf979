"""A deal's life: made in one line or step by step, moved, filled, handed over, lost, reopened; and what the others see of it."""

from dataclasses import replace

from core.crm.access import Actor, Scope
from core.crm.deals import NewDeal, create_deal
from core.crm.pipelines import Pipeline, Stage
from tests.phone import Message, Phone
from tests.town import Town

TITLE = "Окна <для> кафе"


async def new_deal(phone: Phone, line: str = f"{TITLE} 120к") -> Message:
    await phone.says(f"/new deal {line}")
    return await phone.sees(line.split(" 120", maxsplit=1)[0].split(" $", maxsplit=1)[0])


async def test_one_line_makes_a_deal_and_the_next_touch_is_asked(town: Town) -> None:
    olga = town.olga
    card = await new_deal(olga)
    assert "120" in card.text
    assert town.say("touch.when") in card.text
    assert town.say("preset.tomorrow") in olga.buttons(card)
    await olga.taps(town.say("preset.tomorrow"))
    stepped = await olga.sees(TITLE, town.say("touch.task", name=TITLE))
    assert stepped.id == card.id
    assert town.say("touch.when") not in stepped.text
    await olga.taps(town.say("action.undo"))
    await olga.sees(TITLE, town.say("deal.no_step"))


async def test_step_by_step_with_a_new_contact(town: Town) -> None:
    olga = town.olga
    await olga.says("/new deal")
    await olga.sees(town.say("deal.ask.title"))
    await olga.says("Двери & замки")
    await olga.sees(town.say("deal.ask.contact"))
    await olga.says("Иван Петров +7 916 123-45-67")
    await olga.sees(town.say("deal.ask.amount"))
    await olga.says("много")
    await olga.sees(town.say("money.wrong", text="много"))
    await olga.says("1 234,50 ₽")
    await olga.sees(town.say("deal.ask.close"))
    await olga.says("20.11.2020")
    await olga.sees(town.say("due.past"))
    await olga.taps(town.say("action.skip"))
    await olga.sees("Двери & замки", "Петров")


async def test_all_but_the_title_can_be_skipped_and_the_form_left(town: Town) -> None:
    olga = town.olga
    await olga.says("/new deal")
    await olga.says("Ворота")
    for asked in ("deal.ask.contact", "deal.ask.amount", "deal.ask.close"):
        await olga.sees(town.say(asked))
        await olga.taps(town.say("action.skip"))
    await olga.sees("Ворота", town.say("deal.created"))
    await olga.says("/new deal")
    await olga.taps(town.say("action.cancel"))
    await olga.sees(town.say("cancelled"))


async def test_a_contact_that_is_there_is_found(town: Town) -> None:
    olga = town.olga
    await olga.says("/new contact Мария Иванова +7 916 765-43-21")
    await olga.sees("Иванова")
    await olga.says("/new deal")
    await olga.says("Ворота")
    await olga.says("иванова")
    await olga.sees(town.say("deal.ask.amount"))
    await olga.taps(town.say("action.skip"))
    await olga.sees(town.say("deal.ask.close"))
    await olga.taps(town.say("action.skip"))
    await olga.sees("Ворота", "Мария Иванова")


async def test_through_the_funnel_to_a_card(town: Town) -> None:
    olga = town.olga
    await new_deal(olga)
    await new_deal(olga, "Двери $500")
    await olga.says("/deals")
    board = await olga.sees(town.say("founding.pipeline"))
    assert any("2 ·" in button and "120" in button and "500" in button for button in olga.buttons(board))
    await olga.taps(f"{town.say('founding.stage.new')} ·")
    await olga.taps(TITLE)
    card = await olga.sees(TITLE, town.say("deal.no_step"))
    assert card.id == board.id
    await olga.taps(town.say("action.more"))
    await olga.taps(town.say("action.stage"))
    await olga.sees(town.say("stage.title", stage=town.say("founding.stage.new")))
    await olga.taps(town.say("action.back"))
    await olga.sees(town.say("founding.pipeline"))


async def test_lost_with_a_reason_and_reopened(town: Town) -> None:
    olga = town.olga
    await new_deal(olga)
    await olga.taps(town.say("founding.stage.offer"))
    await olga.sees(f"· {town.say('founding.stage.offer')}")
    await olga.taps(town.say("founding.stage.lost"))
    await olga.sees(town.say("deal.ask.reason"))
    await olga.says("дракон")
    await olga.sees(town.say("deal.reason_unknown", text="дракон"))
    await olga.taps(town.say("founding.reason.price"))
    await olga.sees(town.say("deal.ask.loss_note"))
    await olga.says("вдвое <дороже>")
    await olga.sees(town.say("founding.stage.lost"), town.say("founding.reason.price"), "вдвое <дороже>")
    await olga.taps(town.say("action.reopen"))
    await olga.sees(TITLE, town.say("founding.stage.offer"))


async def test_won_and_undone(town: Town) -> None:
    olga = town.olga
    await new_deal(olga)
    await olga.taps(town.say("founding.stage.won"))
    await olga.sees(TITLE, "🏆")
    await olga.taps(town.say("action.undo"))
    undone = await olga.sees(TITLE, town.say("founding.stage.new"))
    assert any("🏆" in button for button in olga.buttons(undone))


async def test_no_next_step_because(town: Town) -> None:
    olga = town.olga
    await new_deal(olga)
    await olga.taps(town.say("touch.none"))
    await olga.sees(town.say("touch.ask_reason", title=TITLE))
    await olga.says("клиент в отпуске")
    await olga.sees(town.say("deal.no_step_because", reason="клиент в отпуске"))
    await olga.taps(town.say("founding.stage.offer"))
    moved = await olga.sees(TITLE, town.say("founding.stage.offer"))
    assert town.say("touch.when") not in moved.text


async def test_fields_are_changed_one_by_one(town: Town) -> None:
    olga = town.olga
    await new_deal(olga)
    for field, words, seen in (
        ("amount", "$5k", "5"),
        ("expected_close", "25.12.2030", "25"),
        ("source", "сайт & реклама", "сайт & реклама"),
    ):
        await olga.taps(town.say("action.edit"))
        await olga.taps(town.say(f"deal.field.{field}"))
        await olga.says(words)
        await olga.sees(town.say("saved"), TITLE, seen)
    await olga.taps(town.say("action.edit"))
    await olga.taps(town.say("deal.field.title"))
    await olga.says("🙂" * 300)
    await olga.sees(town.say("text.long", limit=200, length=300))
    await olga.taps(town.say("action.cancel"))
    await olga.sees(TITLE)


async def test_contacts_come_and_go(town: Town) -> None:
    olga = town.olga
    await new_deal(olga)
    await olga.taps(town.say("preset.tomorrow"))
    await olga.taps(town.say("action.more"))
    await olga.taps(town.say("action.deal_contacts"))
    await olga.taps(town.say("deal.add_contact"))
    await olga.says("Пётр Сидоров")
    await olga.sees(TITLE, "Пётр Сидоров")
    await olga.taps(town.say("action.more"))
    await olga.taps(town.say("action.deal_contacts"))
    await olga.taps("👤 Пётр Сидоров")
    await olga.sees("👤 Пётр Сидоров")
    await olga.says(f"/deal {TITLE}")
    await olga.taps(town.say("action.more"))
    await olga.taps(town.say("action.deal_contacts"))
    await olga.taps("➖ Пётр Сидоров")
    gone = await olga.sees(town.say("deal.contacts.what", title=TITLE))
    assert not any("Сидоров" in button for button in olga.buttons(gone))


async def test_a_manager_hands_a_deal_over_and_the_new_owner_is_told(town: Town) -> None:
    olga, max_ = town.olga, town.max
    await town.pavel.starts()
    await new_deal(olga)
    await max_.says("/deals")
    await max_.taps(f"{town.say('founding.stage.new')} ·")
    await max_.taps(TITLE)
    card = await max_.sees(TITLE, town.say("deal.no_step"))
    await max_.taps(town.say("action.edit"))
    await max_.taps(town.say("action.reassign"))
    await max_.taps("Павел Орлов")
    given = await max_.sees(town.say("deal.given", title=TITLE, owner="Павел Орлов"))
    assert given.id == card.id
    assert max_.buttons(given) == [town.say("action.back"), town.say("action.undo")]
    await town.pavel.sees(TITLE, town.say("deal.given_to_you", person="Максим Ветров", name=TITLE))
    await olga.taps(town.say("founding.stage.offer"))
    await olga.sees(town.say("missing.deal"))


async def test_a_participant_of_another_team_sees_the_deal_and_leaves_it(town: Town) -> None:
    olga, pavel = town.olga, town.pavel
    await new_deal(olga)
    await pavel.says(f"/deal {TITLE}")
    await pavel.does_not_see("120")
    await olga.taps(town.say("preset.tomorrow"))
    await olga.taps(town.say("action.more"))
    await olga.taps(town.say("action.deal_people"))
    await olga.taps(town.say("deal.add_person"))
    await olga.taps("Павел Орлов")
    await pavel.sees(TITLE, town.say("deal.let_in_you", person="Ольга Смирнова", title=TITLE))
    await pavel.taps(town.say("founding.stage.offer"))
    await olga.says(f"/deal {TITLE}")
    await olga.sees(TITLE, town.say("founding.stage.offer"))
    await pavel.taps(town.say("action.more"))
    await pavel.taps(town.say("action.deal_people"))
    await pavel.taps("➖ Павел Орлов")
    await pavel.sees(town.say("deal.left", title=TITLE))


async def test_two_people_on_one_deal(town: Town) -> None:
    """Of two taps one wins; the other card was redrawn, and a stale tap changes nothing."""
    olga, max_ = town.olga, town.max
    card = await new_deal(olga)
    await max_.says(f"/deal {TITLE}")
    await max_.sees(TITLE)
    await max_.taps(town.say("founding.stage.offer"))
    await town.quiet()
    await olga.taps(town.say("founding.stage.contacted"), on=card)
    await olga.sees(TITLE, town.say("founding.stage.contacted"))
    await max_.sees(TITLE, town.say("founding.stage.contacted"))


async def test_an_administrator_deletes_a_deal_and_its_old_buttons_say_so(town: Town) -> None:
    olga, anna = town.olga, town.anna
    await new_deal(olga)
    await anna.says(f"/deal {TITLE}")
    card = await anna.sees(TITLE)
    await anna.taps(town.say("action.edit"))
    await anna.taps(town.say("action.delete"))
    gone = await anna.sees(town.say("deal.deleted", title=TITLE))
    assert gone.id == card.id
    assert anna.buttons(gone) == [town.say("action.undo")]
    await town.quiet()
    await olga.taps(town.say("founding.stage.offer"))
    assert not olga.buttons(await olga.sees(town.say("missing.deal")))
    await anna.taps(town.say("action.undo"))
    assert (await anna.sees(TITLE, town.say("founding.stage.new"))).id == card.id


async def test_a_rep_sees_no_team_switch_and_a_manager_does(town: Town) -> None:
    await new_deal(town.olga)
    await town.olga.says("/deals")
    board = await town.olga.sees(town.say("founding.pipeline"))
    assert town.say("funnel.own") not in town.olga.buttons(board)
    await town.max.says("/deals")
    await town.max.sees(town.say("founding.pipeline"), "120")
    await town.max.taps(town.say("funnel.own"))
    own = await town.max.sees(town.say("founding.pipeline"))
    assert "120" not in own.text
    await town.max.taps(town.say("funnel.team"))
    await town.max.sees("120")


async def test_a_deal_that_stands_still_is_marked(town: Town) -> None:
    olga = town.olga
    await new_deal(olga)
    await town.later(days=5)
    await olga.says("/deals")
    await olga.taps(f"{town.say('founding.stage.new')} ·")
    listed = await olga.sees(town.say("stage.title", stage=town.say("founding.stage.new")))
    assert any("⏳" in button for button in olga.buttons(listed))
    await olga.taps(TITLE)
    await olga.sees(town.say("deal.stalled", n=5))


async def test_hostile_words_make_a_title_or_a_clear_refusal(town: Town) -> None:
    olga = town.olga
    for title in ("<b>&*_</b>", "👩‍🚀🔥", "\u202eשלום"):
        await olga.says(f"/new deal {title}")
        await olga.sees(town.say("deal.created"))
    await olga.says(f"/new deal {'я' * 3000}")
    await olga.sees(town.say("text.long", limit=200, length=3000))
    await olga.says("/new deal \u200b\u200b")
    await olga.sees(town.say("text.empty"))


async def test_fields_a_stage_wants_are_asked_and_the_move_goes_on(town: Town) -> None:

    async with town.store.work("wants") as work:
        stage = next(stage for stage in await work.stages.all() if stage.name == town.say("founding.stage.offer"))
        work.save(replace(stage, required=("amount", "contacts")))
        work.record("pipeline.changed", None, [])
    olga = town.olga
    await new_deal(olga, "Окна")
    await olga.taps(town.say("founding.stage.offer"))
    await olga.sees(town.say("deal.ask.amount"))
    await olga.says("80к")
    await olga.sees(town.say("deal.ask.contact"))
    await olga.says("Анна Белова")
    await olga.sees("Окна", "80", "Анна Белова", town.say("founding.stage.offer"))


async def test_two_pipelines(town: Town) -> None:
    async with town.store.work("a second pipeline") as work:
        pipeline = work.save(Pipeline(id=work.new_id(), created_at=work.now, name="Сервис <2>", position=1))
        for position, name in enumerate(("Заявка", "Ремонт")):
            stage = Stage(id=work.new_id(), created_at=work.now, pipeline_id=pipeline.id, name=name, position=position)
            work.save(stage)
        work.record("pipeline.added", None, [])
    olga = town.olga
    await new_deal(olga)
    await olga.taps(town.say("action.edit"))
    await olga.taps(town.say("action.pipeline"))
    await olga.taps("Сервис <2>")
    await olga.sees(TITLE, "Сервис <2> · Заявка")
    await olga.says("/deals")
    board = await olga.sees("Сервис <2>")
    assert any(button.startswith("Заявка · 1") for button in olga.buttons(board))
    await olga.taps(town.say("founding.pipeline"))
    await olga.sees(town.say("founding.pipeline"))
    await olga.says("/new deal")
    await olga.says("Котёл")
    await olga.sees(town.say("deal.ask.pipeline"))
    await olga.taps("Сервис <2>")
    for asked in ("deal.ask.contact", "deal.ask.amount", "deal.ask.close"):
        await olga.sees(town.say(asked))
        await olga.taps(town.say("action.skip"))
    await olga.sees("Котёл", "Сервис <2> · Заявка")


async def test_a_new_deal_goes_where_the_person_sells(town: Town) -> None:
    """The pipeline of the newest open deal, while it stands; the first one before there is any."""
    olga = town.olga
    async with town.store.work("second pipeline") as work:
        export = work.save(Pipeline(id=work.new_id(), created_at=work.now, name="Export", position=9))
        stage = Stage(id=work.new_id(), created_at=work.now, pipeline_id=export.id, name="Lead", position=0)
        work.save(stage)
        work.record("pipeline.created", None, [export.ref], name=export.name)
    await olga.says("/new deal First 100")
    await olga.sees("First", town.say("founding.pipeline"))
    person = await town.person("olga")
    actor = Actor(person, Scope(frozenset({person.id})), frozenset())
    async with town.store.work("an export deal") as work:
        await create_deal(work, actor, NewDeal(title="Abroad", pipeline_id=export.id))
    await olga.says("/new deal Second 100")
    await olga.sees("Second", "Export")
    await olga.says("/deals")
    await olga.sees("Export")
