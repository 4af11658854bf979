"""Tasks, their lists and the day in Telegram."""

from typing import assert_never

from bots.conversation.cards.tasks import DayCard, DealLine, Tab, TaskCard, TaskLine, TaskList
from bots.conversation.texts import Words
from bots.telegram.drawn import Button, Drawn
from bots.telegram.render.lists import options
from bots.telegram.render.marks import bold, buttons, esc, lines, short
from core.crm.phones import show_phone
from core.tasks.lists import Section
from core.tasks.tasks import Task, TaskKind

MARKS = {TaskKind.CALL: "📞", TaskKind.MEETING: "🤝", TaskKind.MESSAGE: "✉️", TaskKind.OTHER: "☑️"}
NOUNS = {"deal": "💼", "contact": "👤", "company": "🏢"}
TEXT_LIMIT = 1500


def render(card: TaskCard | TaskList | DayCard, words: Words) -> Drawn:
    match card:
        case TaskCard():
            return _task(card, words)
        case TaskList():
            return _list(card, words)
        case DayCard():
            return _day(card, words)
        case _:
            assert_never(card)


def due_words(task: Task, words: Words) -> str:
    """In the reader's zone; a due day is the owner's."""
    if task.due_time is not None and task.due_at is not None:
        return words.moment(task.due_at)
    return words.day(task.due_day) if task.due_day else words.say("task.someday")


def _task(card: TaskCard, words: Words) -> Drawn:
    task = card.task
    mark = "✅" if task.done_at else "⏰" if card.rings else MARKS[task.kind]
    html = lines(
        f"{mark} {bold(short(task.text, TEXT_LIMIT))}",
        _when(card, words),
        *_about(card),
        f"💬 {esc(short(task.result, TEXT_LIMIT))}" if task.result else None,
        f"🙋 {esc(card.owner.name if card.owner else words.say('owner.none'))}",
        esc(words.say("task.set_by", name=card.author.name)) if card.author else None,
        f"\n{bold(words.say('touch.when'))}" if card.next_touch else None,
    )
    opens = ((Button(short(f"{NOUNS[card.about.ref.noun]} {card.about.name}"), card.about.opens),),) if card.about else ()
    return Drawn(html=html, rows=(*options(card.next_touch, words), *buttons(words, card.offers), *opens))


def _when(card: TaskCard, words: Words) -> str:
    if card.task.done_at is not None:
        return esc(words.say("task.done_at", moment=card.task.done_at))
    due = esc(due_words(card.task, words))
    return f"🔴 {due} · {esc(words.say('task.overdue'))}" if card.overdue else f"🕑 {due}"


def _about(card: TaskCard) -> tuple[str, ...]:
    """What it is about, and the phones a tap calls."""
    if card.about is None:
        return ()
    told = [f"{NOUNS[card.about.ref.noun]} {esc(card.about.name)}"]
    for contact in card.about.contacts:
        phones = ", ".join(show_phone(phone) for phone in contact.phones[:2])
        if phones or card.about.ref.noun == "deal":
            name = f"👤 {contact.name} " if card.about.ref.noun == "deal" else ""
            told.append(esc(f"{name}{'📞 ' if phones else ''}{phones}".rstrip()))
    return tuple(told)


def _list(card: TaskList, words: Words) -> Drawn:
    tabs = [_tab(tab, words) for tab in card.tabs]
    rows = tuple(tuple(tabs[start : start + 2]) for start in range(0, len(tabs), 2))
    today = card.section is Section.TODAY
    items = tuple((_line(line, words, today=today),) for line in card.tasks.items)
    pages = tuple(Button(sign, action) for sign, action in (("‹", card.before), ("›", card.after)) if action)
    turns = ((Button(words.say("tasks.own" if card.team else "tasks.team"), card.turns),),) if card.turns else ()
    title = words.say("tasks.title.team" if card.team else "tasks.title.own")
    html = lines(bold(f"{title} · {words.say(f'section.{card.section}')}"), None if items else esc(words.say("list.empty")))
    return Drawn(html=html, rows=(*items, *((pages,) if pages else ()), *rows, *turns, *buttons(words, card.offers)))


def _tab(tab: Tab, words: Words) -> Button:
    count = f"{tab.count}+" if tab.most else str(tab.count)
    return Button(f"{'● ' if tab.current else ''}{words.say(f'section.{tab.section}')} · {count}", tab.opens)


def _line(line: TaskLine, words: Words, *, today: bool) -> Button:
    """When, what, about whom, and in a team's list whose. Of what is overdue the day tells enough, of today's the clock."""
    task = line.task
    day = words.day_of_month(task.due_day) if task.due_day and (line.overdue or not today) else None
    local = task.due_at.astimezone(words.zone) if task.due_time is not None and task.due_at and not line.overdue else None
    when = ", ".join(part for part in (day, words.clock(local.time()) if local else None) if part)
    mark = "🔴" if line.overdue else MARKS[task.kind]
    first = " ".join(part for part in (mark, when) if part)
    told = [first, line.owner.name, task.text] if line.owner else [f"{first} {task.text}"]
    return Button(short(" · ".join([*told, line.about] if line.about else told), 60), line.opens)


def _day(card: DayCard, words: Words) -> Drawn:
    counts = [words.say(one.key, n=one.count, count=f"{one.count}{'+' if one.most else ''}") for one in card.counts if one.count]
    html = lines(
        bold(f"📅 {words.day(card.day)}"), *(esc(count) for count in counts), None if counts else esc(words.say("day.free"))
    )
    tasks = tuple((_line(line, words, today=True),) for line in (*card.overdue.items, *card.today.items))
    return Drawn(html=html, rows=(*tasks, *((_deal(deal),) for deal in card.deals.items), *buttons(words, card.offers)))


def _deal(line: DealLine) -> Button:
    return Button(short(f"⚠️ {line.title}", 60), line.opens)
