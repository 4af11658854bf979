"""Lists: every item opens its card, every page has its neighbours."""

from collections.abc import Callable
from dataclasses import dataclass

from bots.conversation.actions import Action
from core.paging import Paged
from core.tasks.delivery import Notice


@dataclass(frozen=True, slots=True)
class Item:
    """`name` is a name of the base's own (str) or a text (Notice)."""

    name: str | Notice
    opens: Action
    detail: Notice | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """`before` and `after` lead to the neighbouring pages, `back` to where the list was opened from."""

    title: Notice
    items: Paged[Item]
    before: Action | None = None
    after: Action | None = None
    back: Action | None = None
    offers: tuple[Action, ...] = ()


def listing(
    title: Notice, items: Paged[Item], page: Callable[[int], Action], *, back: Action | None = None, offers: tuple[Action, ...] = ()
) -> Listing:
    """`page` makes the action that opens a page of the same list."""
    before = page(items.number - 1) if items.number > 0 else None
    after = page(items.number + 1) if items.more else None
    return Listing(title=title, items=items, before=before, after=after, back=back, offers=offers)
