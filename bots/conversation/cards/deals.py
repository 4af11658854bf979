"""Deals and funnels as they are shown."""

from dataclasses import dataclass

from bots.conversation.actions import Action
from core.crm.contacts import Company, Contact
from core.crm.deals import Deal, StageSum
from core.crm.fields import LossReason
from core.crm.people import Person
from core.crm.pipelines import Pipeline, Stage
from core.tasks.tasks import Task


@dataclass(frozen=True, slots=True)
class Move:
    """A stage and what a tap on it does; the present stage does nothing."""

    stage: Stage
    action: Action
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DealCard:
    deal: Deal
    stage: Stage
    pipeline: Pipeline
    contacts: tuple[Contact, ...]
    company: Company | None
    owner: Person | None
    next_step: Task | None
    loss_reason: LossReason | None
    moves: tuple[Move, ...]
    offers: tuple[Action, ...]


@dataclass(frozen=True, slots=True)
class FunnelStage:
    stage: Stage
    sums: StageSum
    opens: Action


@dataclass(frozen=True, slots=True, kw_only=True)
class FunnelCard:
    pipeline: Pipeline
    stages: tuple[FunnelStage, ...]
    others: tuple[tuple[Pipeline, Action], ...]
