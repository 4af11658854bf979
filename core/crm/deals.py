"""Deals: the records, and one verb a change."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import ClassVar

from core.crm.contacts import FieldValue
from core.money import Money
from core.records import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Deal(Record):
    """A chance to sell. `furthest` is the highest stage position it ever reached, kept for funnels over many deals;
    `no_next_step` says why an open deal has no task."""

    noun: ClassVar[str] = "deal"

    title: str
    pipeline_id: int
    stage_id: int
    entered_stage_at: datetime
    furthest: int = 0
    contacts: tuple[int, ...] = ()
    company_id: int | None = None
    amount: Money | None = None
    expected_close: date | None = None
    owner_id: int | None = None
    participants: tuple[int, ...] = ()
    source: str | None = None
    tags: tuple[int, ...] = ()
    fields: Mapping[str, FieldValue] = field(default_factory=dict)
    closed_at: datetime | None = None
    won: bool | None = None
    loss_reason_id: int | None = None
    loss_note: str | None = None
    no_next_step: str | None = None


@dataclass(frozen=True, slots=True)
class StageSum:
    """What stands in one stage: how many deals, and their sums, one a currency."""

    stage_id: int
    count: int
    sums: tuple[Money, ...]
