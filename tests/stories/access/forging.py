"""Buttons nobody showed: every registered action, with the ids of hidden records in all its fields."""

from collections.abc import Iterator
from dataclasses import fields
from itertools import product
from typing import get_type_hints

from bots.conversation.actions import Action, encode, registry
from core.ports import Reads
from tests.stories.access.hidden import Hidden

NOUNS = ("person", "x")
"""Beside those that are hidden: no cards, and nothing at all."""
OTHER_NUMBERS = {"page": 0, "by": 1, "on": 1, "own": 0, "team": 1, "index": 0, "number": 0}
WORDS = {
    "role": ("administrator", "x"),
    "of": ("contact", "x"),
    "command": ("find", "x"),
    "section": ("today", "x"),
    "preset": ("t", "xx"),
    "kind": ("call", "x"),
    "name": ("language", "x"),
    "what": ("name", "x"),
    "field": ("title", "amount", "contacts", "company_id", "first_name", "phones", "job_title", "x"),
}


async def forged(reads: Reads, hidden: Hidden) -> list[str]:
    """As they travel. A field of a kind unknown here fails: then say what to put in it."""
    stages = [stage.id for stage in await reads.stages.all()]
    numbers = {
        **{f"{noun}_id": (ref.id,) for noun, ref in hidden.refs.items()},
        **{name: (number,) for name, number in OTHER_NUMBERS.items()},
        "event_id": tuple(hidden.events),
        "person_id": (hidden.people["olga"], hidden.people["pavel"]),
        "stage_id": (stages[1], stages[-1]),
        "pipeline_id": tuple(pipeline.id for pipeline in await reads.pipelines.all()),
        "team_id": tuple(team.id for team in await reads.teams.all())[:1],
        "parent_id": (None,),
        "tag_id": (hidden.field_id,),
        "field_id": (hidden.field_id,),
        "entry_id": (hidden.field_id,),
        "invite_id": (hidden.invite_id,),
    }
    return [encode(action) for cls in registry().values() for action in _with_all(cls, numbers, hidden)]


def _with_all(cls: type[Action], numbers: dict[str, tuple[int | None, ...]], hidden: Hidden) -> Iterator[Action]:
    hints, names = get_type_hints(cls), [spec.name for spec in fields(cls)]
    if names[:2] == ["noun", "record_id"]:
        rest = [numbers[name] for name in names[2:]]
        for ref in hidden.refs.values():
            yield from (cls(ref.noun, ref.id, *others) for others in product(*rest))  # type: ignore[call-arg]  # its first fields
        yield from (cls(noun, hidden.refs["deal"].id, *others) for noun in NOUNS for others in product(*rest))  # type: ignore[call-arg]
        return
    values = [_values(cls, name, hints[name], numbers, hidden) for name in names]
    yield from (cls(*chosen) for chosen in product(*values))


def _values(
    cls: type[Action], name: str, hint: object, numbers: dict[str, tuple[int | None, ...]], hidden: Hidden
) -> tuple[object, ...]:
    if name == "seen":
        of = next((noun for noun in hidden.refs if f"{noun}_id" in cls.__slots__), None)
        return (hidden.versions[hidden.refs[of]] if of else 1,)
    if name == "noun":
        return (*hidden.refs, *NOUNS, "tag", "custom_field")
    if name == "value":
        return tuple(str(ref.id) for ref in hidden.refs.values())
    return WORDS[name] if name in WORDS else numbers[name]
