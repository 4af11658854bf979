"""An event of the timeline in words: text `event.<kind>`, filled by the event's facts."""

from bots.conversation.texts.words import Words
from core.crm.timeline import Event
from core.facts import Fact


def word_event(words: Words, event: Event) -> str:
    """Where every fact is there, the text `event.<kind>.full` goes before the plain one. A kind without words is only named."""
    facts = {name: _worded(words, name, fact) for name, fact in event.facts.items()}
    key = f"event.{event.kind}"
    if words.has(f"{key}.full") and None not in facts.values():
        return words.say(f"{key}.full", **facts)
    return words.say(key, **facts) if words.has(key) else words.say("event.other", kind=event.kind)


def _worded(words: Words, name: str, fact: Fact) -> Fact:
    """Facts that are words of the house: what was undone, which fields changed, what a role or a kind is called."""
    if not isinstance(fact, str):
        return fact
    if name == "fields":
        return words.fields(fact)
    if name == "what":
        return words.say(f"event_name.{fact}") if words.has(f"event_name.{fact}") else fact
    if name == "role":
        return words.say(f"role.{fact}") if words.has(f"role.{fact}") else fact
    return fact
