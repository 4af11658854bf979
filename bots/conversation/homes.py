"""Where the records that administrators keep are shown: on a sheet while they stand, else in their list."""

from bots.conversation.views import View
from core.ports import Work
from core.records import Ref

SHEETS = {
    "pipeline": ("pipeline", "pipelines"),
    "stage": ("stage_setup", "pipelines"),
    "team": ("team", "teams"),
    "person": ("person", "people"),
    "tag": ("entry", "entries"),
    "loss_reason": ("entry", "entries"),
    "custom_field": ("entry", "entries"),
    "invite": ("invite", "invites"),
}
"""Noun -> the view of one, the view of all."""


async def home_of(work: Work, ref: Ref, reader_id: int) -> View | None:
    """None for other nouns. One's own person is at home in the settings."""
    if ref.noun not in SHEETS:
        return None
    if ref == Ref("person", reader_id):
        return View("settings")
    row = await work.row(ref)
    sheet, listed = SHEETS[ref.noun]
    if row["deleted_at"] is None:
        return View(sheet, ref.id, query=ref.noun if sheet == "entry" else "")
    of = row.get("of")
    return View(listed, query=(f"{ref.noun}/{of}" if of else ref.noun) if listed == "entries" else "")
