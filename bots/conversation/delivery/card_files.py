"""A vCard file sent to the bot: its bytes are fetched in the background, then its cards are answered like any message."""

from contextlib import suppress

from bots.conversation.delivery.chores import chore
from bots.conversation.delivery.deliver import deliver
from bots.conversation.delivery.sending import Permanent
from bots.conversation.desk import receive
from bots.conversation.flows.notes.card_file import MOST_BYTES
from bots.conversation.house import House
from bots.conversation.said import CardFile, Incoming, Sender
from core.crm.vcards import decode
from core.errors import AlreadyDone
from core.tasks.delivery import Outgoing


@chore("cards")
async def read_cards(house: House, outgoing: Outgoing) -> None:
    """The request is named after the row, so that a second reading changes nothing."""
    assert outgoing.address is not None
    data = bytearray()
    async for chunk in house.messengers[outgoing.address.messenger].fetch(outgoing.payload["reference"]):
        data += chunk
        if len(data) > MOST_BYTES:
            raise Permanent("the file of cards is too large")
    incoming = Incoming(
        request=f"cards:{outgoing.id}",
        sender=Sender(**outgoing.payload["sender"]),
        address=outgoing.address,
        private=True,
        said=CardFile(decode(bytes(data))),
        at=house.clock.now(),
    )
    with suppress(AlreadyDone):
        answer = await receive(house, incoming)
        if answer.outgoing:
            await deliver(house, answer.outgoing)
