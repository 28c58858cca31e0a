#!/usr/bin/env python3
"""Build what users download, and try it: one command for the three systems.

    python3 packaging/installers.py build [SYSTEM …]   all that this computer can, into build/dist
    python3 packaging/installers.py test [SYSTEM …]    install, use and remove what was built
    python3 packaging/installers.py test --full        upgrades, signatures, crashes, tests, too

Debian 12 builds for Linux and, under Wine, for Windows; Windows and macOS freeze for themselves.
`--frozen FOLDER` packs for Windows what another computer froze: its folder build/.
"""

import argparse
import shutil
import subprocess
import sys
import time
from pathlib import Path

from dev import Problem, install_system_packages, say, venv_packages
from licences import BOM_NAME
from release import ROOT
from sizes import print_sizes
from windows import installers as windows
from windows import program, screen, suite
from windows.trial import Trial

WINDOWS_PACKAGES = (
    "binutils",
    "mingw-w64",
    "msitools",
    "nsis",
    "openssl",
    "osslsigncode",
    "wine64",
    "wixl",
)


def main() -> int:
    """0, or 1 after a problem, which is printed."""
    here = {"win32": ["windows"], "darwin": ["macos"]}.get(sys.platform, ["linux", "windows"])
    parser = argparse.ArgumentParser(description="Build what users download, and try it.")
    parser.add_argument("command", choices=["build", "test"])
    parser.add_argument("systems", nargs="*", metavar="SYSTEM", help=f"of: {', '.join(here)}")
    parser.add_argument("--full", action="store_true", help="test what takes longer, too")
    parser.add_argument("--frozen", type=Path, metavar="FOLDER", help="what another computer froze")
    given = parser.parse_args()
    # argparse's own `choices` refuse the empty list on some versions of Python.
    if unknown := {*given.systems} - {*here}:
        parser.error(f"this computer cannot build for {', '.join(sorted(unknown))}")
    try:
        for system in given.systems or here:
            say(f"== {given.command}: {system}")
            if given.command == "build":
                build(system, given.frozen)
            else:
                test(system, given.full)
    except Problem as problem:
        print(f"FAILED  {problem}", file=sys.stderr)
        return 1
    return 0


def build(system: str, frozen: Path | None) -> None:
    """Build it. Raises Problem."""
    if system == "windows":
        build_windows(frozen)
    else:
        script("freeze.py")
        script("deb.py" if system == "linux" else "mac_app.py")


def test(system: str, full: bool) -> None:
    """Try what was built. Raises Problem."""
    if system == "windows":
        install_system_packages([*WINDOWS_PACKAGES, *screen.PACKAGES, *venv_packages()])
        test_windows(full)
    else:
        script("freeze.py", "--check")
        script("check_deb.py" if system == "linux" else "check_mac.py")


def build_windows(frozen: Path | None) -> None:
    """The program, if nobody else froze it, and its installers. Raises Problem."""
    install_system_packages([*WINDOWS_PACKAGES, *venv_packages()])
    found = program.freeze() if frozen is None else program.frozen_in(frozen)
    if sys.platform == "win32":
        return  # what packs and signs is Debian's
    began = time.monotonic()
    made = windows.build(found)
    print_sizes(found.folder)
    for file in (made.msi, made.setup):
        shutil.copyfile(found.folder.parents[1] / BOM_NAME, f"{file}.cdx.json")
        say(f"{file}: {file.stat().st_size / 1e6:.1f} MB")
    say(f"Packed in {time.monotonic() - began:.0f} s")


def test_windows(full: bool) -> None:
    """The trial under Wine. Raises Problem."""
    made = windows.built()
    Trial(made).run()
    if full:
        Trial(made, *windows.build_older(program.FROZEN)).run()
        suite.run()


def script(name: str, *arguments: str) -> None:
    """Run another of the packaging scripts. Raises Problem if it fails."""
    command = [sys.executable, str(ROOT / "packaging" / name), *arguments]
    if subprocess.run(command, check=False).returncode != 0:
        raise Problem(f"packaging/{name} failed; why stands above.")


if __name__ == "__main__":
    sys.exit(main())
