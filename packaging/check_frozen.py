"""Is what packaging/freeze.py built fit for a user's computer? `freeze.py --check` runs this.

A copy of it is put into a folder whose name has spaces and other people's letters, where nothing
may be written, and is started without a Python, and with no PATH to find one by. It must pass its
self-check, check a list, leave its folder as it was, and where native code brings it down, its
crash handler must tell the next run. Prints a line a step.
"""

import json
import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from release import PROGRAM, version

NAME = "smsbook.exe" if os.name == "nt" else "smsbook"
LIMIT = 300  # seconds
START_LIMIT = 60  # seconds
WRITE = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH


class Failed(Exception):
    """A step did not do what it should."""


def check() -> int:
    """0 if every step went well."""
    if not (PROGRAM / NAME).exists():
        print(f"{PROGRAM / NAME} is not there: run packaging/freeze.py first.", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder:
        trial = Trial(Path(folder))
        try:
            trial.run()
        except (Failed, subprocess.TimeoutExpired) as error:
            print(f"FAILED  {error}", file=sys.stderr)
            return 1
        finally:
            trial.make_writable()
    print("The frozen program passed.")
    return 0


class Trial:
    """A copy of the program in `folder`, with a home of its own there."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._home = folder / "Zoë"
        self._home.mkdir()
        self._installed = folder / "Programme für Ärzte 事務" / "SMS Book"
        shutil.copytree(PROGRAM, self._installed, symlinks=True)
        self._environment = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith("PYTHON") and name != "VIRTUAL_ENV"
        } | {"PATH": str(folder), "HOME": str(self._home)}

    def run(self) -> None:
        """Every step. Raises Failed."""
        self._protect()
        before = self._contents()
        told = self._start("--version")
        if told.strip() not in {"", f"SMS Book {version()}"}:  # Windows: nothing without a console
            raise Failed(f"--version says {told!r}.")
        data = self._folder / "Daten von Zoë"
        if "The self-check passed." not in self._start("--self-check", "--data-dir", str(data)):
            raise Failed("The self-check did not pass.")
        print("ok  the self-check: no Python, spaces, umlauts, a folder that nobody may write to")
        if not [*self._installed.rglob("plugins/printsupport/*printersupport.*")]:
            raise Failed("Qt's plug-in for printers is not there.")
        print("ok  Qt has what it prints with")
        self._check_a_list()
        print("ok  a list is checked, without a console")
        if os.name == "posix":
            self._crash(self._folder / "Absturz")
            print("ok  a fault of native code is kept and told at the next start")
        if self._contents() != before:
            raise Failed("It changed its own folder.")
        print("ok  its own folder is as it was")

    def make_writable(self) -> None:
        """So that it can be deleted."""
        self._protect(False)

    def _start(self, *arguments: str) -> str:
        done = subprocess.run(
            [self._installed / NAME, *arguments],
            cwd=self._folder,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=LIMIT,
            check=False,
        )
        told = done.stdout.decode("utf-8", "replace")
        if done.returncode != 0:
            shown = told + done.stderr.decode("utf-8", "replace")
            raise Failed(f"{' '.join(arguments)} ended with {done.returncode}:\n{shown}")
        return told

    def _check_a_list(self) -> None:
        """As Windows needs it: the program has no console there to print the result to."""
        members, found = self._folder / "Mitglieder.csv", self._folder / "gefunden.json"
        members.write_text("Name;Mobile\nZoë Ångström;0491 570 156\n", "utf-8")
        self._start("--check", str(members), "--output", str(found))
        [row] = json.loads(found.read_text("utf-8"))["rows"]
        if (row["sends"], row["values"]["first_name"]) != ("+61491570156", "Zoë"):
            raise Failed(f"The check of a list found {row}.")

    def _crash(self, data: Path) -> None:
        """Bring it down as a fault of Qt would, and start it again."""
        log = data / "logs" / "smsbook.log"
        program = subprocess.Popen(
            [self._installed / NAME, "--practice", "--data-dir", data],
            cwd=self._folder,
            env=self._environment | {"QT_QPA_PLATFORM": "offscreen"},
            stdin=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        end = time.monotonic() + START_LIMIT
        while not (log.exists() and " starts " in log.read_text("utf-8")):
            if time.monotonic() > end or program.poll() is not None:
                program.kill()
                raise Failed("It did not start for the crash.")
            time.sleep(0.1)
        program.send_signal(signal.SIGSEGV)
        program.wait(timeout=START_LIMIT)
        picture = self._folder / "after.png"
        self._start("--practice", "--screenshot", str(picture), "--data-dir", str(data))
        if "ended in a fault of native code" not in log.read_text("utf-8"):
            raise Failed("The log does not tell of the crash.")
        kept = (log.parent / "crash-before.txt").read_text("utf-8")
        if "Segmentation fault" not in kept or "smsbook_gui" not in kept:
            raise Failed(f"What is kept of the crash does not tell where it was:\n{kept}")

    def _protect(self, protected: bool = True) -> None:
        for path in (*self._installed.rglob("*"), self._installed):
            if not path.is_symlink():
                mode = path.stat().st_mode
                path.chmod(mode & ~WRITE if protected else mode | stat.S_IWUSR)

    def _contents(self) -> dict[Path, tuple[int, int]]:
        """Length and time of every file."""
        files = [path for path in self._installed.rglob("*") if path.is_file()]
        return {path: (path.stat().st_size, path.stat().st_mtime_ns) for path in files}
