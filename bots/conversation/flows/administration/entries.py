"""Custom fields, tags and loss reasons: one list, one sheet and one form for all three."""

from typing import Any

from bots.conversation import forms
from bots.conversation.actions.administration import (
    AddEntry,
    ArchiveEntry,
    EditChoices,
    RenameEntry,
    ShiftEntry,
    ShowAdmin,
    ShowEntries,
    ShowEntry,
)
from bots.conversation.builders import Viewer, builds
from bots.conversation.cards import Card, Sheet
from bots.conversation.cards.lists import Item, listing
from bots.conversation.cards.questions import Option
from bots.conversation.flows.names import parse_entry_name
from bots.conversation.forms import Form, FormField, Values
from bots.conversation.routes import does, shows
from bots.conversation.talk import Talk
from bots.conversation.views import Reply, View
from core.crm.access import Right
from core.crm.entries import (
    EntrySaved,
    add_field,
    add_loss_reason,
    add_tag,
    all_entries,
    archive_entry,
    parse_choices,
    rename_entry,
    set_choices,
    shift_entry,
)
from core.crm.fields import CustomField, FieldKind
from core.errors import Missing, Refusal
from core.facts import Term
from core.paging import Page, Paged
from core.ports import Reads, Work
from core.tasks.delivery import Notice

SIGNS = {
    FieldKind.TEXT: "🔤",
    FieldKind.NUMBER: "🔢",
    FieldKind.DATE: "📅",
    FieldKind.CHOICE: "☰",
    FieldKind.YES_NO: "☑️",
    FieldKind.MONEY: "💰",
}


@shows(ShowEntries)
async def show_entries(_talk: Talk, _reads: Reads, action: ShowEntries) -> Reply:
    return Reply(view=_list(action.noun, action.of, action.page))


@shows(ShowEntry)
async def show_entry(_talk: Talk, _reads: Reads, action: ShowEntry) -> Reply:
    return Reply(view=View("entry", action.entry_id, query=action.noun))


@does(AddEntry)
async def add(talk: Talk, work: Work, action: AddEntry) -> Reply:
    talk.actor.require(Right.ADMINISTER)
    return await forms.begin(talk, work, ADDING, {"noun": action.noun, "of": action.of})


@does(RenameEntry)
async def rename(talk: Talk, work: Work, action: RenameEntry) -> Reply:
    entry = await _entry(work, action.noun, action.entry_id)
    return await forms.begin(talk, work, RENAMING, {"noun": action.noun, "entry": entry.id, "old": entry.name})


@does(ShiftEntry)
async def moved(talk: Talk, work: Work, action: ShiftEntry) -> Reply:
    saved = await shift_entry(work, talk.actor, action.noun, action.entry_id, action.by, action.seen)
    return Reply(view=_sheet(action.noun, action.entry_id), undo=saved.event.id, toast=Notice("order.changed"))


@does(ArchiveEntry)
async def archived(talk: Talk, work: Work, action: ArchiveEntry) -> Reply:
    saved = await archive_entry(work, talk.actor, action.noun, action.entry_id, action.seen)
    notice = Notice("entry.archived.done", {"name": saved.entry.name})
    return Reply(view=_list(action.noun, getattr(saved.entry, "of", None)), undo=saved.event.id, notice=notice)


@does(EditChoices)
async def edit_choices(talk: Talk, work: Work, action: EditChoices) -> Reply:
    field = await _entry(work, "custom_field", action.entry_id)
    values: Values = {"noun": field.noun, "entry": field.id, "old": ", ".join(field.choices)}
    return await forms.begin(talk, work, CHOOSING, values)


@builds("entries")
async def entry_list(reads: Reads, viewer: Viewer, view: View) -> Card:
    viewer.actor.require(Right.ADMINISTER)
    noun, _, of = view.query.partition("/")
    found = [entry for entry in await all_entries(reads, noun) if getattr(entry, "of", "") == of]
    page = Page(view.page)
    return listing(
        Notice(f"entries.{noun}.{of}.title" if of else f"entries.{noun}.title"),
        Paged.cut(found[page.offset : page.offset + page.size + 1], page).map(
            lambda entry: Item(_named(entry), ShowEntry(noun, entry.id))
        ),
        lambda number: ShowEntries(noun, of or None, number),
        back=ShowAdmin(),
        offers=(AddEntry(noun, of or None),),
    )


@builds("entry")
async def entry_card(reads: Reads, viewer: Viewer, view: View) -> Card:
    viewer.actor.require(Right.ADMINISTER)
    noun = view.query
    entry = await _entry(reads, noun, view.id)
    options = [Option(Notice("action.rename"), RenameEntry(noun, entry.id))]
    if isinstance(entry, CustomField) and entry.kind is FieldKind.CHOICE:
        options.append(Option(Notice("action.choices"), EditChoices(entry.id)))
    options.append(Option(Notice("action.archive"), ArchiveEntry(noun, entry.id, entry.version)))
    if noun != "tag":
        options += [
            Option(Notice("action.up"), ShiftEntry(noun, entry.id, -1, entry.version)),
            Option(Notice("action.down"), ShiftEntry(noun, entry.id, 1, entry.version)),
        ]
    return Sheet(
        title=Notice(f"entry.{noun}.title", {"name": entry.name}),
        facts=_facts(entry),
        options=tuple(options),
        back=ShowEntries(noun, getattr(entry, "of", None)),
    )


def _facts(entry: Any) -> tuple[Notice, ...]:
    if not isinstance(entry, CustomField):
        return ()
    kind = Notice("field.kind.line", {"kind": Term(f"field.kind.{entry.kind.value}")})
    return (kind, Notice("field.choices.line", {"choices": ", ".join(entry.choices)})) if entry.choices else (kind,)


def _named(entry: Any) -> str:
    return f"{SIGNS[entry.kind]} {entry.name}" if isinstance(entry, CustomField) else entry.name


def _list(noun: str, of: str | None, page: int = 0) -> View:
    return View("entries", page=page, query=f"{noun}/{of}" if of else noun)


def _sheet(noun: str, entry_id: int) -> View:
    return View("entry", entry_id, query=noun)


async def _entry(reads: Reads, noun: str, entry_id: int) -> Any:
    entry = next((entry for entry in await all_entries(reads, noun) if entry.id == entry_id), None)
    if entry is None:
        raise Missing(noun)
    return entry


async def _kind(_talk: Talk, _reads: Reads, text: str, _values: Values) -> str:
    try:
        return FieldKind(text.strip().lower()).value
    except ValueError:
        raise Refusal("field.kind.unknown") from None


async def _kinds(_reads: Reads, _viewer: Viewer, _values: Values) -> list[tuple[Notice, str]]:
    return [(Notice(f"field.kind.{kind.value}"), kind.value) for kind in FieldKind]


async def _choices(_talk: Talk, _reads: Reads, text: str, _values: Values) -> list[str]:
    choices = parse_choices(text)
    if len(choices) < 2:
        raise Refusal("field.choices")
    return list(choices)


async def _added(talk: Talk, work: Work, values: Values) -> Reply:
    saved = await _add(talk, work, values)
    return Reply(view=_list(values["noun"], values["of"]), undo=saved.event.id, notice=Notice("entry.added.done"))


async def _add(talk: Talk, work: Work, values: Values) -> EntrySaved:
    match values["noun"]:
        case "tag":
            return await add_tag(work, talk.actor, values["name"])
        case "loss_reason":
            return await add_loss_reason(work, talk.actor, values["name"])
        case "custom_field":
            kind, choices = FieldKind(values["kind"]), tuple(values.get("choices", ()))
            return await add_field(work, talk.actor, values["of"], values["name"], kind, choices)
    raise Missing("record")


async def _renamed(talk: Talk, work: Work, values: Values) -> Reply:
    saved = await rename_entry(work, talk.actor, values["noun"], values["entry"], values["name"])
    return Reply(view=_sheet(values["noun"], values["entry"]), undo=saved.event.id, toast=Notice("settings.saved"))


async def _chosen(talk: Talk, work: Work, values: Values) -> Reply:
    saved = await set_choices(work, talk.actor, values["entry"], tuple(values["choices"]))
    return Reply(view=_sheet(values["noun"], values["entry"]), undo=saved.event.id, toast=Notice("settings.saved"))


ADDING = forms.register(
    Form(
        name="entry.add",
        fields=(
            FormField(name="name", ask="entry.ask.name", parse=parse_entry_name),
            FormField(
                name="kind",
                ask="field.ask.kind",
                parse=_kind,
                choices=_kinds,
                needed=lambda values: values["noun"] == "custom_field",
            ),
            FormField(
                name="choices", ask="field.ask.choices", parse=_choices, needed=lambda values: values.get("kind") == "choice"
            ),
        ),
        done=_added,
        back=lambda values: _list(values["noun"], values["of"]),
    )
)
RENAMING = forms.register(
    Form(
        name="entry.rename",
        fields=(FormField(name="name", ask="entry.ask.rename", parse=parse_entry_name),),
        done=_renamed,
        back=lambda values: _sheet(values["noun"], values["entry"]),
    )
)
CHOOSING = forms.register(
    Form(
        name="field.choices",
        fields=(FormField(name="choices", ask="field.ask.choices", parse=_choices),),
        done=_chosen,
        back=lambda values: _sheet(values["noun"], values["entry"]),
    )
)
