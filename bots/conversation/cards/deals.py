"""Deals and funnels as they are shown."""

from dataclasses import dataclass

from bots.conversation.actions import Action
from bots.conversation.cards.questions import Option
from core.crm.contacts import Company, Contact
from core.crm.deals import Deal, StageSum
from core.crm.fields import LossReason, Tag
from core.crm.people import Person
from core.crm.pipelines import Pipeline, Stage
from core.facts import Fact
from core.tasks.tasks import Task


@dataclass(frozen=True, slots=True)
class Move:
    """A stage and what a tap on it does; the present stage does nothing."""

    stage: Stage
    action: Action
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DealCard:
    """`moves` are the open stages in order, `closing` the won and lost ones. `stalled` is the days it has stood past its stage's
    limit. `next_touch`, where it holds options, asks for the next step; `forward` opens the next step, or the way to one.
    `custom` are the filled fields of an administrator's making. `back` leads from what the card holds besides to the card."""

    deal: Deal
    stage: Stage
    pipeline: Pipeline
    contacts: tuple[Contact, ...]
    company: Company | None
    owner: Person | None
    participants: tuple[Person, ...]
    tags: tuple[Tag, ...]
    custom: tuple[tuple[str, Fact], ...]
    next_step: Task | None
    stalled: int | None
    loss_reason: LossReason | None
    moves: tuple[Move, ...]
    closing: tuple[Move, ...]
    next_touch: tuple[Option, ...] = ()
    forward: Action | None = None
    offers: tuple[Action, ...] = ()
    lists: tuple[Action, ...] = ()
    back: Action | None = None


@dataclass(frozen=True, slots=True)
class FunnelStage:
    stage: Stage
    sums: StageSum
    opens: Action


@dataclass(frozen=True, slots=True, kw_only=True)
class FunnelCard:
    """`own`: only what the viewer works on; `turns` to the other view, where the viewer has one."""

    pipeline: Pipeline
    stages: tuple[FunnelStage, ...]
    open: StageSum
    own: bool
    others: tuple[tuple[Pipeline, Action], ...]
    turns: Action | None
    offers: tuple[Action, ...]
