"""One's own settings in Telegram: every value stands on the button that changes it."""

from bots.conversation.cards.settings import OwnSettings
from bots.conversation.texts import Words, zone_name
from bots.telegram.drawn import Button, Drawn
from bots.telegram.render.marks import bold, esc, lines, short


def render(card: OwnSettings, words: Words) -> Drawn:
    person = card.person
    role = words.say(f"role.{person.role.value}")
    html = lines(
        bold(words.say("settings.title")),
        esc(person.name),
        esc(f"{role} · {card.team.name}" if card.team else role),
    )
    values = {
        "language": words.say("language.name"),
        "time_zone": zone_name(words, person.time_zone),
        "day": f"{words.clock(person.day_starts)}–{words.clock(person.day_ends)}",
        "name": person.name,
        "email": person.email or "—",
    }
    rows = tuple((Button(short(words.say(f"settings.set.{name}", value=values[name])), action),) for name, action in card.edits)
    return Drawn(html=html, rows=rows)
