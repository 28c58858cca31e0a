"""Freezing for Windows: with this computer's Python on Windows, elsewhere under Wine."""

import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from dev import Problem, say
from release import BUILD, ROOT
from windows import runtime
from windows.wine import Wine

SPEC = ROOT / "packaging" / "smsbook.spec"
NAME = "smsbook.exe"


@dataclass(frozen=True, slots=True)
class Frozen:
    """What the recipe makes: the folder with the program in it, and the program's icon."""

    folder: Path
    icon: Path


def frozen_in(folder: Path) -> Frozen:
    """What the recipe made in that folder: the program is in `dist/smsbook`."""
    return Frozen(folder / "dist" / "smsbook", folder / "smsbook.ico")


FROZEN = frozen_in(BUILD if sys.platform == "win32" else runtime.WORK)


def freeze() -> Frozen:
    """Build the program anew. Raises Problem if that fails."""
    if sys.platform == "win32":
        command = [sys.executable, ROOT / "packaging" / "freeze.py"]
        if subprocess.run(command, check=False).returncode != 0:
            raise Problem("The program could not be frozen; what is wrong stands above.")
        return FROZEN
    runtime.prepare()
    say("Freezing with PyInstaller under Wine (three minutes on two cores)")
    began = time.monotonic()
    shutil.rmtree(FROZEN.folder, ignore_errors=True)
    wine = Wine(runtime.WORK / "build-prefix")
    wine.create(runtime.STANDINS)
    try:
        wine.run(
            *(runtime.PYTHON / "python.exe", "-m", "PyInstaller", "--noconfirm"),
            *("--log-level", "WARN", "--distpath", FROZEN.folder.parent),
            *("--workpath", runtime.WORK / "work", SPEC),
        )
    finally:
        wine.stop()
    say(f"{FROZEN.folder / NAME}: frozen in {time.monotonic() - began:.0f} s")
    return FROZEN
