#!/usr/bin/env python3
"""Set up and run SMS Book from its source, on a fresh machine too. Needs only Python 3.11 to 3.13.

    python3 packaging/dev.py start [ARGUMENT …]   the app in practice mode
    python3 packaging/dev.py test [ARGUMENT …]    the tests (arguments go to pytest)
    python3 packaging/dev.py test --all           the long ones too
    python3 packaging/dev.py quick [ARGUMENT …]   those that need no window, in two minutes
    python3 packaging/dev.py setup [EXTRA …]      only the set-up: of both, or of these extras

Makes a virtual environment in `.venv`, installs SMS Book into it as it stands here (an edit shows
at the next start) and, on Debian and its relatives, the system libraries by apt-get. What was set
up stays until pyproject.toml or this file changes. The extra `packaging` is another thing: exactly
what packaging/requirements.lock names, checked by its hashes, and nothing else.
"""

import argparse
import hashlib
import importlib.util
import json
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "packaging" / "requirements.lock"
OLDEST, NEWEST = (3, 11), (3, 13)

# What Qt's libraries and its plug-ins for X11 and printers load, as `ldd` tells; the rest comes
# with these.
QT_PACKAGES = (
    "libcups2",
    "libdbus-1-3",
    "libegl1",
    "libfontconfig1",
    "libgl1",
    "libglib2.0-0",
    "libgssapi-krb5-2",
    "libx11-xcb1",
    "libxcb-cursor0",
    "libxcb-icccm4",
    "libxcb-image0",
    "libxcb-keysyms1",
    "libxcb-randr0",
    "libxcb-render-util0",
    "libxcb-shape0",
    "libxcb-shm0",
    "libxcb-sync1",
    "libxcb-util1",
    "libxcb-xfixes0",
    "libxcb-xkb1",
    "libxkbcommon-x11-0",
    "libxkbcommon0",
    "fonts-dejavu-core",
)
# A desktop session to test in (tests/support/desktop.py): screen, window manager, hands, eyes,
# accessibility bus, Secret Service, and fonts for names in many scripts. LibreOffice opens what was
# exported (tests/support/plugins/spreadsheet.py).
TEST_PACKAGES = (
    "at-spi2-core",
    "dbus",
    "fonts-noto-core",
    "gnome-keyring",
    "imagemagick",
    "libreoffice-calc-nogui",
    "openbox",
    "python3-pyatspi",
    "xdotool",
    "xvfb",
)
FREEZE_PACKAGES = ("binutils",)
_FEW_EXAMPLES = ("--hypothesis-profile", "quick")
_NOTHING_CHOSEN = 5
"""Pytest's exit code where the arguments choose no test."""
DESKTOP = ("tests/credentials", "tests/e2e")
"""Where the tests marked `desktop` are; tests/packaging/test_dev.py holds it."""
_QUICK = tuple(
    f"tests/{layer}"
    for layer in ("domain", "api", "files", "store", "services", "practice", "viewmodels")
)


class Problem(Exception):
    """Something that the person at the keyboard has to know; its text says what to do."""


def main() -> int:
    """The exit code of what was run."""
    parser = argparse.ArgumentParser(
        prog="dev.py",
        description="Set up and run SMS Book from its source.",
        allow_abbrev=False,
    )
    parser.add_argument("command", choices=["start", "test", "quick", "setup"])
    parser.add_argument("--all", action="store_true", help="test the long ones too")
    parser.add_argument("-m", dest="marks", default="", help=argparse.SUPPRESS)
    parser.add_argument("--venv", type=Path, default=ROOT / ".venv", help=argparse.SUPPRESS)
    given, rest = parser.parse_known_args()
    try:
        if not OLDEST <= sys.version_info[:2] <= NEWEST:
            return _with_another_python()
        extras = {"start": (), "setup": tuple(rest) or ("dev",)}.get(given.command, ("dev",))
        python = prepare(given.venv, extras)
        if given.command == "start":
            return run(python, "-m", "smsbook_gui", "--practice", *rest)
        if given.command in {"test", "quick"}:
            folders = _QUICK if given.command == "quick" else ()
            return run_tests(python, [*folders, *rest], given.marks, whole=given.all)
    except Problem as problem:
        print(f"\n{problem}", file=sys.stderr)
        return 1
    return 0


def _with_another_python() -> int:
    """Run this script again with a Python that fits, if there is one."""
    for minor in range(NEWEST[1], OLDEST[1] - 1, -1):
        found = shutil.which(f"python3.{minor}")
        # What is on the path may be a version manager's stand-in for a Python that is not chosen.
        if found and subprocess.run([found, "-c", ""], check=False).returncode == 0:
            return run(found, *sys.argv)
    raise Problem(
        f"SMS Book needs Python 3.11, 3.12 or 3.13; this is {platform.python_version()}. "
        "Install one of them and start again with it."
    )


def run(*command: "str | Path") -> int:
    """Run a command in the project's folder and return its exit code."""
    try:
        code = subprocess.run([str(part) for part in command], cwd=ROOT, check=False).returncode
    except KeyboardInterrupt:
        return 130
    return code if code >= 0 else 128 - code  # ended by a signal, as shells say it


def side_by_side(processes: int, *handed_out: str) -> tuple[str, ...]:
    """Arguments of pytest's for tests beside each other, `handed_out` by files or one by one.

    In the order of collection, which has the longest first. Where a process dies, the run ends:
    with another in its place it would wait for ever for the rest.
    """
    return (
        *("--numprocesses", str(processes), "--dist", *handed_out),
        *("--no-loadscope-reorder", "--max-worker-restart", "0"),
    )


def run_tests(python: Path, arguments: Sequence[str], marks: str, *, whole: bool) -> int:
    """The tests, beside each other: one process more than there are cores, since many wait for a
    service at its own rate, by files, each of which shares what it sets up. Those of the desktop
    come last, two at a time, each process with a screen, a bus and a password store of its own: a
    person's patience is short. They share nothing else and one of them takes as long as thirty
    others, so they are handed out one by one.

    `marks`: an expression of pytest's; "" chooses everything. `whole`: the long ones too, and
    property tests try all their examples.
    """
    more = "".join(f" and ({each})" for each in (marks, "" if whole else "not long") if each)
    common = (*(() if whole else _FEW_EXAMPLES), *arguments)
    cores = os.cpu_count() or 1

    def pytest(kind: str, how: Sequence[str], folders: Sequence[str] = ()) -> int:
        return run(python, "-m", "pytest", *how, "-m", f"{kind}{more}", *common, *folders)

    # To collect all the others only to leave them out would take longer than some of these take.
    unasked = all(each.startswith("-") for each in arguments)
    codes = (
        pytest("not desktop", side_by_side(min(4, cores + 1), "loadfile")),
        pytest(
            "desktop",
            side_by_side(min(2, cores), "load", "--maxschedchunk", "1"),
            DESKTOP if unasked else (),
        ),
    )
    # Where the arguments chose tests of one kind only, the other has none, which is no failure.
    failed = [code for code in codes if code not in {0, _NOTHING_CHOSEN}]
    return failed[0] if failed else min(codes)


def prepare(venv: Path, extras: Sequence[str]) -> Path:
    """Have `venv` with SMS Book and its extras in it; return its Python. Quick when it is there."""
    python = venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    stamp = venv / f"set-up-{'-'.join(extras) or 'app'}.json"
    state = json.dumps(
        {
            "inputs": [_digest(path) for path in (ROOT / "pyproject.toml", Path(__file__), LOCK)],
            "python": platform.python_version(),
            "root": str(ROOT),
        }
    )
    if python.exists() and stamp.exists() and stamp.read_text(encoding="utf-8") == state:
        return python
    install_system_packages(_system_packages(extras))
    if not python.exists() or run(python, "-c", "import pip") != 0:
        say(f"Making a virtual environment in {venv}")
        must("a virtual environment", sys.executable, "-m", "venv", "--clear", venv)
    say("Installing the Python packages (the first time takes a minute or two)")
    pip = (python, "-m", "pip", "--disable-pip-version-check", "install", "--quiet")
    must("the Python packages", *pip, *_what(extras))
    stamp.write_text(state, encoding="utf-8")
    return python


def _what(extras: Sequence[str]) -> list[str]:
    """What pip is asked for. A source archive would run a build that no hash vouches for."""
    if "packaging" in extras:
        return ["--require-hashes", "--only-binary=:all:", "--requirement", str(LOCK)]
    return ["--editable", f"{ROOT}[{','.join(extras)}]" if extras else str(ROOT)]


def _system_packages(extras: Sequence[str]) -> list[str]:
    packages = [*QT_PACKAGES]
    if "dev" in extras:
        packages += TEST_PACKAGES
    if "packaging" in extras:
        packages += FREEZE_PACKAGES
    packages += venv_packages()
    if "packaging" in extras and _is_debians_python():
        packages.append(f"libpython3.{sys.version_info.minor}")
    return packages


def venv_packages() -> list[str]:
    """What this Python lacks to make virtual environments: Debian's own comes in pieces."""
    if not _is_debians_python() or importlib.util.find_spec("ensurepip") is not None:
        return []
    return [f"python3.{sys.version_info.minor}-venv"]


def _is_debians_python() -> bool:
    return Path(sys.base_prefix) == Path("/usr")


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def must(what: str, *command: "str | Path") -> None:
    """Run a command. Raises Problem if it fails."""
    if run(*command) != 0:
        raise Problem(
            f"Could not install {what}: the command above failed. Mend that and start again."
        )


def say(words: str) -> None:
    """Tell what is being done, also into a pipe."""
    print(words, flush=True)


# --- Debian and its relatives ------------------------------------------------------------------


def install_system_packages(packages: Sequence[str]) -> None:
    """Install those of the Debian packages that are missing. Does nothing on other systems.

    Raises Problem if it cannot be done.
    """
    if not sys.platform.startswith("linux"):
        return
    if not shutil.which("apt-get"):
        say(
            "This is no Debian: if no window opens, install Qt 6's X11 libraries (xcb-util-cursor "
            "and the like) with your package manager."
        )
        return
    missing = [package for package in packages if not _is_installed(package)]
    if not missing:
        return
    say(f"Installing Debian packages{_how()}: {' '.join(missing)}")
    if _apt("install", "--yes", "--no-install-recommends", *missing) == 0:
        return
    say("Fetching the package lists, and once more")
    if _apt("update") != 0 or _apt("install", "--yes", "--no-install-recommends", *missing) != 0:
        raise Problem(
            "The packages could not be installed. Install them yourself and start again:\n"
            f"  apt-get install {' '.join(missing)}"
        )


def _is_installed(package: str) -> bool:
    found = subprocess.run(
        ["dpkg-query", "--show", "--showformat=${db:Status-Status}", package],
        capture_output=True,
        text=True,
        check=False,
    )
    return found.stdout == "installed"


def _is_root() -> bool:
    return sys.platform != "win32" and os.geteuid() == 0


def _how() -> str:
    return "" if _is_root() else " with sudo, which may ask for your password"


def _apt(*arguments: str) -> int:
    command = ["apt-get", "--quiet=2", *arguments]
    if not _is_root():
        if not shutil.which("sudo"):
            raise Problem(
                "Debian packages are missing and there is no sudo. As root:\n"
                f"  apt-get {' '.join(arguments)}"
            )
        command.insert(0, "sudo")
        command.insert(1, "DEBIAN_FRONTEND=noninteractive")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    return subprocess.run(command, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
