"""An invite in Telegram: a message that can be forwarded as it stands, and a button that passes the link on."""

from urllib.parse import quote

from bots.conversation.cards.invites import InviteCard
from bots.conversation.texts import Words
from bots.telegram.drawn import Button, Drawn
from bots.telegram.render.marks import bold, buttons, esc, lines


def render(card: InviteCard, words: Words, start: str) -> Drawn:
    link = f"{start}{card.payload}"
    role = words.say(f"role.{card.invite.role.value}")
    html = lines(
        bold(words.say("invite.title", role=role)),
        esc(words.say("invite.to_team", team=card.team.name)) if card.team else None,
        esc(words.say("invite.forward", moment=card.invite.expires_at)),
        "",
        esc(link),
    )
    share = f"https://t.me/share/url?url={quote(link, safe='')}&text={quote(words.say('invite.words'), safe='')}"
    rows = ((Button(words.say("invite.share"), url=share),), (Button(words.say("invite.copy"), copies=link),))
    back = ((Button(words.say("action.back"), card.back),),)
    return Drawn(html=html, rows=rows + buttons(words, card.offers) + back)
