"""An update that could not be handled: its sender gets one line, every administrator a notice."""

from dataclasses import dataclass

from bots.conversation.flows.people.joining import known_language
from bots.conversation.house import House
from bots.conversation.views import dump_shown
from core.crm.people import Role
from core.errors import AlreadyDone
from core.ports import Work
from core.tasks.delivery import Address, Notice, Outgoing, Priority


@dataclass(frozen=True, slots=True)
class Place:
    """Where the sender of an update can be told something, and the messenger's guess of the language."""

    address: Address
    account: str
    language: str | None


async def tell_of_aside(house: House, request: str, error: str, place: Place | None) -> None:
    """Once an update, however often it is set aside."""
    try:
        async with house.store.work(f"aside:{request}") as work:
            if place:
                await _tell_sender(work, place)
            for person in await work.people.all():
                if person.role is Role.ADMINISTRATOR and person.active:
                    _post(work, Notice("inbox.aside.administrator", {"request": request, "error": error}), person_id=person.id)
    except AlreadyDone:
        return


async def _tell_sender(work: Work, place: Place) -> None:
    person = await work.people.of_identity(place.address.messenger, place.account)
    language = person.language if person else known_language(place.language)
    _post(work, Notice("inbox.aside.sender"), address=place.address, language=language)


def _post(work: Work, notice: Notice, *, person_id: int | None = None, address: Address | None = None, language: str = "") -> None:
    payload = dump_shown(None, notice) | ({"language": language} if language else {})
    work.post(
        Outgoing(
            id=work.new_id(),
            kind="notice",
            priority=Priority.NOTICE,
            due_at=work.now,
            person_id=person_id,
            address=address,
            payload=payload,
        )
    )
