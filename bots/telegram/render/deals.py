"""Deals and funnels in Telegram."""

from typing import assert_never

from bots.conversation.actions.common import Nothing
from bots.conversation.cards.deals import DealCard, FunnelCard, Move
from bots.conversation.texts import Words
from bots.telegram.drawn import Button, Drawn
from bots.telegram.render.marks import bold, buttons, esc, lines, short


def render(card: DealCard | FunnelCard, words: Words) -> Drawn:
    match card:
        case DealCard():
            return _deal(card, words)
        case FunnelCard():
            return _funnel(card, words)
        case _:
            assert_never(card)


def _deal(card: DealCard, words: Words) -> Drawn:
    deal = card.deal
    names = ", ".join(contact.name for contact in card.contacts)
    html = lines(
        f"💼 {bold(deal.title)}",
        esc(words.money(deal.amount)) if deal.amount else None,
        esc(f"{card.pipeline.name} · {card.stage.name}"),
        f"👤 {esc(names)}" if names else None,
        f"🏢 {esc(card.company.name)}" if card.company else None,
        f"🙋 {esc(card.owner.name)}" if card.owner else None,
    )
    moves = [_move(move) for move in card.moves]
    rows = tuple(tuple(moves[start : start + 2]) for start in range(0, len(moves), 2))
    return Drawn(html=html, rows=rows + buttons(words, card.offers))


def _move(move: Move) -> Button:
    if move.current:
        return Button(f"● {short(move.stage.name, 24)}", Nothing())
    return Button(short(move.stage.name, 26), move.action)


def _funnel(card: FunnelCard, words: Words) -> Drawn:
    rows = []
    for line in card.stages:
        sums = " + ".join(words.money(money) for money in line.sums.sums)
        rows.append((Button(short(f"{line.stage.name} · {line.sums.count}" + (f" · {sums}" if sums else "")), line.opens),))
    others = tuple((Button(short(pipeline.name), action),) for pipeline, action in card.others)
    return Drawn(html=f"📊 {bold(card.pipeline.name)}", rows=(*rows, *others))
