"""Named points at which this process can be made to die, so that tests can kill it exactly there.

    SMSBOOK_FAILPOINT=send.after:3

kills the process, as `kill -9` does, the third time that it comes to `send.after`. Only tests set
that variable; without it a point costs one look at a name. The points:

* `commit.before`, `commit.after`: each commit of the store's writer;
* `send.before`, `send.after`: each call that changes something at the service, after it was
  committed that it goes out, and before it is committed what came of it;
* `begin.…`, `accept.…`, `needs_attention.…`, `retry.…`, each with `before` and `after`: the
  outbox sender's own steps around the calls.

Any package may import this module; it knows nobody.
"""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager

VARIABLE = "SMSBOOK_FAILPOINT"
POINTS = tuple(
    f"{step}.{moment}"
    for step in ("commit", "begin", "send", "accept", "needs_attention", "retry")
    for moment in ("before", "after")
)
"""All names there are."""

# Windows has no SIGKILL; there SIGTERM to oneself ends the process at once (TerminateProcess).
_KILL = getattr(signal, "SIGKILL", signal.SIGTERM)


def _armed(text: str) -> tuple[str, int]:
    name, _, count = text.partition(":")
    return name, int(count or 1) if name in POINTS else 0


_name, _left = _armed(os.environ.get(VARIABLE, ""))


def reached(name: str) -> None:
    """The process is at this point; if it is the armed one, and often enough, it ends here."""
    if name == _name:
        _count_down()


@contextmanager
def around(step: str) -> Iterator[None]:
    """`<step>.before` and, unless the block raised, `<step>.after`."""
    reached(f"{step}.before")
    yield
    reached(f"{step}.after")


def arm(text: str) -> None:
    """What the variable does, for a process that is running already; "" disarms."""
    global _name, _left
    _name, _left = _armed(text)


def _count_down() -> None:
    global _left  # noqa: PLW0603
    _left -= 1
    if _left == 0:
        os.kill(os.getpid(), _KILL)
