"""What stays for good is out of the garbage collector's sight."""

import gc
import os
import subprocess
import sys
from pathlib import Path

from smsbook_gui.app.platform.memory import settle_memory
from tests.support.patience import PATIENCE

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
