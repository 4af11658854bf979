"""One world under all messengers: its people, its time, its faults, and what can be seen happening in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from simulator.clock import Clock
from simulator.faults import Faults
from simulator.feed import Feed


class WorldError(Exception):
    """Something was asked of the world that it does not have; the text is for whoever drives it."""


@dataclass(slots=True)
class Person:
    id: int
    first_name: str
    last_name: str = ""
    username: str = ""
    language_code: str = ""
    phone: str = ""
    label: str | dict[str, str] = ""
    about: str | dict[str, str] = ""
    hides_in_forwards: bool = False

    def card(self) -> dict[str, Any]:
        optional = ("last_name", "username", "language_code", "phone", "label", "about")
        told = {name: getattr(self, name) for name in optional if getattr(self, name)}
        return {"id": self.id, "first_name": self.first_name, **told}


@dataclass
class World:
    clock: Clock = field(default_factory=Clock)
    feed: Feed = field(default_factory=Feed)
    faults: Faults = field(default_factory=Faults)
    people: dict[int, Person] = field(default_factory=dict)
    next_person_id: int = 1001

    def add_person(self, person_id: int | None = None, **about: Any) -> Person:
        """The person of this id, made or changed; without an id a new one."""
        if person_id is None:
            person_id = self.next_person_id
        self.next_person_id = max(self.next_person_id, person_id + 1)
        known = self.people.get(person_id)
        if known is None:
            if not about.get("first_name"):
                raise WorldError("a person needs a first_name")
            known = self.people[person_id] = Person(person_id, **about)
        else:
            for name, value in about.items():
                setattr(known, name, value)
        self.feed.tell_all({"type": "people"})
        return known

    def person(self, person_id: int) -> Person:
        person = self.people.get(person_id)
        if person is None:
            raise WorldError(f"no person {person_id}")
        return person
