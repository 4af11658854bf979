"""Tags, loss reasons and custom fields: short lists that administrators keep by the same few verbs."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from core.clean import clean_name
from core.crm.access import Actor, Right
from core.crm.fields import CustomField, FieldKind, LossReason, Tag
from core.crm.naming import ENTRY_LETTERS, last_position, new_name, shift, standing
from core.crm.timeline import Event
from core.errors import Missing, Refusal, refuse_stale
from core.ports import Reads, Work

Entry = Tag | LossReason | CustomField

OF = ("contact", "deal")
"""What has custom fields."""
MOST_CHOICES = 50


@dataclass(frozen=True, slots=True)
class EntrySaved:
    entry: Any
    event: Event


async def add_tag(work: Work, actor: Actor, name: str) -> EntrySaved:
    actor.require(Right.ADMINISTER)
    named = new_name(name, await work.tags.all())
    return _recorded(work, actor, "added", work.save(Tag(id=work.new_id(), created_at=work.now, name=named)))


async def add_loss_reason(work: Work, actor: Actor, name: str) -> EntrySaved:
    actor.require(Right.ADMINISTER)
    others = await work.loss_reasons.all()
    reason = LossReason(id=work.new_id(), created_at=work.now, name=new_name(name, others), position=last_position(others))
    return _recorded(work, actor, "added", work.save(reason))


async def add_field(work: Work, actor: Actor, of: str, name: str, kind: FieldKind, choices: tuple[str, ...] = ()) -> EntrySaved:
    """Raises Refusal `name.taken`, `field.choices` for a choice without at least two."""
    actor.require(Right.ADMINISTER)
    if of not in OF:
        raise Missing("custom_field")
    others = [field for field in await work.custom_fields.all() if field.of == of]
    field = CustomField(
        id=work.new_id(),
        created_at=work.now,
        of=of,
        name=new_name(name, others),
        kind=kind,
        position=last_position(others),
        choices=_fitting(kind, choices),
    )
    return _recorded(work, actor, "added", work.save(field))


async def set_choices(work: Work, actor: Actor, field_id: int, choices: tuple[str, ...], seen: int | None = None) -> EntrySaved:
    """Cards keep a value that is no longer among the choices."""
    field = await _entry(work, actor, "custom_field", field_id, seen)
    if field.kind is not FieldKind.CHOICE:
        raise Refusal("field.choices")
    return _recorded(work, actor, "changed", work.save(replace(field, choices=_fitting(field.kind, choices))))


async def rename_entry(work: Work, actor: Actor, noun: str, entry_id: int, name: str, seen: int | None = None) -> EntrySaved:
    entry = await _entry(work, actor, noun, entry_id, seen)
    others = alike(await all_entries(work, noun), entry)
    return _recorded(work, actor, "renamed", work.save(replace(entry, name=new_name(name, others, entry.id))))


async def shift_entry(work: Work, actor: Actor, noun: str, entry_id: int, by: int, seen: int | None) -> EntrySaved:
    """Raises Refusal `order.end`; tags have no order but the alphabet's."""
    entry = await _entry(work, actor, noun, entry_id, seen)
    if isinstance(entry, Tag):
        raise Refusal("order.end")
    return _recorded(work, actor, "shifted", shift(work, alike(await all_entries(work, noun), entry), entry_id, by))


async def archive_entry(work: Work, actor: Actor, noun: str, entry_id: int, seen: int | None) -> EntrySaved:
    """What cards say stays said. Raises Refusal `loss_reason.last`."""
    entry = await _entry(work, actor, noun, entry_id, seen)
    if noun == "loss_reason" and len(await work.loss_reasons.all()) == 1:
        raise Refusal("loss_reason.last")
    return _recorded(work, actor, "archived", work.save(replace(entry, deleted_at=work.now)))


async def all_entries(reads: Reads, noun: str) -> list[Any]:
    """Raises Missing for another noun."""
    match noun:
        case "tag":
            return list(await reads.tags.all())
        case "loss_reason":
            return list(await reads.loss_reasons.all())
        case "custom_field":
            return list(await reads.custom_fields.all())
    raise Missing("record")


def alike(entries: Iterable[Any], entry: Entry) -> list[Any]:
    """Those it stands in one list with: custom fields of one noun."""
    return [other for other in entries if getattr(other, "of", None) == getattr(entry, "of", None)]


def parse_choices(text: str) -> tuple[str, ...]:
    """One a line, or parted by commas or semicolons; doubles are left out."""
    parts = text.replace(";", "\n").replace("\n", ",").split(",")
    return tuple(dict.fromkeys(clean_name(part, ENTRY_LETTERS) for part in parts if part.strip()))


def _fitting(kind: FieldKind, choices: tuple[str, ...]) -> tuple[str, ...]:
    if kind is not FieldKind.CHOICE:
        return ()
    if not 2 <= len(choices) <= MOST_CHOICES:
        raise Refusal("field.choices", most=MOST_CHOICES)
    return choices


async def _entry(work: Work, actor: Actor, noun: str, entry_id: int, seen: int | None) -> Any:
    actor.require(Right.ADMINISTER)
    entry = next((entry for entry in await all_entries(work, noun) if entry.id == entry_id), None)
    if entry is None:
        raise Missing(noun)
    refuse_stale(standing(entry), seen)
    return entry


def _recorded(work: Work, actor: Actor, what: str, entry: Any) -> EntrySaved:
    return EntrySaved(entry, work.record(f"{entry.noun}.{what}", actor.id, [entry.ref], name=entry.name))
