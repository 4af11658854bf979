"""A time zone as people call it."""

from babel.dates import get_timezone_location

from bots.conversation.texts.words import Words


def zone_name(words: Words, zone: str) -> str:
    """«Екатеринбург»; an offset as "UTC+5" (the database counts Etc/GMT westward)."""
    if zone.startswith("Etc/GMT"):
        hours = -int(zone.removeprefix("Etc/GMT") or 0)
        return f"UTC{hours:+d}"
    return str(get_timezone_location(zone, locale=words.locale, return_city=True)) if "/" in zone else zone
