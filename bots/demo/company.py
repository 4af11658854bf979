"""The company itself: its teams, colleagues with their accounts, two pipelines, reasons to lose, tags."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bots.conversation.founding import REASONS, STAGES
from bots.conversation.texts import Texts
from bots.demo.cast import COLLEAGUES, Persona
from core.crm.fields import LossReason, Tag
from core.crm.people import Identity, Person, Role, Team
from core.crm.pipelines import Pipeline, Stage, StageKind
from core.ports import Work
from core.records import Ref

COMPANY_NAME = "Светлый дом / Bright House"
MESSENGER = "telegram"

TEAMS = {"sales": ("Продажи / Sales", None), "retail": ("Розница", "sales"), "export": ("Export", "sales")}
"""Key -> name and the team above."""

WITHOUT_ACCOUNT = (
    ("irina", "Ирина Лебедева", Role.REP, "retail", "ru"),
    ("tom", "Tom Becker", Role.REP, "export", "en"),
    ("grace", "Grace Holloway", Role.MANAGER, "export", "en"),
)
"""Colleagues who never open a messenger, so that the others are not alone."""

ZONES = {"ru": "Europe/Moscow", "en": "Europe/London"}

EXPORT_STAGES = (
    ("Lead", StageKind.OPEN, 10, 5),
    ("Site survey", StageKind.OPEN, 30, 10),
    ("Offer sent", StageKind.OPEN, 50, 10),
    ("Contract", StageKind.OPEN, 80, 14),
    ("Won", StageKind.WON, 100, None),
    ("Lost", StageKind.LOST, 0, None),
)
TAGS = ("VIP", "Повторный", "Дача", "Hotel", "Referral")


@dataclass(frozen=True, slots=True)
class Founded:
    """What the business needs to know: people by key, stages of each language's pipeline in order, and the reasons."""

    people: dict[str, Person]
    stages: dict[str, list[Stage]]
    reasons: list[LossReason]
    tags: list[Tag]
    teams: dict[str, Team]


def found_company(work: Work, texts: Texts) -> Founded:
    """In the caller's work, with one event, as an installation's first minute would leave it."""
    teams: dict[str, Team] = {}
    for key, (name, above) in TEAMS.items():
        teams[key] = work.save(Team(**_new(work), name=name, parent_id=teams[above].id if above else None))
    people = {persona.key: _join(work, persona, teams) for persona in COLLEAGUES}
    for key, name, role, team, language in WITHOUT_ACCOUNT:
        zone, team_id = ZONES[language], teams[team].id
        people[key] = work.save(
            Person(**_new(work), name=name, role=role, team_id=team_id, language=language, time_zone=zone, onboarded=True)
        )
    russian = texts.words("ru")
    stages = {
        "ru": _pipeline(
            work, russian.say("founding.pipeline"), 0, [(russian.say(f"founding.stage.{stage[0]}"), *stage[1:]) for stage in STAGES]
        ),
        "en": _pipeline(work, "Export", 1, EXPORT_STAGES),
    }
    reasons = [
        work.save(LossReason(**_new(work), name=russian.say(f"founding.reason.{key}"), position=position))
        for position, key in enumerate(REASONS)
    ]
    tags = [work.save(Tag(**_new(work), name=name)) for name in TAGS]
    founded = Founded(people, stages, reasons, tags, teams)
    work.record("founded", None, _refs(founded), name=russian.say("founding.pipeline"))
    return founded


def account(work: Work, persona: Persona, person: Person) -> Identity:
    """The persona's private chat with the bot has the persona's own number, as in Telegram."""
    return work.save(
        Identity(
            **_new(work),
            messenger=MESSENGER,
            external_id=str(persona.id),
            username=persona.username,
            chat=str(persona.id),
            person_id=person.id,
        )
    )


def _join(work: Work, persona: Persona, teams: dict[str, Team]) -> Person:
    assert persona.role is not None
    person = work.save(
        Person(
            **_new(work),
            name=persona.name,
            role=persona.role,
            team_id=teams[persona.team].id if persona.team else None,
            language=persona.language,
            time_zone=persona.time_zone,
            onboarded=True,
        )
    )
    account(work, persona, person)
    return person


def _pipeline(work: Work, name: str, position: int, stages: Sequence[tuple[str, StageKind, int, int | None]]) -> list[Stage]:
    pipeline = work.save(Pipeline(**_new(work), name=name, position=position))
    return [
        work.save(
            Stage(
                **_new(work), pipeline_id=pipeline.id, name=name, position=at, kind=kind, probability=probability, stall_days=stall
            )
        )
        for at, (name, kind, probability, stall) in enumerate(stages)
    ]


def _new(work: Work) -> dict[str, Any]:
    return {"id": work.new_id(), "created_at": work.now}


def _refs(founded: Founded) -> list[Ref]:
    return [record.ref for record in (*founded.people.values(), *founded.teams.values())]
