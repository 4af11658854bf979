"""What a button means travels in 64 bytes and comes back as it was; what is no action of ours is none."""

from dataclasses import fields
from typing import Any, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.conversation import flows
from bots.conversation.actions import Action, decode, encode, registry
from bots.conversation.actions.codec import LIMIT, action, base36
from bots.conversation.actions.deals import MoveDeal
from bots.conversation.actions.notes import ShowTimeline
from bots.conversation.routes import actions

__all__ = ["flows"]
CLASSES = sorted(registry().values(), key=lambda cls: cls.code)
ID = 2**63 - 1
"""No id is larger, and none is written longer."""

number = st.integers(-ID, ID)
word = st.text(st.characters(exclude_characters=":", exclude_categories=["Cs"]), min_size=1, max_size=3)


def _of(hint: object) -> st.SearchStrategy[Any]:
    kinds = getattr(hint, "__args__", (hint,))
    value = number if int in kinds else word
    return st.none() | value if type(None) in kinds else value


def _made(cls: type[Action]) -> st.SearchStrategy[Action]:
    return st.tuples(*(_of(get_type_hints(cls)[spec.name]) for spec in fields(cls))).map(lambda values: cls(*values))


@given(st.sampled_from(CLASSES).flatmap(_made))
def test_every_action_comes_back_as_it_was(made: Action) -> None:
    try:
        written = encode(made)
    except ValueError:
        return
    assert len(written.encode()) <= LIMIT
    assert decode(written) == made


@given(number)
def test_numbers_are_written_in_base_36(some: int) -> None:
    assert int(base36(some), 36) == some


@given(st.text(max_size=LIMIT) | st.builds("{}:{}".format, st.sampled_from([cls.code for cls in CLASSES]), st.text(max_size=60)))
def test_any_data_is_an_action_or_none(data: str) -> None:
    found = decode(data)
    assert found is None or type(found) in actions


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)
def test_the_largest_ids_fit(cls: type[Action]) -> None:
    """With a version, a page or a place in a list that nobody will reach, and the longest word that stands in a button."""
    small = {"seen": 36**4, "page": 36**3, "by": 1, "on": 1, "own": 1, "team": 1, "index": 36, "number": 36}
    hints = get_type_hints(cls)
    values = [
        small.get(spec.name, ID) if int in getattr(hints[spec.name], "__args__", (hints[spec.name],)) else "custom_field"
        for spec in fields(cls)
    ]
    assert decode(encode(cls(*values))) == cls(*values)


def test_every_action_has_a_flow() -> None:
    assert set(registry().values()) == set(actions)


def test_a_button_of_an_older_version_has_the_newer_fields_at_their_default() -> None:
    assert decode("nt:deal:16") == ShowTimeline("deal", 42, 0)


def test_written_as_the_design_says() -> None:
    assert encode(MoveDeal(42, 7, seen=3)) == "dm:16:7:3"


@pytest.mark.parametrize("data", ["", ":", "dm", "dm:16", "dm:16:x-:3", "zzz:1", "dm:16:7:"])
def test_what_is_no_action(data: str) -> None:
    assert decode(data) is None


def test_words_of_a_person_do_not_belong_in_a_button() -> None:
    with pytest.raises(ValueError, match="over 64 bytes"):
        encode(ShowTimeline("ы" * 40, 1))
    with pytest.raises(ValueError, match="cannot stand"):
        encode(ShowTimeline("a:b", 1))


def test_a_code_is_taken_once() -> None:
    with pytest.raises(ValueError, match="taken by MoveDeal"):

        @action("dm", "x")
        class _Again(Action):
            pass
