"""Every command that README and RELEASING print works as printed.

Each is run by a shell, in a copy of the project of its own. One that ends is run to its end; one
that takes long, or would change this computer, until its work has visibly begun. A command that is
new in the documents fails here until somebody says how it is tried.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from smsbook_gui import __version__
from tests.support.patience import PATIENCE

ROOT = Path(__file__).parents[2]
DOCUMENTS = (ROOT / "README.md", ROOT / "packaging" / "RELEASING.md")
SCRIPTS = ("dev.py", "installers.py")
"""Scripts of `packaging` whose `--help` people are sent to."""
PRINTED = re.compile(r"^ {4,}(\S.*)$|`([^`\n]+)`", re.MULTILINE)
OURS = re.compile(
    r"(?:\w+=\S+ )?(?:python3?|py|bash|\.venv[\\/]\S+) "
    r".*(?:packaging|\.ci|smsbook_gui|tests|pytest)"
    r"|(?:\w+=\S+ )?(?:\.venv[\\/](?:bin|Scripts)[\\/]smsbook|smsbook -|msiexec )"
)
OTHER_SYSTEMS = {
    r"py packaging\dev.py …",
    r".venv\Scripts\smsbook",
    "msiexec /i smsbook-0.1.0-x64.msi /qn APIURL=https://sms.example/api UPDATECHECK=0",
}
"""Commands of Windows; the trial of the installers says `msiexec` the same way."""


@dataclass(frozen=True)
class Way:
    """How a command is tried. `begins`: it is ended once it says this; "": it ends by itself.

    `fresh`: in a checkout as it comes; otherwise it has its virtual environment. `long`: it takes a
    minute until it says so.
    """

    begins: str = ""
    fresh: bool = False
    long: bool = False


SETTING_UP = Way("Making a virtual environment", fresh=True)
TESTING = Way("test session starts")
STARTING = Way(f"SMS Book {__version__} starts")
WAYS = {
    "python3 packaging/dev.py start": SETTING_UP,
    "python3 packaging/dev.py test": SETTING_UP,
    "python3 packaging/dev.py test --all": SETTING_UP,
    "python3 packaging/dev.py test tests/api -k rate": SETTING_UP,
    "python3 packaging/dev.py quick": SETTING_UP,
    "python3 packaging/installers.py build": SETTING_UP,
    "python3 packaging/installers.py test": Way("== test: ", fresh=True),
    "python3 packaging/lock.py --upgrade": Way("Looking up", fresh=True),
    "bash .ci/run": Way("== set-up in a fresh virtual environment", fresh=True),
    "bash .ci/full": Way("== the frozen program", fresh=True),
    ".venv/bin/python -m pytest tests/store": TESTING,
    '.venv/bin/python -m pytest -m "not desktop"': TESTING,
    ".venv/bin/python -m pytest -m desktop": TESTING,
    ".venv/bin/python -m tests.cases": Way("right"),
    ".venv/bin/python -m tests.simulation --seeds 20000 --jobs 2": Way("20000 seeds from 0"),
    ".venv/bin/python -m tests.pictures": Way("Drawing onto "),
    ".venv/bin/python -m tests.faults": Way("Storage fails in: "),
    ".venv/bin/python -m tests.files.fuzz --minutes 60": Way("Damaging files for 60 minutes"),
    ".venv/bin/python -m tests.benchmarks.bench_window": Way("A window over 100,000 contacts"),
    ".venv/bin/python packaging/manifest.py key": Way(),
    ".venv/bin/smsbook": STARTING,
    ".venv/bin/smsbook --self-check": Way("ok  start"),
    "SMSBOOK_LOG=debug smsbook --practice --data-dir /some/folder": STARTING,
    "python -X dev -m smsbook_gui --practice": STARTING,
    "smsbook --practice --screenshot window.png": Way(),
    "smsbook --check members.csv": Way(),
    "python -m smsbook_gui.practice --port 8080 --token secret --rate 10": Way(
        "ready at http://127.0.0.1:8080"
    ),
}


def _printed() -> list[str]:
    """The commands of our own that the documents print, each once."""
    found = (
        match[1] or match[2]
        for path in DOCUMENTS
        for match in PRINTED.finditer(path.read_text(encoding="utf-8"))
    )
    return [*dict.fromkeys(text.strip() for text in found if OURS.match(text))]


def test_each_is_tried_here() -> None:
    assert {*_printed()} - OTHER_SYSTEMS == WAYS.keys()


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project as it would be committed, without anything that was set up."""
    target = tmp_path_factory.mktemp("checkout")
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    for name in filter(None, listed.stdout.decode().split("\0")):
        if (ROOT / name).exists():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, target / name)
    return target


@pytest.fixture(scope="module")
def set_up(checkout: Path) -> Path:
    """The same with the virtual environment that these tests run in."""
    target = checkout.with_name("set-up")
    shutil.copytree(checkout, target, symlinks=True)
    (target / "members.csv").write_text("Name,Mobile\nAnn Berg,0491 570 006\n", encoding="utf-8")
    (target / ".venv").symlink_to(sys.prefix, target_is_directory=True)
    return target


@contextmanager
def _started(command: str, folder: Path, home: Path) -> Iterator["subprocess.Popen[str]"]:
    """The command in a shell of its own, ended with everything that it started."""
    environment = {
        name: text for name, text in os.environ.items() if not name.startswith(("XDG_", "SMSBOOK"))
    }
    process = subprocess.Popen(
        ["bash", "-c", command],
        cwd=folder,
        env=environment
        | {
            "HOME": str(home),
            "PATH": f"{sys.prefix}/bin{os.pathsep}{os.environ['PATH']}",
            "PYTHONUNBUFFERED": "1",
            "QT_QPA_PLATFORM": "offscreen",
            "SMSBOOK_LOG": "debug",
        },
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    hangs = threading.Timer(PATIENCE, os.killpg, (process.pid, signal.SIGKILL))
    hangs.start()
    try:
        with process:
            yield process
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
    finally:
        hangs.cancel()


@pytest.mark.parametrize(
    "command",
    [pytest.param(each, marks=[pytest.mark.long] * way.long) for each, way in WAYS.items()],
)
def test_it_works_as_printed(command: str, checkout: Path, set_up: Path, tmp_path: Path) -> None:
    way = WAYS[command]
    typed = command.replace("/some/folder", str(tmp_path / "some folder").replace(" ", "\\ "))
    said = ""
    with _started(typed, checkout if way.fresh else set_up, tmp_path) as process:
        assert process.stdout is not None
        for line in process.stdout:
            said += line
            if way.begins and way.begins in line:
                return
        process.wait()
    assert not way.begins, f"it never said {way.begins!r}:\n{said}"
    assert process.returncode == 0, said


@pytest.mark.parametrize("script", SCRIPTS)
def test_help_names_what_can_be_typed(script: str, checkout: Path) -> None:
    """Each word in the usage line is one that the command takes."""
    done = subprocess.run(
        [sys.executable, checkout / "packaging" / script, "--help"],
        capture_output=True,
        text=True,
        check=True,
    )
    [words] = re.findall(r"\{([\w,]+)\}", done.stdout.splitlines()[0])
    documents = "".join(path.read_text(encoding="utf-8") for path in DOCUMENTS)
    for word in {*words.split(",")} - {"setup"}:
        assert f"packaging/{script} {word}" in documents
