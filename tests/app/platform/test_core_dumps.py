"""A crash of the program leaves no picture of its memory, and still its place in the code."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

_CRASH = """
import faulthandler, os, resource, sys
from smsbook_gui.app.platform.core_dumps import forbid_core_dumps
soft, hard = resource.getrlimit(resource.RLIMIT_CORE)
resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))
if sys.argv[1] == "forbidden":
    forbid_core_dumps()
faulthandler.enable(open("crash.txt", "w"))

os.abort()
"""


def crash(folder: Path, how: str) -> int:
    """The status of a process that aborts in `folder`, as wait tells it."""
    with subprocess.Popen([sys.executable, "-c", _CRASH, how], cwd=folder) as process:
        return os.waitpid(process.pid, 0)[1]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no core files")
def test_no_core_is_dumped(tmp_path: Path) -> None:
    status = crash(tmp_path, "forbidden")
    assert os.WIFSIGNALED(status)
    assert not os.WCOREDUMP(status)
    assert [file.name for file in tmp_path.iterdir()] == ["crash.txt"]
    assert "Fatal Python error: Aborted" in (tmp_path / "crash.txt").read_text(encoding="utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no core files")
def test_it_is_the_programs_first_act(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Before the window and the account, whose token it protects."""
    code = (
        "import resource, sys\n"
        "from smsbook_gui.app import run\n"
        "def stop(): print(resource.getrlimit(resource.RLIMIT_CORE)[0]); sys.exit(0)\n"
        "run.make_application = stop\n"
        "from smsbook_gui.app.main import main\n"
        "main(['--practice', '--data-dir', sys.argv[1]])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=True
    )
    assert int(done.stdout) in {0, 1}
