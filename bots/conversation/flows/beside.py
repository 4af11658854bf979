"""Lists of what hangs on a card: its deals and its tasks."""

from collections.abc import Callable, Sequence

from bots.conversation.actions import Action
from bots.conversation.actions.common import Open
from bots.conversation.cards.lists import Item, Listing, listing
from core.crm.deals import Deal
from core.paging import Page, Paged
from core.ports import Reads
from core.tasks.delivery import Notice
from core.tasks.tasks import Task


async def deals_listing(
    reads: Reads, name: str, deals: Paged[Deal], page: Callable[[int], Action], *, back: Action, offers: tuple[Action, ...] = ()
) -> Listing:
    stages = {stage.id: stage.name for stage in await reads.stages.all()} if deals.items else {}
    items = deals.map(lambda deal: deal_item(deal, stages.get(deal.stage_id, "")))
    return listing(Notice("beside.deals", {"name": name}), items, page, back=back, offers=offers)


def deal_item(deal: Deal, stage: str) -> Item:
    detail = (
        Notice("deal.in_stage.sum", {"stage": stage, "amount": deal.amount}) if deal.amount else Notice("plain", {"text": stage})
    )
    return Item(deal.title, Open("deal", deal.id), detail)


def tasks_listing(
    name: str, tasks: Sequence[Task], number: int, page: Callable[[int], Action], *, back: Action, offers: tuple[Action, ...] = ()
) -> Listing:
    here = Page(number)
    items = Paged.cut([task_item(task) for task in tasks[here.offset : here.offset + here.size + 1]], here)
    return listing(Notice("beside.tasks", {"name": name}), items, page, back=back, offers=offers)


def task_item(task: Task) -> Item:
    due = task.due_at if task.due_time is not None else task.due_day
    return Item(task.text, Open("task", task.id), Notice("plain", {"text": due}) if due else None)
