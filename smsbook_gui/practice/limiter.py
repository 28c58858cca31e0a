"""The pace of an account: requests a second on average, with bursts."""

import math
from collections.abc import Callable

BURST_SECONDS = 2.0
"""How many seconds' worth of requests may come at once; the vendor documents "bursts" only."""


class TokenBucket:
    """A bucket that fills at `rate` tokens a second up to `BURST_SECONDS` worth of them.

    `clock` tells seconds and never goes back. Used from one thread.
    """

    def __init__(self, rate: float, clock: Callable[[], float]) -> None:
        if rate <= 0:
            raise ValueError("the rate must be above zero")
        self._rate = rate
        self._size = max(1.0, rate * BURST_SECONDS)
        self._tokens = self._size
        self._clock = clock
        self._filled_at = clock()

    def take(self) -> int:
        """Takes a token: 0, or the whole seconds (1 or more) until there is one to take."""
        now = self._clock()
        self._tokens = min(self._size, self._tokens + (now - self._filled_at) * self._rate)
        self._filled_at = now
        if self._tokens >= 1:
            self._tokens -= 1
            return 0
        return max(1, math.ceil((1 - self._tokens) / self._rate))
