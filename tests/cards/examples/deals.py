"""Deals and funnels."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from bots.conversation.cards import Card, DealCard, FunnelCard
from bots.conversation.cards.deals import FunnelStage, Move
from bots.conversation.cards.questions import Option
from core.crm.contacts import Company, Contact
from core.crm.deals import Deal, StageSum
from core.crm.fields import LossReason, Tag
from core.crm.people import Person, Role
from core.crm.pipelines import Pipeline, Stage, StageKind
from core.money import Money
from core.tasks.delivery import Notice
from core.tasks.tasks import Task, TaskKind
from tests.cards.examples import HOSTILE, LONG, NAMES, NOTHING, RTL

NOW = datetime(2026, 11, 20, 11, 35, tzinfo=UTC)
MONEY = Money(Decimal("1234.50"), "USD")

PIPELINE = Pipeline(id=1, created_at=NOW, name=HOSTILE, position=0)
STAGES = tuple(
    Stage(id=2 + number, created_at=NOW, pipeline_id=1, name=name, position=number, kind=kind)
    for number, (name, kind) in enumerate(
        [(HOSTILE, StageKind.OPEN), (LONG, StageKind.OPEN), (RTL, StageKind.OPEN), ("Won", StageKind.WON), ("Lost", StageKind.LOST)]
    )
)
OLGA = Person(id=9, created_at=NOW, name=HOSTILE, role=Role.REP)
CONTACTS = tuple(
    Contact(id=20 + number, created_at=NOW, first_name=name, phones=("+79161234567",)) for number, name in enumerate(NAMES)
)
DEAL = Deal(
    id=30,
    created_at=NOW,
    title=HOSTILE,
    pipeline_id=1,
    stage_id=2,
    entered_stage_at=NOW,
    contacts=tuple(contact.id for contact in CONTACTS),
    amount=MONEY,
    expected_close=date(2026, 12, 25),
    owner_id=9,
    source=RTL,
)
STEP = Task(id=40, created_at=NOW, text=LONG, kind=TaskKind.CALL, due_day=date(2026, 11, 21), due_at=NOW, owner_id=9)
MOVES = tuple(Move(stage, NOTHING, current=stage.id == 2) for stage in STAGES)
TOUCH = (Option(Notice("preset.hour"), NOTHING), Option(Notice("touch.none"), NOTHING))

OPEN = DealCard(
    deal=DEAL,
    stage=STAGES[0],
    pipeline=PIPELINE,
    contacts=CONTACTS,
    company=Company(id=50, created_at=NOW, name=LONG),
    owner=OLGA,
    participants=(replace(OLGA, id=10, name=RTL),),
    tags=(Tag(id=60, created_at=NOW, name=HOSTILE),),
    custom=((HOSTILE, LONG), ("m²", Decimal("12.5")), ("paid", True), ("price", MONEY)),
    next_step=STEP,
    stalled=9,
    loss_reason=None,
    moves=MOVES[:3],
    closing=MOVES[3:],
    next_touch=(),
    offers=(NOTHING, NOTHING),
    lists=(NOTHING,) * 5,
)
BARE = replace(
    OPEN,
    deal=Deal(id=31, created_at=NOW, title="🔥", pipeline_id=1, stage_id=2, entered_stage_at=NOW),
    contacts=(),
    company=None,
    owner=None,
    participants=(),
    tags=(),
    custom=(),
    next_step=None,
    stalled=None,
)
LOST = replace(
    BARE,
    deal=replace(BARE.deal, closed_at=NOW, won=False, loss_reason_id=70, loss_note=LONG),
    stage=STAGES[4],
    loss_reason=LossReason(id=70, created_at=NOW, name=HOSTILE, position=0),
    moves=(),
    closing=(),
)
FUNNEL = FunnelCard(
    pipeline=PIPELINE,
    stages=tuple(
        FunnelStage(stage, StageSum(stage.id, 1234, (MONEY, Money(Decimal(10**12), "RUB"), Money(Decimal(5), "JPY"))), NOTHING)
        for stage in STAGES
    ),
    open=StageSum(0, 3, (MONEY,)),
    own=False,
    others=((replace(PIPELINE, id=3, name=LONG), NOTHING),),
    turns=NOTHING,
    offers=(NOTHING,),
)

EXAMPLES: list[tuple[str, Card]] = [
    ("a deal with everything", OPEN),
    ("a deal with nothing but a title", BARE),
    ("a deal and the way to its next step", replace(OPEN, forward=NOTHING)),
    ("what hangs on a deal", replace(OPEN, moves=(), closing=(), offers=(), back=NOTHING)),
    ("a deal that asks for its next touch", replace(BARE, next_touch=TOUCH)),
    ("a deal that needs no next step", replace(BARE, deal=replace(BARE.deal, no_next_step=HOSTILE))),
    ("a lost deal", LOST),
    ("a won deal", replace(LOST, deal=replace(BARE.deal, closed_at=NOW, won=True), stage=STAGES[3], loss_reason=None)),
    ("a funnel", FUNNEL),
    ("an empty funnel of one's own", replace(FUNNEL, stages=(), open=StageSum(0, 0, ()), own=True, others=())),
]
