"""Deals and funnels in Telegram."""

from typing import assert_never

from bots.conversation.actions.common import Nothing
from bots.conversation.cards.deals import DealCard, FunnelCard, Move
from bots.conversation.texts import Words
from bots.telegram.drawn import Button, Drawn, Rows
from bots.telegram.render.lists import options
from bots.telegram.render.marks import bold, buttons, esc, lines, short
from bots.telegram.render.tasks import MARKS, due_words
from core.crm.deals import StageSum
from core.crm.pipelines import StageKind

ENDS = {StageKind.WON: "🏆", StageKind.LOST: "👎", StageKind.OPEN: ""}


def render(card: DealCard | FunnelCard, words: Words) -> Drawn:
    match card:
        case DealCard():
            return _deal(card, words)
        case FunnelCard():
            return _funnel(card, words)
        case _:
            assert_never(card)


def _deal(card: DealCard, words: Words) -> Drawn:
    html = lines(
        f"💼 {bold(card.deal.title)}",
        _money(card, words),
        _stage(card, words),
        _step(card, words),
        *_people(card),
        f"🏷 {esc(', '.join(tag.name for tag in card.tags))}" if card.tags else None,
        *(f"{esc(name)}: {esc(words.fact(value))}" for name, value in card.custom),
        f"📍 {esc(card.deal.source)}" if card.deal.source else None,
        f"🙋 {esc(_owners(card, words))}",
        f"\n{bold(words.say('touch.when'))}" if card.next_touch else None,
    )
    touch = options(card.next_touch, words)
    stages = _pairs([_move(move) for move in card.moves])
    ends = _pairs([_move(move) for move in card.closing])
    offers = buttons(words, card.offers, 3 if len(card.offers) <= 3 else 2)
    lists = buttons(words, card.lists, 3)
    back = ((Button(words.say("action.back"), card.back),),) if card.back else ()
    return Drawn(html=html, rows=(*touch, *stages, *ends, *_forward(card, words), *offers, *lists, *back))


def _money(card: DealCard, words: Words) -> str | None:
    parts = [
        words.money(card.deal.amount) if card.deal.amount else None,
        words.say("deal.close_by", day=card.deal.expected_close) if card.deal.expected_close else None,
    ]
    return " · ".join(esc(part) for part in parts if part) or None


def _stage(card: DealCard, words: Words) -> str:
    """Where it stands; of a lost one also why."""
    mark = ENDS[card.stage.kind] or "📊"
    where = f"{mark} {esc(card.pipeline.name)} · {esc(card.stage.name)}"
    stalled = f"⏳ {esc(words.say('deal.stalled', n=card.stalled))}" if card.stalled is not None else None
    reason = ": ".join(part for part in (card.loss_reason.name if card.loss_reason else None, card.deal.loss_note) if part)
    return lines(where, stalled, esc(reason) or None)


def _step(card: DealCard, words: Words) -> str | None:
    if card.deal.closed_at is not None:
        return None
    if card.next_step is not None:
        return f"{MARKS[card.next_step.kind]} {esc(short(card.next_step.text, 200))} — {esc(due_words(card.next_step, words))}"
    if card.deal.no_next_step:
        return f"💤 {esc(words.say('deal.no_step_because', reason=card.deal.no_next_step))}"
    return f"⚠️ {esc(words.say('deal.no_step'))}"


def _forward(card: DealCard, words: Words) -> Rows:
    if card.forward is None:
        return ()
    step = card.next_step
    label = f"{MARKS[step.kind]} {step.text}" if step and card.deal.closed_at is None else words.say(card.forward.label)
    return ((Button(short(label), card.forward),),)


def _people(card: DealCard) -> tuple[str | None, ...]:
    more = len(card.deal.contacts) - len(card.contacts)
    names = ", ".join(contact.name for contact in card.contacts)
    return (
        f"👤 {esc(names)}{f' +{more}' if more > 0 and names else ''}" if names else None,
        f"🏢 {esc(card.company.name)}" if card.company else None,
    )


def _owners(card: DealCard, words: Words) -> str:
    owner = card.owner.name if card.owner else words.say("owner.none")
    return " + ".join([owner, *(person.name for person in card.participants)])


def _move(move: Move) -> Button:
    mark = ENDS[move.stage.kind]
    if move.current:
        return Button(f"● {short(move.stage.name, 24)}", Nothing())
    return Button(f"{mark} {short(move.stage.name, 24)}".strip(), move.action)


def _pairs(row: list[Button]) -> Rows:
    return tuple(tuple(row[start : start + 2]) for start in range(0, len(row), 2))


def _funnel(card: FunnelCard, words: Words) -> Drawn:
    rows = [
        (Button(short(f"{ENDS[line.stage.kind]} {line.stage.name} · {_sums(line.sums, words)}".strip(), 60), line.opens),)
        for line in card.stages
    ]
    others = tuple((Button(short(f"📊 {pipeline.name}"), action),) for pipeline, action in card.others)
    turns = ((Button(words.say("funnel.team" if card.own else "funnel.own"), card.turns),),) if card.turns else ()
    money = _added(card.open, words)
    count = words.say("funnel.open_sum", n=card.open.count, sums=money) if money else words.say("funnel.open", n=card.open.count)
    html = lines(f"📊 {bold(card.pipeline.name)}", esc(count))
    return Drawn(html=html, rows=(*rows, *others, *turns, *buttons(words, card.offers)))


def _sums(sums: StageSum, words: Words) -> str:
    """«3 · 120 000 ₽ + 500 $»."""
    money = _added(sums, words)
    return f"{sums.count} · {money}" if money else str(sums.count)


def _added(sums: StageSum, words: Words) -> str:
    return " + ".join(words.money(one) for one in sums.sums if one.value)
