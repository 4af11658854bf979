"""Which links a message may carry, and how a link to a user becomes a mention."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

from simulator.telegram.text.entities import Entity

_USER = re.compile(r"tg:(?://)?user\?(.*)", re.IGNORECASE | re.DOTALL)
_OWN_SCHEME = re.compile(r"(tg|ton|tonsite):(?://)?([0-9A-Za-z_.-]*)(.*)", re.IGNORECASE | re.DOTALL)


def link_entity(url: str, offset: int, length: int) -> Entity | None:
    """A text_link, or a text_mention for tg://user?id=…; None when Telegram would drop the link."""
    user_id = mentioned_user(url)
    if user_id is not None:
        return Entity("text_mention", offset, length, {"user": {"id": user_id}})
    checked = checked_link(url)
    return Entity("text_link", offset, length, {"url": checked}) if checked else None


def mentioned_user(url: str) -> int | None:
    found = _USER.match(url)
    number = parse_qs(found.group(1)).get("id", [""])[0] if found else ""
    return int(number) if number.isdigit() and int(number) > 0 else None


def checked_link(url: str) -> str | None:
    """The link as Telegram keeps it: with a scheme, a lower-case host and a path; None for what is no link."""
    url = url.strip()
    own = _OWN_SCHEME.fullmatch(url)
    if own:
        scheme, host, rest = own.groups()
        return f"{scheme.lower()}://{host}{rest}" if host else None
    if not url or any(char.isspace() for char in url):
        return None
    if "://" not in url:
        url = f"http://{url}"
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return None
    if parts.scheme.lower() not in {"http", "https"} or "." not in host.strip("."):
        return None
    userinfo = parts.netloc.rpartition("@")[0]
    place = f"{userinfo}@{host}" if userinfo else host
    if port:
        place = f"{place}:{port}"
    rest = url.split("://", 1)[1][len(parts.netloc) :]
    return f"{parts.scheme.lower()}://{place}{rest if rest.startswith('/') else '/' + rest}"
