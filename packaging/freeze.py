#!/usr/bin/env python3
"""Build the program that needs no Python, or try what was built.

    python3 packaging/freeze.py            build/dist/smsbook, with its size and the time it took
    python3 packaging/freeze.py --check    try it as on a user's computer (check_frozen.py)

Works in a virtual environment of its own, build/venv, which holds what packaging/requirements.lock
names and nothing else.
"""

import argparse
import os
import subprocess
import sys
import time

from check_frozen import NAME, check
from release import BUILD, DIST, PROGRAM, ROOT

VENV = BUILD / "venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def main() -> int:
    parser = argparse.ArgumentParser(description="Build the frozen program, or try it.")
    parser.add_argument("--check", action="store_true", help="run the built program's self-check")
    given = parser.parse_args()
    return check() if given.check else build()


def build() -> int:
    """Build it anew. Returns PyInstaller's exit code."""
    set_up = (ROOT / "packaging" / "dev.py", "setup", "packaging", "--venv", VENV)
    subprocess.run([sys.executable, *set_up], check=True)
    began = time.monotonic()
    code = subprocess.run(
        [
            *(PYTHON, "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "WARN"),
            *("--distpath", DIST, "--workpath", BUILD / "work"),
            ROOT / "packaging" / "smsbook.spec",
        ],
        cwd=ROOT,
        check=False,
    ).returncode
    if code == 0:
        files = [path for path in PROGRAM.rglob("*") if path.is_file()]
        size = sum(path.stat().st_size for path in files if not path.is_symlink())
        print(f"{PROGRAM / NAME}: {size / 1e6:.0f} MB in {time.monotonic() - began:.0f} s")
    return code


if __name__ == "__main__":
    sys.exit(main())
