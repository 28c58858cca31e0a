"""The limiter: never over the service's rate, in order of lane and arrival."""

import asyncio

import pytest

from smsbook_gui.services.sync.rate_limiter import (
    BURST,
    CALLS_A_SECOND,
    READS_A_SECOND,
    Lane,
    RateLimiter,
)
from tests.support.clock import VirtualClock

pytestmark = pytest.mark.anyio


@pytest.fixture
def clock() -> VirtualClock:
    return VirtualClock()


async def _take(
    limiter: RateLimiter, clock: VirtualClock, lane: Lane, log: list[tuple[Lane, float]]
) -> None:
    await limiter.acquire(lane)
    log.append((lane, clock.monotonic()))


async def _take_many(
    limiter: RateLimiter, clock: VirtualClock, lanes: list[Lane], seconds: float
) -> list[tuple[Lane, float]]:
    log: list[tuple[Lane, float]] = []
    tasks = [asyncio.ensure_future(_take(limiter, clock, lane, log)) for lane in lanes]
    await clock.advance(seconds)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    return log


async def test_a_burst_goes_at_once_and_then_the_rate_is_kept(clock: VirtualClock) -> None:
    log = await _take_many(RateLimiter(clock), clock, [Lane.BULK] * 200, 10.0)
    assert [at for _, at in log[:BURST]] == [0.0] * BURST
    assert len(log) == BURST + int(10 * CALLS_A_SECOND)


async def test_no_window_of_a_second_holds_more_than_rate_and_burst(clock: VirtualClock) -> None:
    log = await _take_many(RateLimiter(clock), clock, [Lane.BULK] * 300, 20.0)
    times = [at for _, at in log]
    for start in times:
        assert sum(start <= at < start + 1.0 for at in times) <= CALLS_A_SECOND + BURST


async def test_calls_that_wait_for_the_disk_still_count_when_they_leave_together(
    clock: VirtualClock,
) -> None:
    limiter, disk = RateLimiter(clock), asyncio.Event()
    log: list[float] = []

    async def send() -> None:
        await limiter.acquire(Lane.BULK)
        with limiter.holding():
            await disk.wait()
        log.append(clock.monotonic())

    tasks = [asyncio.ensure_future(send()) for _ in range(20)]
    await clock.advance(5.0)
    disk.set()
    await clock.advance(5.0)
    await asyncio.gather(*tasks)
    assert log[:BURST] == [5.0] * BURST
    assert [at - 5.0 for at in log[BURST:]] == pytest.approx(
        [(at + 1) / CALLS_A_SECOND for at in range(15)]
    )


async def test_a_persons_change_overtakes_what_waits(clock: VirtualClock) -> None:
    limiter = RateLimiter(clock)
    await _take_many(limiter, clock, [Lane.BULK] * BURST, 0.0)
    lanes = [Lane.BACKGROUND, Lane.BULK, Lane.LISTING, Lane.PERSON, Lane.BULK]
    log = await _take_many(limiter, clock, lanes, 5.0)
    order = [Lane.PERSON, Lane.BULK, Lane.BULK, Lane.LISTING, Lane.BACKGROUND]
    assert [lane for lane, _ in log] == order


async def test_background_reading_keeps_to_its_share(clock: VirtualClock) -> None:
    log = await _take_many(RateLimiter(clock), clock, [Lane.BACKGROUND] * 100, 30.0)
    assert len(log) == 1 + int(30 * READS_A_SECOND)


async def test_after_a_429_the_pace_is_halved_for_a_minute(clock: VirtualClock) -> None:
    limiter = RateLimiter(clock)
    limiter.slow_down()
    log = await _take_many(limiter, clock, [Lane.BULK] * 2000, 120.0)
    first = sum(at < 60.0 for _, at in log)
    second = sum(at >= 60.0 for _, at in log)
    assert first == pytest.approx(30 * CALLS_A_SECOND, abs=2)
    assert second == pytest.approx(60 * CALLS_A_SECOND, abs=2)


async def test_who_gives_up_its_place_does_not_hold_the_others(clock: VirtualClock) -> None:
    limiter = RateLimiter(clock)
    await _take_many(limiter, clock, [Lane.BULK] * BURST, 0.0)
    log: list[tuple[Lane, float]] = []
    first = asyncio.ensure_future(_take(limiter, clock, Lane.PERSON, log))
    second = asyncio.ensure_future(_take(limiter, clock, Lane.BULK, log))
    await clock.advance(0.01)
    first.cancel()
    await clock.advance(1.0)
    await asyncio.gather(first, second, return_exceptions=True)
    assert [lane for lane, _ in log] == [Lane.BULK]
