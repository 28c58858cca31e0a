"""When a test gives up waiting: after nothing has moved for long, never because a machine is slow.

What a test waits for takes as long as the machine takes. A limit that fits a quiet machine fails on
a busy one without telling anything about the program, so there is one limit for all, and it is far
longer than anything takes that moves at all.
"""

import time

PATIENCE = 120.0
"""Seconds without any movement after which something is taken to hang."""


class Patience:
    """Watches something that takes many steps; each step that shows buys it the whole time again.

    patience = Patience()
    while not done():
        patience.look(how_far())
    """

    def __init__(self, seconds: float = PATIENCE) -> None:
        self._seconds = seconds
        self._seen: object = None
        self._since = time.monotonic()

    def look(self, state: object) -> None:
        """Raises AssertionError where `state` has been the same for too long."""
        now = time.monotonic()
        if state != self._seen:
            self._seen, self._since = state, now
        assert now - self._since < self._seconds, f"nothing moves for {self._seconds:g} s: {state}"
