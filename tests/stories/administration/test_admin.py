"""/admin by buttons: teams, roles, fields, tags, loss reasons, what was set aside."""

from core.crm.fields import FieldKind
from tests.town import Town


async def test_a_tree_of_teams(town: Town) -> None:
    await town.anna.says("/admin")
    await town.anna.sees(town.say("admin.title"))
    await town.anna.taps(town.say("action.teams"))
    await town.anna.sees(town.say("teams.title"))
    await town.anna.taps("North")
    await town.anna.taps(town.say("action.add_team_below"))
    await town.anna.says("Ural")
    await town.anna.sees(town.say("team.title", name="Ural"), town.say("team.parent", name="North"))
    await town.anna.taps(town.say("action.move_team"))
    assert not [button for button in town.anna.buttons() if "Ural" in button], "no team goes under itself"
    await town.anna.taps("South")
    await town.anna.sees(town.say("team.parent", name="South"))
    await town.anna.taps(town.say("action.undo"))
    await town.anna.sees(town.say("team.parent", name="North"))


async def test_an_archived_team_hands_its_people_up(town: Town) -> None:
    await town.anna.says("/admin")
    await town.anna.taps(town.say("action.teams"))
    await town.anna.taps("South")
    await town.anna.taps(town.say("action.archive"))
    await town.anna.sees(town.say("team.archived.done", name="South"))
    assert (await town.person("pavel")).team_id is None
    await town.anna.taps(town.say("action.undo"))
    await town.anna.sees(town.say("team.title", name="South"))
    assert (await town.person("pavel")).team_id is not None


async def test_a_choice_field(town: Town) -> None:
    await town.anna.says("/admin")
    await town.anna.taps(town.say("admin.fields.deal"))
    await town.anna.taps(town.say("action.add"))
    await town.anna.says("Этаж <b>")
    await town.anna.taps(town.say("field.kind.choice"))
    await town.anna.says("один")
    await town.anna.sees(town.say("field.choices"))
    await town.anna.says("первый, второй; третий\nпервый")
    await town.anna.sees(town.say("entry.added.done"))
    async with town.store.reading() as reads:
        (field,) = await reads.custom_fields.all()
    assert (field.of, field.name, field.kind, field.choices) == (
        "deal",
        "Этаж <b>",
        FieldKind.CHOICE,
        ("первый", "второй", "третий"),
    )
    await town.anna.taps("Этаж")
    await town.anna.taps(town.say("action.choices"))
    await town.anna.says("низ, верх")
    await town.anna.sees(town.say("field.choices.line", choices="низ, верх"))
    await town.anna.taps(town.say("action.archive"))
    await town.anna.sees(town.say("entry.archived.done", name="Этаж <b>"))
    await town.anna.taps(town.say("action.undo"))
    await town.anna.sees(town.say("entry.custom_field.title", name="Этаж <b>"))


async def test_tags_and_loss_reasons(town: Town) -> None:
    await town.anna.says("/admin")
    await town.anna.taps(town.say("admin.tags"))
    await town.anna.taps(town.say("action.add"))
    await town.anna.says("VIP")
    await town.anna.sees(town.say("entry.added.done"))
    await town.anna.taps(town.say("action.add"))
    await town.anna.says("vip")
    await town.anna.sees(town.say("name.taken", name="vip"))
    await town.anna.says("/admin")
    await town.anna.taps(town.say("admin.loss_reasons"))
    await town.anna.taps(town.say("founding.reason.competitor"))
    await town.anna.taps(town.say("action.up"))
    await town.anna.sees(town.say("entry.loss_reason.title", name=town.say("founding.reason.competitor")))
    assert await town.anna.taps(town.say("action.up")) == town.say("order.end")
    async with town.store.reading() as reads:
        names = [reason.name for reason in await reads.loss_reasons.all()]
    assert names[0] == town.say("founding.reason.competitor")


async def test_a_stale_button_shows_the_list_as_it_is(town: Town) -> None:
    await town.anna.says("/admin")
    await town.anna.taps(town.say("admin.loss_reasons"))
    await town.anna.taps(town.say("founding.reason.price"))
    card = town.anna.last()
    await town.anna.taps(town.say("action.archive"))
    await town.anna.sees(town.say("entry.archived.done", name=town.say("founding.reason.price")))
    assert card.id == town.anna.last().id
    await town.anna.taps(town.say("action.undo"))
    await town.anna.sees(town.say("entry.loss_reason.title", name=town.say("founding.reason.price")))


async def test_roles_say_what_they_may(town: Town) -> None:
    await town.anna.says("/admin")
    await town.anna.taps(town.say("action.roles"))
    await town.anna.taps(town.say("role.manager.count", n=1))
    await town.anna.sees(town.say("right.see_team"), town.say("right.invite"))
    await town.anna.taps("Максим")
    await town.anna.sees(town.say("person.title", name="Максим Ветров"))


async def test_what_was_set_aside_is_retried(town: Town) -> None:
    await town.anna.says("/admin")
    await town.anna.taps(town.say("action.aside"))
    await town.anna.sees(town.say("aside.none"))
    await town.anna.taps(town.say("action.back"))
    await town.anna.sees(town.say("admin.title"))


async def test_who_lost_the_right_sees_nothing_through_old_buttons(town: Town) -> None:
    await town.anna.says("/team")
    await town.anna.taps("Максим")
    await town.anna.taps(town.say("action.role"))
    await town.anna.taps(town.say("role.administrator"))
    await town.max.says("/admin")
    await town.max.sees(town.say("admin.title"))
    await town.anna.taps(town.say("action.undo"))
    await town.max.taps(town.say("admin.tags"))
    await town.max.sees(town.say("forbidden"))
