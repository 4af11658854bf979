"""The budget of a bot, in a time that the test moves."""

import asyncio
import heapq
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.conversation.delivery.budget import Budget, Limit
from bots.conversation.delivery.sending import Busy
from core.tasks.delivery import Priority

PATIENT = 1000.0
ANSWER, REMINDER, REDRAW = Priority.ANSWER, Priority.REMINDER, Priority.REDRAW


@dataclass
class Call:
    callback: Callable[[], None] | None

    def cancel(self) -> None:
        self.callback = None


@dataclass
class Time:
    """A loop's time, moved by hand."""

    now: float = 0.0
    calls: list[tuple[float, int, Call]] = field(default_factory=list)
    numbers: "count[int]" = field(default_factory=count)

    def time(self) -> float:
        return self.now

    def call_later(self, delay: float, callback: Callable[[], None]) -> Call:
        call = Call(callback)
        heapq.heappush(self.calls, (self.now + delay, next(self.numbers), call))
        return call

    async def pass_by(self, seconds: float) -> None:
        until = self.now + seconds
        await breathe()
        while self.calls and self.calls[0][0] <= until:
            self.now, _number, call = heapq.heappop(self.calls)
            if call.callback:
                call.callback()
            await breathe()
        self.now = until


async def breathe() -> None:
    for _ in range(6):
        await asyncio.sleep(0)


@dataclass
class Office:
    """Senders at work: `sent` holds what went out, and when."""

    budget: Budget
    time: Time
    group: asyncio.TaskGroup
    sent: list[tuple[float, str]] = field(default_factory=list)

    def send(
        self, name: str, chat: str, priority: Priority = ANSWER, *, group: bool = False, lasts: float = 0
    ) -> "asyncio.Task[None]":
        async def one() -> None:
            async with self.budget.turn(chat, priority, PATIENT, group=group):
                self.sent.append((round(self.time.now, 3), name))
                if lasts:
                    done = asyncio.get_running_loop().create_future()
                    self.time.call_later(lasts, lambda: done.set_result(None))
                    await done

        return self.group.create_task(one())

    @property
    def names(self) -> list[str]:
        return [name for _at, name in self.sent]


@pytest.fixture
async def office() -> AsyncIterator[Office]:
    time = Time()
    budget = Budget(Limit(3, 1), chat=Limit(2, 2), group=Limit(3, 60), timer=time)
    async with asyncio.TaskGroup() as group:
        office = Office(budget, time, group)
        yield office
        await time.pass_by(1000)


async def test_what_fits_goes_at_once(office: Office) -> None:
    for chat in "abc":
        office.send(chat, chat)
    await office.time.pass_by(0)
    assert office.sent == [(0, "a"), (0, "b"), (0, "c")]


async def test_all_chats_share_one_limit(office: Office) -> None:
    for number in range(7):
        office.send(str(number), chat=str(number))
    await office.time.pass_by(10)
    assert [at for at, _name in office.sent] == [0, 0, 0, 1, 1, 1, 2]


async def test_one_chat_may_have_a_small_burst_and_then_waits(office: Office) -> None:
    for number in range(5):
        office.send(str(number), "a")
    await office.time.pass_by(10)
    assert [at for at, _name in office.sent] == [0, 0, 2, 2, 4]


async def test_a_busy_chat_keeps_no_other_waiting(office: Office) -> None:
    for number in range(10):
        office.send(f"flood {number}", "a")
    await office.time.pass_by(1)
    office.send("calm", "b")
    await office.time.pass_by(0)
    assert office.sent[-1] == (1, "calm")


async def test_a_group_has_its_own_limit(office: Office) -> None:
    for number in range(4):
        office.send(str(number), "-1", group=True)
    await office.time.pass_by(100)
    assert [at for at, _name in office.sent] == [0, 0, 0, 60]


async def test_the_urgent_goes_first_and_equals_in_their_order(office: Office) -> None:
    for number in range(3):
        office.send(f"full {number}", f"x{number}")
    office.send("redraw", "a", REDRAW)
    office.send("reminder 1", "b", REMINDER)
    office.send("reminder 2", "c", REMINDER)
    office.send("answer", "d")
    await office.time.pass_by(1)
    assert office.names[3:] == ["answer", "reminder 1", "reminder 2"]
    await office.time.pass_by(1)
    assert office.names[-1] == "redraw"


async def test_within_a_chat_too_the_urgent_goes_first(office: Office) -> None:
    office.send("first", "a", lasts=1)
    await office.time.pass_by(0)
    office.send("redraw", "a", REDRAW)
    office.send("answer", "a")
    await office.time.pass_by(10)
    assert office.names == ["first", "answer", "redraw"]


async def test_redraws_come_evenly_and_leave_the_burst_to_answers(office: Office) -> None:
    for number in range(3):
        office.send(f"redraw {number}", "a", REDRAW)
    await office.time.pass_by(1.5)
    office.send("answer", "a")
    await office.time.pass_by(10)
    assert office.sent == [(0, "redraw 0"), (1, "redraw 1"), (2, "answer"), (3, "redraw 2")]


async def test_one_send_a_chat_is_on_its_way(office: Office) -> None:
    office.send("slow", "a", lasts=1.5)
    office.send("next", "a")
    await office.time.pass_by(10)
    assert office.sent == [(0, "slow"), (1.5, "next")]


async def test_a_limit_counts_from_the_end_of_a_send(office: Office) -> None:
    """It may have arrived as late as that."""
    for number in range(3):
        office.send(str(number), "a", lasts=0.5)
    await office.time.pass_by(10)
    assert [at for at, _name in office.sent] == [0, 0.5, 2.5]


async def test_a_429_silences_the_whole_bot(office: Office) -> None:
    office.send("before", "a")
    await office.time.pass_by(0)
    office.budget.pause(7)
    office.send("after", "b")
    office.send("also after", "c", REMINDER)
    await office.time.pass_by(6.9)
    assert office.names == ["before"]
    await office.time.pass_by(0.1)
    assert office.names == ["before", "after", "also after"]


async def test_a_shorter_pause_does_not_end_a_longer_one(office: Office) -> None:
    office.budget.pause(10)
    office.budget.pause(1)
    assert office.budget.paused_for == 10


async def test_who_has_no_patience_is_told_when_to_come_again(office: Office) -> None:
    office.budget.pause(30)
    with pytest.raises(Busy) as busy:
        async with office.budget.turn("a", REDRAW, patience=0.3):
            pass
    assert busy.value.after.total_seconds() == 30


async def test_those_put_off_come_back_one_after_the_other(office: Office) -> None:
    for number in range(3):
        office.send(str(number), "a")
    await office.time.pass_by(0)
    with pytest.raises(Busy) as busy:
        async with office.budget.turn("a", REDRAW, patience=0.3):
            pass
    assert busy.value.after.total_seconds() == 3


async def test_patience_that_runs_out_while_waiting(office: Office) -> None:
    office.send("slow", "a", lasts=5)
    await office.time.pass_by(0)
    with pytest.raises(Busy):
        async with office.budget.turn("a", REDRAW, patience=0.01):
            pass
    office.send("next", "a")
    await office.time.pass_by(10)
    assert office.names == ["slow", "next"]


async def test_a_cancelled_waiter_leaves_no_trace(office: Office) -> None:
    for number in range(3):
        office.send(str(number), str(number))
    waiting = office.send("never", "a")
    later = office.send("later", "b")
    await office.time.pass_by(0)
    waiting.cancel()
    await office.time.pass_by(1)
    assert later.done()
    assert "never" not in office.names


async def test_a_turn_given_to_one_who_just_left_goes_to_the_next(office: Office) -> None:
    office.send("first", "a", lasts=1)
    await office.time.pass_by(0)
    leaving = office.send("leaving", "a")
    office.send("staying", "a")
    await breathe()
    office.time.now = 1.0
    heapq.heappop(office.time.calls)[2].callback()  # type: ignore[misc]  # the slow send ends, and in the same breath …
    leaving.cancel()
    await office.time.pass_by(10)
    assert office.names == ["first", "staying"]


async def test_a_failed_send_gives_its_place_back(office: Office) -> None:
    with pytest.raises(OSError, match="broken"):
        async with office.budget.turn("a", ANSWER, PATIENT):
            raise OSError("broken")
    office.send("next", "a")
    await office.time.pass_by(0)
    assert office.names == ["next"]


async def test_closing_sends_everybody_home(office: Office) -> None:
    office.budget.pause(100)

    async def waits() -> str:
        try:
            async with office.budget.turn("a", ANSWER, PATIENT):
                return "sent"
        except Busy:
            return "busy"

    waiting = office.group.create_task(waits())
    await breathe()
    office.budget.close()
    assert await waiting == "busy"
    assert await waits() == "busy"


async def test_quiet_chats_are_forgotten(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bots.conversation.delivery.budget.CHATS_KEPT", 10)
    for number in range(40):
        office.send(str(number), str(number))
        await office.time.pass_by(5)
    assert len(office.budget._chats) <= 11


sends = st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from(Priority), st.floats(0, 3), st.floats(0, 1)), max_size=40)


@given(sends)
async def test_no_window_ever_holds_too_many(plan: list[tuple[str, Priority, float, float]]) -> None:
    time = Time()
    async with asyncio.TaskGroup() as group:
        office = Office(Budget(Limit(3, 1), chat=Limit(2, 2), group=Limit(3, 60), timer=time), time, group)
        for number, (chat, priority, after, lasts) in enumerate(plan):
            office.send(f"{chat}{number}", chat, priority, lasts=lasts)
            await time.pass_by(after)
        await time.pass_by(1000)
    assert len(office.sent) == len(plan)
    assert _most_within(1, [at for at, _name in office.sent]) <= 3
    for chat in "abcd":
        assert _most_within(2, [at for at, name in office.sent if name[0] == chat]) <= 2


def _most_within(seconds: float, moments: list[float]) -> int:
    return max((sum(start <= moment < start + seconds - 0.002 for moment in moments) for start in moments), default=0)
