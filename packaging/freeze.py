#!/usr/bin/env python3
"""Build the program that needs no Python, or try what was built.

    python3 packaging/freeze.py            build/dist/smsbook, with its size and the time it took
    python3 packaging/freeze.py --check    start it with --self-check, as a user's computer would

Works in a virtual environment of its own, build/venv, which holds what packaging/requirements.lock
names and nothing else.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build"
VENV = BUILD / "venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
PROGRAM = BUILD / "dist" / "smsbook" / ("smsbook.exe" if os.name == "nt" else "smsbook")
CHECK_LIMIT = 300  # seconds


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
            *("--distpath", BUILD / "dist", "--workpath", BUILD / "work"),
            ROOT / "packaging" / "smsbook.spec",
        ],
        cwd=ROOT,
        check=False,
    ).returncode
    if code == 0:
        files = [path for path in PROGRAM.parent.rglob("*") if path.is_file()]
        size = sum(path.stat().st_size for path in files if not path.is_symlink())
        print(f"{PROGRAM}: {size / 1e6:.0f} MB in {time.monotonic() - began:.0f} s")
    return code


def check() -> int:
    """Run the self-check of what was built, away from the source and its virtual environment."""
    if not PROGRAM.exists():
        print(f"{PROGRAM} is not there: run packaging/freeze.py first.", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as elsewhere:
        environment = {
            name: value for name, value in os.environ.items() if not name.startswith("PYTHON")
        }
        version = subprocess.run(
            [PROGRAM, "--version"], cwd=elsewhere, env=environment, check=False
        )
        if version.returncode != 0:
            return version.returncode
        return subprocess.run(
            [PROGRAM, "--self-check"],
            cwd=elsewhere,
            env=environment,
            stdin=subprocess.DEVNULL,
            timeout=CHECK_LIMIT,
            check=False,
        ).returncode


if __name__ == "__main__":
    sys.exit(main())
