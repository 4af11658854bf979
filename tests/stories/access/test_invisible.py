"""What one may not see does not exist: in every command, search, inline query and callback."""

import asyncio
import json
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from bots.conversation.actions import encode
from bots.conversation.actions.common import Open, Pick
from bots.conversation.actions.contacts import ContactDeals, ContactKeys, ContactTasks
from bots.conversation.actions.notes import ShowNotes, ShowTimeline
from bots.conversation.flows.notes.aiming import write_ref
from bots.conversation.forms import form_named
from bots.conversation.routes import commands
from core.records import Ref
from core.tasks.delivery import Address
from tests.phone import Message, Phone
from tests.stories.access.forging import forged
from tests.stories.access.hidden import LOOKED_FOR, SECRETS, Hidden, hide
from tests.town import PEOPLE, Town, build_town

OPENERS = ("/new deal", "/new contact", "/new company", "/remind", "/note", "/note ъжщ", "/settings")


@dataclass
class Prying:
    """Pavel of another team, and all the bot ever asked its messenger to show."""

    town: Town
    hidden: Hidden
    buttons: list[str]
    stood: dict[Ref, Any]
    message: Message

    @property
    def pavel(self) -> Phone:
        return self.town.pavel

    async def says(self, text: str) -> None:
        await self.pavel.says(text)
        await self.town.quiet()

    async def replies(self, text: str) -> None:
        await self.pavel.says(text, reply_to=self.pavel.last())
        await self.town.quiet()

    async def taps(self, data: str) -> None:
        done = await self.pavel.does("tap", message=self.message.id, data=data, wait=5)
        assert done["answer"] is not None, f"nobody answered {data}"

    async def asked(self) -> str | None:
        """The field that Pavel's form asks for."""
        account = str(PEOPLE["pavel"][0])
        async with self.town.store.reading() as reads:
            draft = await reads.drafts.get(Address("telegram", account), account, self.town.house.clock.now())
        form = form_named(draft["form"]) if draft else None
        field = form.next_field(dict(draft["values"])) if form and draft else None
        return field.name if field else None

    async def taps_one_shown(self, number: int) -> None:
        """Whichever button the newest card has there."""
        await self.town.quiet()
        await self.pavel.does_not_see(SECRETS)
        shown = next((message for message in reversed(self.pavel.messages()) if message.buttons), None)
        if shown is not None:
            row = number % len(shown.buttons)
            await self.pavel.does("tap", message=shown.id, row=row, col=number % len(shown.buttons[row]), wait=5)

    async def asks_inline(self, query: str) -> None:
        for result in (await self.pavel.asks_inline(query))[:1]:
            await self.pavel.chooses(result)
        await self.town.quiet()

    async def holds(self) -> None:
        """Nothing hidden was shown, nothing hidden was changed, nothing was too odd to be answered."""
        await self.town.quiet()
        assert not [call for call in await shown_by(self.town) if SECRETS.search(call)]
        async with self.town.store.reading() as reads:
            for ref, (record, newest) in (await self.hidden.look(reads)).items():
                stood, newest_then = self.stood[ref]
                assert record == stood
                if newest != newest_then:
                    happened = await reads.timeline.event(newest)
                    assert happened.about[0] == self.hidden.own_task, happened
            assert not await self.town.store.inbox.aside()


async def shown_by(town: Town) -> list[str]:
    """Every call of the bot, its buttons and inline results spelled out."""
    calls = await town.pavel.phones.get("/sim/calls", after=0)
    return [" ".join([call["method"], *map(_spelled, call["params"].values())]) for call in calls]


def _spelled(value: str) -> str:
    return json.dumps(json.loads(value), ensure_ascii=False) if value[:1] in {"[", "{"} else value


@asynccontextmanager
async def prying(folder: Path) -> AsyncIterator[Prying]:
    async with build_town(folder) as town:
        hidden = await hide(town)
        async with town.store.reading() as reads:
            buttons, stood = await forged(reads, hidden), await hidden.look(reads)
        await town.pavel.starts()
        message = await town.pavel.sees()
        yield Prying(town, hidden, buttons, stood, message)


async def test_every_button_there_is_with_the_ids_of_hidden_records(tmp_path: Path) -> None:
    async with prying(tmp_path) as pry:
        for data in pry.buttons:
            await pry.taps(data)
        await pry.holds()


async def test_what_stands_beside_it_says_nothing_of_it(tmp_path: Path) -> None:
    """A contact of the hidden deal that nobody owns, and a task about that deal that is one's own."""
    async with prying(tmp_path) as pry:
        beside = [ref for ref in (pry.hidden.nobodys, pry.hidden.own_task) if ref is not None]
        for ref in beside:
            for shown in (Open(ref.noun, ref.id), ShowTimeline(ref.noun, ref.id), ShowNotes(ref.noun, ref.id)):
                await pry.taps(encode(shown))
        for listed in (ContactDeals(beside[0].id), ContactTasks(beside[0].id), ContactKeys(beside[0].id)):
            await pry.taps(encode(listed))
        await pry.holds()
        assert any("Спросить у Ольги" in call for call in await shown_by(pry.town))


async def test_no_button_is_too_odd_for_who_may_do_everything(tmp_path: Path) -> None:
    async with prying(tmp_path) as pry:
        anna = pry.town.anna
        await anna.starts()
        message = await anna.sees()
        for data in pry.buttons:
            done = await anna.does("tap", message=message.id, data=data, wait=5)
            assert done["answer"] is not None, f"nobody answered {data}"
        await pry.town.quiet()
        assert not await pry.town.store.inbox.aside()


async def test_every_form_answered_with_hidden_records(tmp_path: Path) -> None:
    """Buttons of a form's question stand for ids too."""
    async with prying(tmp_path) as pry:
        values = [word for ref in pry.hidden.refs.values() for word in (str(ref.id), write_ref(ref))]
        for opener in OPENERS:
            for value in values:
                await pry.says(opener)
                if asked := await pry.asked():
                    await pry.taps(encode(Pick(asked, value)))
        await pry.holds()


async def test_every_command_and_search_in_words(tmp_path: Path) -> None:
    async with prying(tmp_path) as pry:
        for name in sorted(commands):
            await pry.says(f"/{name}")
            await pry.says(f"/{name} ъжщ")
        for words in LOOKED_FOR:
            await pry.says(words)
            await pry.asks_inline(words)
        await pry.says("/contact ничей")
        await pry.taps_one_shown(0)
        await pry.holds()


async def test_the_owner_does_see_it_all(tmp_path: Path) -> None:
    """What is looked for in the others' sight is there to be seen."""
    async with prying(tmp_path) as pry:
        for words in ("/deal ъжщ", "/contact 55501", "/company ъжщ"):
            await pry.town.olga.says(words)
            await pry.town.olga.sees()
        await pry.town.quiet()
        shown = "".join(await shown_by(pry.town))
        assert {found[0][:3] for found in SECRETS.finditer(shown)} >= {
            "ЪЖЩ", "73\u00a0", "555", "zzq",
        }  # fmt: skip


words = st.sampled_from([*LOOKED_FOR, *OPENERS, "/undo", "/cancel", "вася петров", "завтра", "15", "/today", "/tasks", "/deals"])
number = st.integers(0, 10_000)
steps = st.lists(
    st.one_of(
        st.tuples(st.just("says"), words),
        st.tuples(st.just("replies"), words),
        st.tuples(st.just("asks_inline"), words),
        st.tuples(st.just("forges"), number),
        st.tuples(st.just("taps_one_shown"), number),
    ),
    min_size=5,
    max_size=25,
)


@settings(max_examples=8, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(steps)
def test_whatever_one_does_nothing_hidden_is_shown_or_changed(taken: list[tuple[str, Any]]) -> None:
    async def live(folder: Path) -> None:
        async with prying(folder) as pry:
            for step, what in taken:
                if step == "forges":
                    await pry.taps(pry.buttons[what % len(pry.buttons)])
                else:
                    await getattr(pry, step)(what)
            await pry.holds()

    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(live(Path(folder)))
