"""The pace: bursts pass, too much is answered with 429 and when to come back."""

from pathlib import Path

import pytest

from smsbook_gui.practice.limiter import TokenBucket
from tests.practice.conftest import bare_client
from tests.support.service import LoopbackService


class Clock:
    """Seconds that pass when a test says so."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.mark.anyio
async def test_too_many_requests_are_told_when_to_come_back(tmp_path: Path) -> None:
    clock = Clock()
    with LoopbackService(tmp_path, rate=0.5, clock=clock) as service:
        async with bare_client(service) as http, bare_client(service, "wrong") as stranger:
            assert (await http.post("/api/address-book/list")).status_code == 200

            answer = await http.post("/api/address-book/new", json={"name": "Friends"})
            assert answer.status_code == 429
            assert answer.headers["retry-after"] == "2"
            assert answer.json() == {
                "status": "error",
                "error": "rate_limited",
                "message": "Too many requests",
            }
            assert service.books() == []

            clock.now += 2
            # Somebody without the token does not use up the account's pace.
            assert (await stranger.post("/api/address-book/list")).status_code == 403
            answer = await http.post("/api/address-book/new", json={"name": "Friends"})
            assert answer.status_code == 200
            assert len(service.books()) == 1


def test_ten_a_second_on_average_with_bursts() -> None:
    clock = Clock()
    bucket = TokenBucket(10, clock)
    passed = 0
    for _ in range(60 * 100):  # a minute, in steps of 10 ms, ten times too eager
        passed += bucket.take() == 0
        clock.now += 0.01
    assert 600 <= passed <= 620

    clock.now += 3_600  # an hour's rest saves up a burst, not an hour's worth
    burst = 0
    while bucket.take() == 0:
        burst += 1
    assert burst == 20


def test_a_refused_request_costs_nothing() -> None:
    clock = Clock()
    bucket = TokenBucket(0.1, clock)
    assert bucket.take() == 0
    assert [bucket.take() for _ in range(5)] == [10] * 5
    clock.now += 9.5
    assert bucket.take() == 1
    clock.now += 0.5
    assert bucket.take() == 0


@pytest.mark.parametrize("rate", [0, -1])
def test_a_rate_is_above_zero(rate: float) -> None:
    with pytest.raises(ValueError, match="above zero"):
        TokenBucket(rate, Clock())
