"""The gate to the service: open, paused or stopped."""

import asyncio
from collections.abc import Awaitable, Callable
from itertools import pairwise

import pytest

from smsbook_gui.domain.errors import (
    AnswerLost,
    AuthenticationFailed,
    CertificateProblem,
    Intercepted,
    NotAnswering,
    NotOffered,
    NotSent,
    RateLimited,
    Refused,
    ServiceError,
    SmsBookError,
    WrongAddress,
)
from smsbook_gui.services.sync.rate_limiter import Lane, RateLimiter
from smsbook_gui.services.sync.service_gate import (
    FIRST_PAUSE,
    LONGEST_PAUSE,
    Connection,
    ServiceGate,
)
from tests.support.clock import VirtualClock

pytestmark = pytest.mark.anyio


class Desk:
    """A gate whose states are written down."""

    def __init__(self) -> None:
        self.clock = VirtualClock()
        self.seen: list[Connection] = []
        self.gate = ServiceGate(
            self.clock,
            RateLimiter(self.clock),
            practice=False,
            changed=lambda: self.seen.append(self.gate.connection),
            jitter=lambda: 0.5,
        )

    def connection(self) -> Connection:
        """A call, because the type checker holds on to what an attribute was."""
        return self.gate.connection

    def problem(self) -> SmsBookError | None:
        return self.gate.problem

    def paused(self) -> bool:
        return self.gate.paused_until is not None

    async def fails(self, error: ServiceError) -> None:
        await self.gate.clear(Lane.PERSON)
        with pytest.raises(type(error)):
            await self.gate.send(_raising(error))


def _raising(error: ServiceError) -> Callable[[], Awaitable[None]]:
    async def call() -> None:
        raise error

    return call


async def _answer() -> str:
    return "answer"


@pytest.fixture
def desk() -> Desk:
    return Desk()


async def test_a_call_that_works_connects(desk: Desk) -> None:
    assert await desk.gate.call(Lane.PERSON, _answer) == "answer"
    assert desk.seen == [Connection.CONNECTED]


@pytest.mark.parametrize("error", [NotSent(), Intercepted()])
async def test_offline_pauses_grow_and_the_first_answer_ends_them(
    desk: Desk, error: ServiceError
) -> None:
    starts = []
    for _ in range(10):
        task = asyncio.ensure_future(desk.fails(error))
        await desk.clock.until(task.done)
        await task
        starts.append(desk.clock.monotonic())
    pauses = [after - before for before, after in pairwise(starts)]
    assert pauses[0] == pytest.approx(FIRST_PAUSE)
    assert pauses[1] == pytest.approx(2 * FIRST_PAUSE)
    assert pauses[-1] == pytest.approx(LONGEST_PAUSE)
    assert desk.connection() is Connection.OFFLINE
    call = asyncio.ensure_future(desk.gate.call(Lane.PERSON, _answer))
    await desk.clock.until(call.done)
    assert desk.connection() is Connection.CONNECTED
    assert desk.gate.problem is None


async def test_a_pause_the_service_asks_for_holds_everybody(desk: Desk) -> None:
    await desk.fails(RateLimited(60))
    assert isinstance(desk.problem(), RateLimited)
    assert desk.paused()
    calls = [asyncio.ensure_future(desk.gate.call(lane, _answer)) for lane in Lane]
    await desk.clock.advance(59.9)
    assert not any(call.done() for call in calls)
    await desk.clock.until(lambda: all(call.done() for call in calls))
    assert desk.problem() is None
    assert not desk.paused()


@pytest.mark.parametrize("error", [AuthenticationFailed(), CertificateProblem(), WrongAddress()])
async def test_what_only_a_person_can_mend_stops_the_line(desk: Desk, error: ServiceError) -> None:
    await desk.fails(error)
    assert desk.connection() is Connection.STOPPED
    assert desk.gate.problem == error
    call = asyncio.ensure_future(desk.gate.call(Lane.PERSON, _answer))
    await desk.clock.advance(86_400)
    assert not call.done()
    desk.gate.reopen()
    assert desk.connection() is Connection.CONNECTING
    await desk.clock.until(call.done)
    assert desk.connection() is Connection.CONNECTED


@pytest.mark.parametrize("error", [Refused("no"), AnswerLost()])
async def test_a_no_and_a_lost_answer_do_not_close_the_line(
    desk: Desk, error: ServiceError
) -> None:
    await desk.fails(error)
    assert await desk.gate.call(Lane.PERSON, _answer) == "answer"


async def test_try_now_cuts_a_pause_short(desk: Desk) -> None:
    await desk.fails(NotSent())
    call = asyncio.ensure_future(desk.gate.call(Lane.PERSON, _answer))
    await desk.clock.advance(0.1)
    assert not call.done()
    desk.gate.reopen()
    await desk.clock.advance(0.0)
    assert call.done()


async def test_pauses_are_counted_for_who_read_before_one(desk: Desk) -> None:
    before = desk.gate.pauses
    await desk.fails(RateLimited(1))
    assert desk.gate.pauses == before + 1


# --- a service that answers nobody ---------------------------------------------------------------


class Asked(Desk):
    """A gate that asks whether the service answers; how it does is for the test to say."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[float] = []
        self.answers: list[ServiceError | None] = []
        """To the questions in turn; to later ones it answers well."""
        self.gate = ServiceGate(
            self.clock,
            RateLimiter(self.clock),
            practice=False,
            changed=lambda: self.seen.append(self.gate.connection),
            asks=(self._question, self._question),
            jitter=lambda: 0.5,
        )

    async def _question(self) -> None:
        self.asked.append(self.clock.monotonic())
        error = self.answers.pop(0) if self.answers else None
        if error is not None:
            raise error


async def test_it_is_asked_at_the_start_and_after_a_lost_answer_only() -> None:
    desk = Asked()
    for _ in range(2):
        await desk.gate.call(Lane.BULK, _answer)
    assert len(desk.asked) == 1
    await desk.fails(AnswerLost())
    for _ in range(2):
        await desk.clock.advance(1.0)  # for the limiter
        await desk.fails(Refused("no"))
    assert len(desk.asked) == 2
    assert desk.connection() is Connection.CONNECTED


async def test_whoever_waits_waits_for_the_one_question() -> None:
    desk = Asked()
    desk.answers = [AnswerLost(), AnswerLost(), AnswerLost()]
    calls = [asyncio.ensure_future(desk.gate.call(lane, _answer)) for lane in Lane]
    await desk.clock.advance(FIRST_PAUSE - 0.1)
    assert len(desk.asked) == 2
    assert desk.connection() is Connection.NOT_ANSWERING
    assert isinstance(desk.problem(), NotAnswering)
    assert desk.paused()
    assert not any(call.done() for call in calls)
    await desk.clock.until(lambda: all(call.done() for call in calls))
    assert len(desk.asked) == 4
    assert desk.connection() is Connection.CONNECTED
    assert desk.problem() is None


async def test_a_service_that_answers_nobody_is_asked_at_growing_pauses() -> None:
    desk = Asked()
    desk.answers = [AnswerLost()] * 40
    call = asyncio.ensure_future(desk.gate.call(Lane.PERSON, _answer))
    await desk.clock.until(call.done)
    pauses = [after - before for before, after in pairwise(desk.asked[::2])]
    assert pauses[0] == pytest.approx(FIRST_PAUSE, abs=0.5)
    assert all(after > before for before, after in pairwise(pauses[:6]))
    assert pauses[-1] == pytest.approx(LONGEST_PAUSE, abs=0.5)


async def test_a_service_that_fails_at_one_kind_of_call_is_not_taken_for_silent() -> None:
    desk = Asked()
    desk.answers = [AnswerLost()]
    await desk.gate.call(Lane.PERSON, _answer)
    assert desk.seen == [Connection.CONNECTED]


@pytest.mark.parametrize("error", [Refused(""), Refused("no"), RateLimited(1), NotOffered()])
async def test_any_answer_will_do(error: ServiceError) -> None:
    desk = Asked()
    desk.answers = [error]
    call = asyncio.ensure_future(desk.gate.call(Lane.PERSON, _answer))
    await desk.clock.until(call.done)
    assert len(desk.asked) == 1


async def test_what_was_let_through_before_a_pause_does_not_leave_in_it(desk: Desk) -> None:
    """Seed 30000659 of the simulation: a slow disk lay between the turn and the call."""
    too_fast = RateLimited(5)
    await desk.gate.clear(Lane.PERSON)
    await desk.fails(too_fast)
    made: list[str] = []

    async def call() -> None:
        made.append("call")

    with pytest.raises(NotSent):
        await desk.gate.send(call)
    assert made == []
    assert desk.problem() is too_fast, "nothing was learnt from it"
    later = asyncio.ensure_future(desk.gate.call(Lane.PERSON, call))
    await desk.clock.until(later.done)
    assert made == ["call"]


@pytest.mark.parametrize("error", [NotSent(), Intercepted()])
async def test_offline_is_told_from_silent(error: ServiceError) -> None:
    desk = Asked()
    desk.answers = [error]
    call = asyncio.ensure_future(desk.gate.call(Lane.PERSON, _answer))
    await desk.clock.advance(0.0)
    assert desk.problem() == error
    await desk.clock.until(call.done)


async def test_a_cancelled_caller_leaves_the_question_to_the_next() -> None:
    desk = Asked()
    desk.answers = [AnswerLost(), AnswerLost()]
    first = asyncio.ensure_future(desk.gate.call(Lane.PERSON, _answer))
    await desk.clock.advance(0.1)
    second = asyncio.ensure_future(desk.gate.call(Lane.BULK, _answer))
    await desk.clock.advance(0.1)
    first.cancel()
    await desk.clock.until(second.done)
    assert await second == "answer"


async def test_try_now_asks_at_once() -> None:
    desk = Asked()
    desk.answers = [AnswerLost()] * 20
    call = asyncio.ensure_future(desk.gate.call(Lane.PERSON, _answer))
    await desk.clock.advance(600.0)
    desk.answers.clear()
    before = desk.clock.monotonic()
    desk.gate.reopen()
    await desk.clock.advance(1.0)
    assert call.done()
    assert desk.asked[-1] == pytest.approx(before, abs=0.5)
