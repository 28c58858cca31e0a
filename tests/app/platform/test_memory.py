"""Garbage goes in the window's thread, and what stays for good is out of the collector's sight."""

import gc
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt

from smsbook_gui.app.platform.memory import Collector, settle_memory
from tests.support.patience import PATIENCE
from tests.support.qt import until

_ROOT = Path(__file__).parents[3]
_CODE = """
import gc, os, signal, sys
from smsbook_gui.app import run
from smsbook_gui.app.main import main

settle = run.settle_memory
seen = []

def note():
    settle()
    needed = {"httpx", "httpcore", "anyio._backends._asyncio"}
    assert gc.get_threshold()[0] == 0, "threads collect garbage"
    seen.append((gc.get_freeze_count(), needed <= set(sys.modules)))
    os.kill(os.getpid(), signal.SIGTERM)

run.settle_memory = note
code = main(["--practice", "--data-dir", sys.argv[1]])
[(frozen, libraries)] = seen
sys.exit(code or (0 if frozen > 20_000 and libraries else f"{frozen} objects, {libraries}"))
"""


class _Ring:
    """Garbage that only the collector finds."""

    count = 0

    def __init__(self) -> None:
        self.me = self

    def __del__(self) -> None:
        _Ring.count += 1


def test_what_there_is_is_set_aside_and_older_garbage_goes() -> None:
    try:
        kept: list[_Ring] = [_Ring()]
        settle_memory()
        assert gc.get_freeze_count() > 0
        kept.clear()
        gc.collect()
        assert _Ring.count == 0, "not looked at any more"
        settle_memory()
        assert _Ring.count == 1
    finally:
        gc.unfreeze()


def test_the_program_does_so_once_its_account_is_open(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _CODE, str(tmp_path)],
        env={**os.environ, "PYTHONPATH": str(_ROOT), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


# --- in which thread ---------------------------------------------------------------------------

_MANY = 2000
"""More than Python makes before it collects."""


class _Ended:
    """Notes the threads in which objects of Qt end."""

    def __init__(self) -> None:
        self.threads: list[int] = []

    def make(self) -> None:
        """One that only the collector finds."""
        ring = _Ring()
        ring.qt = QObject()  # type: ignore[attr-defined]
        direct = Qt.ConnectionType.DirectConnection
        ring.qt.destroyed.connect(self._note, direct)  # type: ignore[attr-defined]

    def _note(self) -> None:
        self.threads.append(threading.get_ident())


@pytest.fixture
def ended() -> Iterator[_Ended]:
    gc.collect()
    ended = _Ended()
    for _ in range(10):
        ended.make()
    yield ended
    gc.collect()


def _work_in_a_thread() -> None:
    """As a thread does that reads rows: objects that find each other, and are let go."""
    thread = threading.Thread(target=lambda: [_Ring() for _ in range(_MANY)])
    thread.start()
    thread.join()


@pytest.mark.anyio
async def test_objects_of_qt_end_in_the_windows_thread(ended: _Ended) -> None:
    _work_in_a_thread()
    assert ended.threads == []
    await until(lambda: len(ended.threads) == 10)
    assert set(ended.threads) == {threading.get_ident()}


def test_nothing_is_collected_while_that_is_suspended(ended: _Ended, qapp: QObject) -> None:
    collector = Collector(qapp)
    gc.disable()
    try:
        _work_in_a_thread()
        collector.collect()
        assert ended.threads == []
    finally:
        gc.enable()
    collector.close()
    assert len(ended.threads) == 10


def test_python_collects_by_itself_once_it_is_closed(qapp: QObject) -> None:
    gc.set_threshold(600, 9, 8)
    collector = Collector(qapp)
    assert gc.get_threshold()[0] == 0
    collector.close()
    assert gc.get_threshold() == (600, 9, 8)
