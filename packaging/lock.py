#!/usr/bin/env python3
"""Write packaging/requirements.lock: every package of the program and of its building, with hashes.

    python3 packaging/lock.py              after a change of the dependencies in pyproject.toml
    python3 packaging/lock.py --upgrade    to take the newest versions that pyproject.toml allows

One file serves Windows, macOS and Linux and every Python that SMS Book runs on: what only some of
them need carries a marker. Commit what it writes.
"""

import argparse
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "packaging" / "requirements.lock"
RESOLVER = "uv==0.13.9"
OLDEST_PYTHON = "3.11"


def main() -> int:
    """The resolver's exit code."""
    parser = argparse.ArgumentParser(description="Lock the dependencies of the frozen program.")
    parser.add_argument("--upgrade", action="store_true", help="take the newest versions allowed")
    given = parser.parse_args()
    print("Looking up which packages there are", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        programs = Path(folder) / ("Scripts" if sys.platform == "win32" else "bin")
        pip = (programs / "python", "-m", "pip", "--disable-pip-version-check", "install")
        subprocess.run([*pip, "--quiet", RESOLVER], check=True)
        return subprocess.run(
            [
                *(programs / "uv", "pip", "compile", "--universal", "--generate-hashes"),
                *("--python-version", OLDEST_PYTHON, "--extra", "packaging", "--quiet"),
                *("--custom-compile-command", "python3 packaging/lock.py"),
                *(("--upgrade",) if given.upgrade else ()),
                *("--output-file", LOCK, ROOT / "pyproject.toml"),
            ],
            check=False,
        ).returncode


if __name__ == "__main__":
    sys.exit(main())
