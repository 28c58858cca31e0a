"""Brings children up quickly: a process that has everything imported forks one for each life.

    with Nursery() as nursery:
        child = nursery.start(task)
        child.wait_working()
        child.kill()

A start from nothing takes most of a second, and there are hundreds. Where there is no fork
(Windows) each child is started from nothing all the same.

The nursery itself is run as a program and speaks in lines: a task as JSON in, `pid N`, then the
child's own words, then `end CODE` out. One child at a time.
"""

import json
import os
import signal
import subprocess
import sys
import threading
from dataclasses import asdict
from queue import Empty, Queue
from types import TracebackType
from typing import Self

from tests.kills.child import Task, run
from tests.support.patience import PATIENCE


class Child:
    """One life. `code` is how it ended: negative for a signal, None while it lives."""

    def __init__(self, lines: "Queue[str]") -> None:
        self._lines = lines
        self.pid = int(self._line("pid"))
        self.code: int | None = None

    def wait_working(self) -> bool:
        """Returns when it works with its file; False where it ended before."""
        word, _, rest = self._any(PATIENCE).partition(" ")
        if word == "end":
            self.code = int(rest)
        return word == "working"

    def ends_within(self, seconds: float) -> bool:
        """Whether it ends by itself; whatever it says meanwhile gives it that time again."""
        while self.code is None:
            try:
                word, _, rest = self._any(seconds).partition(" ")
            except Empty:
                return False
            if word == "end":
                self.code = int(rest)
        return True

    def kill(self) -> None:
        """As `kill -9` does, and waits for the end."""
        os.kill(self.pid, getattr(signal, "SIGKILL", signal.SIGTERM))
        assert self.ends_within(PATIENCE), "the killed child did not end"

    def _line(self, word: str) -> str:
        found, _, rest = self._any(PATIENCE).partition(" ")
        assert found == word, f"{found} instead of {word}"
        return rest

    def _any(self, seconds: float) -> str:
        return self._lines.get(timeout=seconds)


class Nursery:
    """Starts children, one at a time."""

    def __enter__(self) -> Self:
        self._lines: Queue[str] = Queue()
        self._child: Child | None = None
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.kills.nursery"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            bufsize=1,
        )
        self._thread = threading.Thread(target=self._listen, name="nursery", daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        if self._child is not None and self._child.code is None:
            self._child.kill()
        self._process.stdin.close()
        self._process.wait(PATIENCE)
        self._thread.join(PATIENCE)
        self._process.stdout.close()

    def start(self, task: Task) -> Child:
        """A new life."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(asdict(task)) + "\n")
        self._child = Child(self._lines)
        return self._child

    def _listen(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._lines.put(line.strip())


def _say(line: str) -> None:
    os.write(1, line.encode() + b"\n")


def _fork(task: Task) -> int:
    pid = os.fork()
    if pid:
        _say(f"pid {pid}")
        return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    code = 1
    try:
        run(task, _say)
        code = 0
    finally:
        if code:
            sys.excepthook(*sys.exc_info())
        os._exit(code)


def _spawn(line: str) -> int:
    process = subprocess.Popen([sys.executable, "-m", "tests.kills.nursery", line])
    _say(f"pid {process.pid}")
    return process.wait()


def main() -> None:
    """The nursery's own program."""
    if len(sys.argv) > 1:
        run(Task(**json.loads(sys.argv[1])), _say)
        return
    _warm_up()
    for line in sys.stdin:
        code = _fork(Task(**json.loads(line))) if hasattr(os, "fork") else _spawn(line)
        _say(f"end {code}")


def _warm_up() -> None:
    """What a child would have to load first."""
    from smsbook_gui.domain.phones.phone import phone_key

    phone_key("0491570006", "AU")


if __name__ == "__main__":
    main()
