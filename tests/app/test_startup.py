"""The window shows before anything slow is loaded."""

import os
import subprocess
import sys
from pathlib import Path

from tests.support.patience import PATIENCE

_ROOT = Path(__file__).parent.parent.parent
_CODE = """
import sys
from smsbook_gui.app.main import main
from smsbook_gui.views.shell.main_window import MainWindow

loaded = []
show = MainWindow.showEvent

def note(self, event):
    loaded.append({"httpx", "keyring", "phonenumbers", "starlette"} & set(sys.modules))
    show(self, event)

MainWindow.showEvent = note
code = main(["--practice", "--screenshot", sys.argv[1]])
sys.exit(code or (0 if loaded and not loaded[0] else f"loaded too early: {loaded}"))
"""


def test_the_window_shows_before_anything_slow_is_loaded(tmp_path: Path) -> None:
    picture = tmp_path / "window.png"
    done = subprocess.run(
        [sys.executable, "-c", _CODE, str(picture)],
        env={**os.environ, "PYTHONPATH": str(_ROOT)},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert picture.read_bytes().startswith(b"\x89PNG")
