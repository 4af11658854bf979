"""The first minute of an installation: a pipeline to sell in, reasons to lose, and the link that makes an administrator."""

from datetime import timedelta

from bots.conversation.house import House
from bots.conversation.texts import Words
from core.crm.fields import LossReason
from core.crm.joining import make_invite
from core.crm.people import Invite, Role
from core.crm.pipelines import NewStage, StageKind, add_pipeline

STAGES = (
    ("new", StageKind.OPEN, 10, 3),
    ("contacted", StageKind.OPEN, 25, 7),
    ("offer", StageKind.OPEN, 50, 7),
    ("negotiation", StageKind.OPEN, 70, 14),
    ("won", StageKind.WON, 100, None),
    ("lost", StageKind.LOST, 0, None),
)
"""Text key, kind, probability in percent, days a deal may stand there."""

REASONS = ("price", "competitor", "no_need", "no_answer", "timing", "other")


async def found(house: House) -> None:
    """Once: where there is no pipeline yet."""
    async with house.store.reading() as reads:
        if await reads.pipelines.all():
            return
    words = house.texts.words(house.settings.company.language)
    async with house.store.work("founding") as work:
        made = await add_pipeline(work, None, words.say("founding.pipeline"), starting_stages(words))
        for position, key in enumerate(REASONS):
            work.save(
                LossReason(id=work.new_id(), created_at=work.now, name=words.say(f"founding.reason.{key}"), position=position)
            )
        work.record("founded", None, [made.pipeline.ref], name=made.pipeline.name)


async def first_invite(house: House) -> Invite | None:
    """The link of the first administrator; None once there is one."""
    async with house.store.reading() as reads:
        if any(person.role is Role.ADMINISTRATOR for person in await reads.people.all()):
            return None
    async with house.store.work(f"first-invite:{house.clock.now().isoformat()}") as work:
        return make_invite(work, None, Role.ADMINISTRATOR, None, timedelta(hours=house.settings.limits.invite_hours))


def starting_stages(words: Words) -> list[NewStage]:
    """What a new pipeline begins with."""
    return [NewStage(words.say(f"founding.stage.{key}"), kind, probability, stalls) for key, kind, probability, stalls in STAGES]
