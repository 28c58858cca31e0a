#!/usr/bin/env python3
"""Try the Mac's disk image as a user would: open it, drag the app out, start it, throw it away.

    python3 packaging/check_mac.py        on a Mac, after packaging/mac_app.py

What Gatekeeper says to a downloaded copy stands in packaging/RELEASING.md: only a person sees it.
"""

import platform
import plistlib
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from mac_app import APP
from release import BUILD, DIST, version

LIMIT = 300  # seconds


def main() -> int:
    """0 if every step went well. Raises CalledProcessError, TimeoutExpired."""
    if platform.system() != "Darwin":
        print("Only a Mac can try its disk image.", file=sys.stderr)
        return 1
    image = DIST / f"SMS-Book-{version()}-{platform.machine()}.dmg"
    with tempfile.TemporaryDirectory() as folder:
        app = Path(folder) / "Programme für Zoë" / APP.name
        mounted = attach(image)
        try:
            shutil.copytree(mounted / APP.name, app, symlinks=True)
        finally:
            run("hdiutil", "detach", mounted)
        print(f"ok  {image.name} opens, and the app can be dragged out of it")
        run("codesign", "--verify", "--deep", "--strict", app)
        print("ok  its signature is whole")
        program = app / "Contents" / "MacOS" / "smsbook"
        if run(program, "--version").strip() != f"SMS Book {version()}":
            print("FAILED  --version", file=sys.stderr)
            return 1
        if "The self-check passed." not in run(program, "--self-check"):
            print("FAILED  --self-check", file=sys.stderr)
            return 1
        print("ok  the self-check, from a folder with spaces and umlauts")
        data = Path(folder) / "Daten"
        run(program, "--practice", "--screenshot", BUILD / "mac.png", "--data-dir", data)
        run("codesign", "--verify", "--deep", "--strict", app)
        print(f"ok  it painted its window ({BUILD / 'mac.png'}) and left itself as it was")
    print("The disk image passed.")
    return 0


def attach(image: Path) -> Path:
    """Open the image; where its files are."""
    told = run("hdiutil", "attach", "-nobrowse", "-readonly", "-plist", image)
    entities = plistlib.loads(told.encode("utf-8"))["system-entities"]
    return Path(next(entity["mount-point"] for entity in entities if "mount-point" in entity))


def run(*command: str | Path) -> str:
    """What it prints. Raises CalledProcessError, TimeoutExpired."""
    done = subprocess.run(
        command,
        check=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        encoding="utf-8",
        timeout=LIMIT,
    )
    return done.stdout


if __name__ == "__main__":
    sys.exit(main())
